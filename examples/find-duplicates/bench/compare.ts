/**
 * Prints how long four programs take to find the duplicates under one folder: this one, its twin on p-limit, fdupes and
 * rdfind. They take turns, after one round that is not counted and warms the caches.
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
if (groupsOf(first["find-duplicates"]) !== groupsOf(first["p-limit"])) throw new Error("The two find different groups")

const times = new Map<string, Array<number>>()
for (let round = 0; round < Number(rounds); round += 1) {
  for (const [name, command] of Object.entries(programs)) {
    const result = run(command)
    if (result !== undefined) times.set(name, [...(times.get(name) ?? []), result.millis])
  }
}

for (const name of Object.keys(programs)) {
  const sorted = (times.get(name) ?? []).toSorted((a, b) => a - b)
  const at = (share: number) => `${((sorted[Math.floor(share * (sorted.length - 1))] ?? 0) / 1000).toFixed(2)} s`
  console.log(
    sorted.length === 0
      ? `${name.padEnd(16)} did not run`
      : `${name.padEnd(16)} median ${at(0.5)}, fastest ${at(0)}, slowest ${at(1)}`
  )
}
