/** Runs the examples as their `ci.json` says and compares what they print. */
import { execFile } from "node:child_process"
import { existsSync, readFileSync } from "node:fs"
import { join } from "node:path"
import { examplesOf } from "../workspace/examples.ts"

/** One entry of `examples/NAME/ci.json`: a run of `main.ts` with the example's folder as the working directory. */
export interface Run {
  readonly args: ReadonlyArray<string>
  /** The exit code it must end with. */
  readonly exit: number
  /** The file, from the example's folder, that holds everything it must print on standard output. */
  readonly stdout: string
}

export interface Report {
  readonly problems: ReadonlyArray<string>
  readonly runs: number
}

const timeout = 120_000

export const checkExamples = async (workspace: string): Promise<Report> => {
  const problems: Array<string> = []
  let count = 0
  for (const name of examplesOf(workspace)) {
    const folder = join(workspace, "examples", name)
    const runs = existsSync(join(folder, "ci.json")) ? readRuns(join(folder, "ci.json")) : []
    if (runs.length === 0) problems.push(`examples/${name}: its ci.json is missing or lists no run`)
    for (const run of runs) {
      count++
      const problem = await check(folder, run)
      if (problem !== undefined) problems.push(`examples/${name}: main.ts ${run.args.join(" ")}\n${problem}`)
    }
  }
  return { problems, runs: count }
}

const readRuns = (file: string): ReadonlyArray<Run> => JSON.parse(readFileSync(file, "utf8"))

const check = async (folder: string, run: Run): Promise<string | undefined> => {
  const { exit, stderr, stdout } = await start(folder, run.args)
  if (exit !== run.exit) return `  ended with ${exit}, expected ${run.exit}; standard error:\n${indent(stderr)}`
  const expected = readFileSync(join(folder, run.stdout), "utf8")
  if (stdout === expected) return undefined
  return `  printed something else than ${run.stdout}\n  expected:\n${indent(expected)}\n  got:\n${indent(stdout)}`
}

interface Outcome {
  /** The exit code, or the signal that ended it. */
  readonly exit: number | string
  readonly stdout: string
  readonly stderr: string
}

const start = (cwd: string, args: ReadonlyArray<string>): Promise<Outcome> =>
  new Promise((resolve) => {
    const command = ["--conditions=@heddle/source", "main.ts", ...args]
    const child = execFile(process.execPath, command, { cwd, timeout, maxBuffer: 2 ** 26 }, (_error, stdout, stderr) =>
      resolve({ exit: child.exitCode ?? child.signalCode ?? "no exit code", stdout, stderr })
    )
    child.stdin?.end()
  })

const indent = (text: string): string => text.trimEnd().replaceAll(/^/gm, "    ")
