import { assert, describe, it } from "@effect/vitest"
import * as Effect from "effect/Effect"
import { mkdtempSync, readFileSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { run } from "../program.ts"

const ran = (...args: ReadonlyArray<string>) => run(args, { width: 100 })

const temporaryFolder = Effect.acquireRelease(
  Effect.sync(() => mkdtempSync(join(tmpdir(), "bank-race-"))),
  (folder) => Effect.sync(() => rmSync(folder, { recursive: true }))
)

describe("run", () => {
  it.live("replays the token that it prints", () =>
    Effect.gen(function* () {
      const { output } = yield* ran("--seed", "5")
      const [, token = ""] = /bank-race --replay '(.*)'/.exec(output) ?? []

      const replayed = yield* ran("--replay", token)

      assert.deepStrictEqual([replayed.problem, replayed.exitCode], ["", 0])
      assert.include(replayed.output, "the audit counted 170 of 200")
    })
  )

  it.live("writes the failing run as a page", () =>
    Effect.gen(function* () {
      const file = join(yield* temporaryFolder, "bank-race.html")

      yield* ran("--html", file)

      assert.include(readFileSync(file, "utf8"), "the audit counted 170 of 200")
    })
  )

  it.live("prints what it found, and that the page cannot be written", () =>
    Effect.gen(function* () {
      const folder = yield* temporaryFolder

      const { exitCode, output, problem } = yield* ran("--html", folder)

      assert.include(output, "the audit counted 170 of 200")
      assert.deepStrictEqual(
        [exitCode, problem],
        [2, `bank-race: --html is "${folder}"; allowed: a file that can be written (EISDIR)\nTry --help.\n`]
      )
    })
  )

  for (const [what, token, message] of [
    ["no token", "\u001b[31m", 'The token "\\u001b[31m" cannot be read'],
    ["a token of another program", "hx1:seed=42;dev=;end=9.b4f1", "does not fit this program"]
  ] as const) {
    it.live(`refuses ${what}`, () =>
      Effect.gen(function* () {
        const { exitCode, output, problem } = yield* ran("--replay", token)

        assert.deepStrictEqual([exitCode, output], [2, ""])
        assert.include(problem, message)
      })
    )
  }
})
