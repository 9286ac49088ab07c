/** What the command line says. */
import * as Data from "effect/Data"
import * as Effect from "effect/Effect"

export interface Arguments {
  readonly schedules: number
  readonly seed: number
  /** The token to replay instead of exploring. */
  readonly replay: string | undefined
  /** Where to write the failing run as a page. */
  readonly html: string | undefined
  readonly help: boolean
}

/** An argument is wrong. Nothing was explored. */
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

export const help = `Explores a small bank: prints the schedule in which an audit counts wrong, then the version that holds.

Usage: bank-race [options]

  --schedules N   how many schedules to run at most, for each version; default: 2000
  --seed N        of everything that chance decides; default: 42
  --replay TOKEN  run one schedule again, in place of exploring; quote the token
  --html FILE     also write the failing run as a page with a timeline, over a file that is there
  --help          print this

Exit code: 0 done; 1 the version that should hold does not; 2 the command line, the token or the file is wrong.
`

const options = "--schedules N, --seed N, --replay TOKEN, --html FILE and --help"

const ranges: Readonly<Record<"--schedules" | "--seed", readonly [least: number, most: number]>> = {
  "--schedules": [1, 1_000_000],
  "--seed": [-2_147_483_648, 2_147_483_647]
}

/** Reads the arguments from left to right, with the value after the option or after `=`; the last of two holds. */
export const parse = (args: ReadonlyArray<string>): Effect.Effect<Arguments, ArgumentInvalidError> =>
  Effect.gen(function* () {
    let parsed: Arguments = { schedules: 2000, seed: 42, replay: undefined, html: undefined, help: false }
    for (let index = 0; index < args.length; index += 1) {
      const argument = args[index] ?? ""
      const [, name = "", joined] = /^(--\w+)(?:=(.*))?$/su.exec(argument) ?? []
      const value = () => (joined === undefined ? args[(index += 1)] : joined)

      if (name === "--schedules") parsed = { ...parsed, schedules: yield* parseInteger(name, value()) }
      else if (name === "--seed") parsed = { ...parsed, seed: yield* parseInteger(name, value()) }
      else if (name === "--replay") parsed = { ...parsed, replay: yield* parseText(name, value(), "a token") }
      else if (name === "--html") parsed = { ...parsed, html: yield* parseText(name, value(), "the name of a file") }
      else if (argument === "--help" || argument === "-h") parsed = { ...parsed, help: true }
      else return yield* new ArgumentInvalidError({ where: `argument ${index + 1}`, value: argument, allowed: options })
    }
    return parsed
  })

const parseInteger = (
  where: keyof typeof ranges,
  value: string | undefined
): Effect.Effect<number, ArgumentInvalidError> => {
  const [least, most] = ranges[where]
  const number = /^-?\d{1,10}$/u.test(value ?? "") ? Number(value) : Number.NaN
  return number >= least && number <= most
    ? Effect.succeed(number)
    : Effect.fail(new ArgumentInvalidError({ where, value, allowed: `an integer from ${least} to ${most}` }))
}

const parseText = (
  where: string,
  value: string | undefined,
  allowed: string
): Effect.Effect<string, ArgumentInvalidError> =>
  value === undefined || value === ""
    ? Effect.fail(new ArgumentInvalidError({ where, value, allowed }))
    : Effect.succeed(value)
