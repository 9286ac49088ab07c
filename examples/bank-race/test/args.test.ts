import { assert, describe, it } from "@effect/vitest"
import * as Effect from "effect/Effect"
import { parse } from "../args.ts"

const refusal = (...args: ReadonlyArray<string>) => Effect.map(Effect.flip(parse(args)), ({ message }) => message)

const options = "--schedules N, --seed N, --replay TOKEN, --html FILE and --help"
const seeds = "an integer from -2147483648 to 2147483647"

describe("parse", () => {
  it.effect("takes the defaults from an empty command line", () =>
    Effect.gen(function* () {
      assert.deepStrictEqual(yield* parse([]), {
        schedules: 2000,
        seed: 42,
        replay: undefined,
        html: undefined,
        help: false
      })
    })
  )

  it.effect("reads a value after the option and after =, and a token that has = itself", () =>
    Effect.gen(function* () {
      const separate = yield* parse(["--schedules", "5", "--seed", "-7", "--replay", "hx1:seed=1", "--html", "a b"])
      const joined = yield* parse(["--schedules=5", "--seed=-7", "--replay=hx1:seed=1", "--html=a b"])

      assert.deepStrictEqual(separate, { schedules: 5, seed: -7, replay: "hx1:seed=1", html: "a b", help: false })
      assert.deepStrictEqual(joined, separate)
    })
  )

  for (const [what, args, message] of [
    ["an unknown option", ["--fast"], `argument 1 is "--fast"; allowed: ${options}`],
    ["what is no option", ["--seed", "1", "fast"], `argument 3 is "fast"; allowed: ${options}`],
    ["a seed that is no number", ["--seed", "NaN"], `--seed is "NaN"; allowed: ${seeds}`],
    ["a seed that is missing", ["--seed"], `--seed is missing; allowed: ${seeds}`],
    ["a seed out of range", ["--seed=2147483648"], `--seed is "2147483648"; allowed: ${seeds}`],
    ["no schedules", ["--schedules", "0"], `--schedules is "0"; allowed: an integer from 1 to 1000000`],
    ["half a schedule", ["--schedules", "1.5"], `--schedules is "1.5"; allowed: an integer from 1 to 1000000`],
    ["an empty token", ["--replay="], `--replay is ""; allowed: a token`],
    ["a file without a name", ["--html"], "--html is missing; allowed: the name of a file"]
  ] as const) {
    it.effect(`refuses ${what}`, () =>
      Effect.gen(function* () {
        assert.strictEqual(yield* refusal(...args), message)
      })
    )
  }
})
