/** Reads the arguments of `heddle explore`. */
import { resolve } from "node:path"
import { pathToFileURL } from "node:url"

interface Common {
  readonly file: URL
  readonly export: string
  readonly html: string | undefined
}

export type Parsed =
  | { readonly kind: "help" }
  | { readonly kind: "wrong"; readonly problem: string }
  | (Common & { readonly kind: "replay"; readonly token: string })
  | (Common & {
      readonly kind: "run"
      readonly schedules: number | undefined
      readonly seed: number | undefined
      readonly workers: number | undefined
    })

export const usage = `Usage:
  heddle explore run FILE                 run the program that FILE exports under many schedules
  heddle explore replay TOKEN FILE        step through the schedule of a failure

  --export NAME     the export that is the program (default: default)
  --schedules N     how many schedules to run (default: 2000)
  --seed N          of everything that chance decides (default: 42)
  --workers N       threads to share the schedules out to (default: 1)
  --html PAGE       write the report as a page, too

Keys of replay: right or n next, left or b back, 1 to 9 the next step of that fiber, s next switch, q quit, ? all keys.
`

const wrong = (problem: string): Parsed => ({ kind: "wrong", problem })

export const parseArguments = (args: ReadonlyArray<string>): Parsed => {
  if (args.includes("--help") || args.includes("-h")) return { kind: "help" }
  const options = new Map<string, string>()
  const words: Array<string> = []
  for (let at = 0; at < args.length; at++) {
    const argument = args[at]!
    if (!argument.startsWith("--")) {
      words.push(argument)
      continue
    }
    const name = argument.slice(2)
    const value = args[++at]
    if (!["export", "schedules", "seed", "workers", "html"].includes(name)) return wrong(`unknown option "${argument}"`)
    if (value === undefined || value.startsWith("--")) return wrong(`${argument} needs a value`)
    options.set(name, value)
  }
  const [command, ...rest] = words
  if (command === undefined) return wrong("say what to do: run or replay")
  if (command !== "run" && command !== "replay") return wrong(`unknown command "${command}"; there are run and replay`)
  return command === "run" ? runOf(rest, options) : replayOf(rest, options)
}

const common = (file: string, options: ReadonlyMap<string, string>): Common => ({
  file: pathToFileURL(resolve(file)),
  export: options.get("export") ?? "default",
  html: options.get("html")
})

const replayOf = (words: ReadonlyArray<string>, options: ReadonlyMap<string, string>): Parsed => {
  const [token, file, ...more] = words
  if (token === undefined || file === undefined || more.length > 0) return wrong("replay needs a token and a file")
  const extra = ["schedules", "seed", "workers"].find((name) => options.has(name))
  if (extra !== undefined) return wrong(`--${extra} belongs to run; the token holds the schedule`)
  return { kind: "replay", token, ...common(file, options) }
}

const runOf = (words: ReadonlyArray<string>, options: ReadonlyMap<string, string>): Parsed => {
  const [file, ...more] = words
  if (file === undefined || more.length > 0) return wrong("run needs one file")
  const numbers = new Map<string, number>()
  for (const name of ["schedules", "seed", "workers"]) {
    const value = options.get(name)
    if (value === undefined) continue
    if (!/^-?\d+$/.test(value)) return wrong(`--${name} is "${value}"; allowed: an integer`)
    numbers.set(name, Number(value))
  }
  return {
    kind: "run",
    ...common(file, options),
    schedules: numbers.get("schedules"),
    seed: numbers.get("seed"),
    workers: numbers.get("workers")
  }
}
