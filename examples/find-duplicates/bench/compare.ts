/**
 * Prints how long five programs take to find the duplicates under one folder: this one, the same written with p-limit,
 * the way it is usually written with p-limit, fdupes and rdfind. They take turns, after a round that only warms caches.
 *
 * Run: node bench/compare.ts FOLDER [ROUNDS]
 */
import { spawnSync } from "node:child_process"
import { resolve } from "node:path"

const [folder = ".", rounds = "9"] = process.argv.slice(2)
const home = resolve(import.meta.dirname, "..")

const programs = {
  "find-duplicates": [process.execPath, "--conditions=@heddle/source", `${home}/main.ts`, "--json", folder],
  "p-limit": [process.execPath, `${home}/bench/p-limit.ts`, folder],
  "p-limit per file": [process.execPath, `${home}/bench/p-limit-per-file.ts`, folder],
  fdupes: ["fdupes", "-rq", folder],
  rdfind: ["rdfind", "-dryrun", "true", "-makeresultsfile", "false", folder]
}

interface Run {
  readonly millis: number
  readonly stdout: string
}

const run = ([command = "", ...args]: ReadonlyArray<string>): Run | undefined => {
  const started = performance.now()
  const { error, status, stdout } = spawnSync(command, args, { encoding: "utf8", maxBuffer: 2 ** 28 })
  const millis = performance.now() - started
  return error === undefined && status === 0 ? { millis, stdout } : undefined
}

const groupsOf = (result: Run | undefined): string =>
  JSON.stringify((JSON.parse(result?.stdout ?? "{}") as { readonly groups?: unknown }).groups)

const first = Object.fromEntries(Object.entries(programs).map(([name, command]) => [name, run(command)]))
for (const twin of ["p-limit", "p-limit per file"]) {
  if (groupsOf(first[twin]) !== groupsOf(first["find-duplicates"])) throw new Error(`${twin} finds other groups`)
}

const times = new Map<string, Array<number>>()
for (let round = 0; round < Number(rounds); round += 1) {
  for (const [name, command] of Object.entries(programs)) {
    const result = run(command)
    if (result !== undefined) times.set(name, [...(times.get(name) ?? []), result.millis])
  }
}

const seconds = (millis: number | undefined) => `${((millis ?? Number.NaN) / 1000).toFixed(2)} s`
for (const name of Object.keys(programs)) {
  const sorted = (times.get(name) ?? []).toSorted((a, b) => a - b)
  const median = sorted[Math.floor(sorted.length / 2)]
  console.log(
    median === undefined
      ? `${name.padEnd(17)} did not run`
      : `${name.padEnd(17)} median ${seconds(median)}, fastest ${seconds(sorted[0])}, slowest ${seconds(sorted.at(-1))}`
  )
}
