/** What the command line asks for. */
import * as Data from "effect/Data"
import * as Duration from "effect/Duration"
import * as Effect from "effect/Effect"

export interface Arguments {
  readonly folder: string
  readonly deadline: Duration.Duration | undefined
  readonly json: boolean
  readonly help: boolean
}

/** The command line asks for something there is not. Nothing was read. */
export class ArgumentInvalidError extends Data.TaggedError("ArgumentInvalidError")<{
  readonly where: string
  /** Undefined if it is missing. */
  readonly value: string | undefined
  readonly allowed: string
}> {
  override get message(): string {
    const value = this.value === undefined ? "missing" : JSON.stringify(this.value)
    return `${this.where} is ${value}; allowed: ${this.allowed}`
  }
}

export const help = `Finds duplicate files under a folder.

Usage: find-duplicates [options] [folder]

  folder            where to look; default: this repository
  --deadline TIME   stop after TIME and print what was found until then: 500ms, 10s, 2m, 1.5h
  --json            print the result as JSON, alone on stdout
  --help            print this
  --                what follows is a folder, even if it starts with a dash

While it runs: Ctrl-C stops it and prints what was found so far (again: ends it at once);
Ctrl-\\ prints the tree of tasks that are running.

Exit code: 0 all done, or the deadline passed; 1 some files or folders could not be read;
2 the command line or the folder is wrong; 130 Ctrl-C; 143 SIGTERM.
`

const options = "--deadline TIME, --json, --help, and one folder"
const times = "a number and ms, s, m or h, such as 500ms, 10s, 2m or 1.5h"
const folders = "one folder"

/** Reads the arguments from left to right; the last of two equal options holds. `defaultFolder` if none is named. */
export const parse = (
  args: ReadonlyArray<string>,
  defaultFolder: string
): Effect.Effect<Arguments, ArgumentInvalidError> =>
  Effect.gen(function* () {
    let folder: string | undefined
    let deadline: Duration.Duration | undefined
    let json = false
    let help = false
    let onlyFolders = false

    for (let index = 0; index < args.length; index += 1) {
      const value = args[index] ?? ""
      const where = `argument ${index + 1}`
      const invalid = (allowed: string) => new ArgumentInvalidError({ where, value, allowed })

      if (onlyFolders || !value.startsWith("-") || value === "-") {
        if (value === "") return yield* invalid(`${folders} that is not empty`)
        if (folder !== undefined) return yield* invalid(`${folders}, and ${JSON.stringify(folder)} is given already`)
        folder = value
      } else if (value === "--") onlyFolders = true
      else if (value === "--json") json = true
      else if (value === "--help" || value === "-h") help = true
      else if (value === "--deadline" || value.startsWith("--deadline=")) {
        const separate = value === "--deadline"
        if (separate) index += 1
        deadline = yield* parseTime(separate ? args[index] : value.slice("--deadline=".length))
      } else return yield* invalid(options)
    }
    return { folder: folder ?? defaultFolder, deadline, json, help }
  })

const units: Readonly<Record<string, number>> = { ms: 1, s: 1000, m: 60_000, h: 3_600_000 }

const parseTime = (value: string | undefined): Effect.Effect<Duration.Duration, ArgumentInvalidError> => {
  const [, count, unit] = /^(\d+(?:\.\d+)?)(ms|s|m|h)$/u.exec(value ?? "") ?? []
  const millis = Number(count) * (units[unit ?? ""] ?? Number.NaN)
  return Number.isFinite(millis)
    ? Effect.succeed(Duration.millis(millis))
    : Effect.fail(new ArgumentInvalidError({ where: "--deadline", value, allowed: times }))
}
