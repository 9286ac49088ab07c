import { assert, describe, it } from "@effect/vitest"
import * as Duration from "effect/Duration"
import * as Effect from "effect/Effect"
import { parse } from "../args.ts"

const refusal = (...args: ReadonlyArray<string>) => Effect.map(Effect.flip(parse(args, "default")), (e) => e.message)

describe("parse", () => {
  it.effect("takes the default folder and nothing else from an empty command line", () =>
    Effect.gen(function* () {
      const args = yield* parse([], "default")

      assert.deepStrictEqual(args, { folder: "default", deadline: undefined, json: false, help: false })
    })
  )

  it.effect("takes options before and after the folder", () =>
    Effect.gen(function* () {
      const args = yield* parse(["--json", "photos", "--help"], "default")

      assert.deepStrictEqual(args, { folder: "photos", deadline: undefined, json: true, help: true })
    })
  )

  for (const [written, millis] of [
    ["500ms", 500],
    ["10s", 10_000],
    ["2m", 120_000],
    ["1.5h", 5_400_000],
    ["0s", 0]
  ] as const) {
    it.effect(`reads --deadline ${written} as ${millis} milliseconds`, () =>
      Effect.gen(function* () {
        const separate = yield* parse(["--deadline", written], "default")
        const joined = yield* parse([`--deadline=${written}`], "default")

        assert.deepStrictEqual(separate.deadline, Duration.millis(millis))
        assert.deepStrictEqual(joined.deadline, Duration.millis(millis))
      })
    )
  }

  it.effect("takes what follows -- as a folder, even with a dash", () =>
    Effect.gen(function* () {
      const { folder } = yield* parse(["--", "--json"], "default")

      assert.strictEqual(folder, "--json")
    })
  )

  it.effect("refuses an unknown option, with its place and what there is", () =>
    Effect.gen(function* () {
      const message = yield* refusal("photos", "--jsn")

      assert.strictEqual(message, 'argument 2 is "--jsn"; allowed: --deadline TIME, --json, --help, and one folder')
    })
  )

  for (const value of ["10", "s", "-1s", "1e3s", "10 s", "NaNs", "Infinityms", ""]) {
    it.effect(`refuses ${JSON.stringify(value)} as a deadline`, () =>
      Effect.gen(function* () {
        const message = yield* refusal("--deadline", value)

        assert.strictEqual(
          message,
          `--deadline is ${JSON.stringify(value)}; allowed: a number and ms, s, m or h, such as 500ms, 10s, 2m or 1.5h`
        )
      })
    )
  }

  it.effect("refuses --deadline with nothing after it", () =>
    Effect.gen(function* () {
      const message = yield* refusal("--deadline")

      assert.match(message, /^--deadline is missing; allowed: /)
    })
  )

  it.effect("refuses an empty folder", () =>
    Effect.gen(function* () {
      const message = yield* refusal("")

      assert.strictEqual(message, 'argument 1 is ""; allowed: one folder that is not empty')
    })
  )

  it.effect("refuses a second folder and names the first", () =>
    Effect.gen(function* () {
      const message = yield* refusal("photos", "music")

      assert.strictEqual(message, 'argument 2 is "music"; allowed: one folder, and "photos" is given already')
    })
  )
})
