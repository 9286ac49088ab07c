/**
 * The `heddle` command: finds the subcommand, loads the package it lives in, runs it.
 *
 * Exit codes: 0 done · 1 the subcommand's package is not installed · 2 wrong usage · 70 the subcommand itself is at
 * fault · anything else comes from the subcommand.
 *
 * @since 0.1.0
 */
import { entries, type Entry, type Subcommand } from "./subcommands.ts"

/** What the command needs from the world around it. */
export interface World {
  readonly version: string
  readonly stdout: (text: string) => void
  readonly stderr: (text: string) => void
  /** Resolves to the module `<package>/heddle`, or to `undefined` when the package is not installed. */
  readonly load: (packageName: string) => Promise<unknown>
}

/** Runs the command with `args` (what follows `heddle`) and resolves to the exit code. Never rejects. */
export const run = async (args: ReadonlyArray<string>, world: World): Promise<number> => {
  const [first, ...rest] = args
  if (first === undefined) {
    world.stderr(help(world.version))
    return 2
  }
  if (first === "--help" || first === "-h") {
    world.stdout(help(world.version))
    return 0
  }
  if (first === "--version" || first === "-v") {
    world.stdout(`${world.version}\n`)
    return 0
  }
  const entry = entries.find(({ name }) => name === first)
  if (entry === undefined) {
    const kind = first.startsWith("-") ? "option" : "subcommand"
    world.stderr(`heddle: unknown ${kind} "${first}". Known subcommands:\n\n${table()}`)
    return 2
  }
  return runEntry(entry, rest, world)
}

const runEntry = async (entry: Entry, args: ReadonlyArray<string>, world: World): Promise<number> => {
  try {
    const loaded = await world.load(entry.package)
    if (loaded === undefined) {
      world.stderr(
        `heddle ${entry.name}: the package ${entry.package} is not installed here.\n` +
          `Add it to this project: npm install --save-dev ${entry.package}\n`
      )
      return 1
    }
    if (!isSubcommand(loaded)) {
      world.stderr(
        `heddle ${entry.name}: ${entry.package}/heddle exports no function "run", so this heddle (${world.version}) ` +
          `cannot run it. Install versions of heddle and ${entry.package} that belong together.\n`
      )
      return 70
    }
    const code = await loaded.run(args)
    if (!Number.isInteger(code) || code < 0 || code > 255) {
      world.stderr(`heddle ${entry.name}: ended with exit code ${code}; allowed are the integers from 0 to 255.\n`)
      return 70
    }
    return code
  } catch (error) {
    const detail = error instanceof Error ? (error.stack ?? error.message) : String(error)
    world.stderr(`heddle ${entry.name}: ${detail}\n`)
    return 70
  }
}

const isSubcommand = (loaded: unknown): loaded is Subcommand =>
  typeof loaded === "object" && loaded !== null && "run" in loaded && typeof loaded.run === "function"

const table = (): string => {
  const width = Math.max(...entries.map(({ name }) => name.length))
  return entries.map((entry) => `  ${entry.name.padEnd(width)}  ${entry.summary} (${entry.package})\n`).join("")
}

const help = (version: string): string => `heddle ${version}: structured concurrency for TypeScript

Usage: heddle <subcommand> [arguments]

${table()}
Each subcommand lives in the package named beside it and works once that package is installed.

  -h, --help     print this text
  -v, --version  print the version
`
