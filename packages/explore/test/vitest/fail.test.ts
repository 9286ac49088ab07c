/** What a person sees when a test fails. */
import { assert, describe, it } from "@effect/vitest"
import { Effect, Ref, Schema } from "effect"
import { execFile } from "node:child_process"
import { existsSync, mkdtempSync, readFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { Explore } from "@heddle/explore"
import { explorePropWith } from "../../src/vitest/prop.ts"
import { expectNone, ExploreFailure } from "../../src/vitest/fail.ts"
import bank from "../fixtures/bank.ts"

const root = join(import.meta.dirname, "../../../..")

/** Runs the failing fixture in a process of its own and answers what vitest printed. */
const vitestOutput = () =>
  new Promise<string>((resolve) => {
    const vitest = join(root, "node_modules/vitest/vitest.mjs")
    const args = [vitest, "run", "--config", "packages/explore/test/fixtures/vitest.config.ts"]
    execFile(process.execPath, args, { cwd: root, env: { ...process.env, NO_COLOR: "1" } }, (_, stdout, stderr) =>
      resolve(stdout + stderr)
    )
  })

/** In an empty folder, so that pages go there. */
const inFolder = async <A>(act: () => Promise<A>): Promise<readonly [A, string]> => {
  const before = process.cwd()
  const folder = mkdtempSync(join(tmpdir(), "heddle-explore-"))
  process.chdir(folder)
  try {
    return [await act(), folder]
  } finally {
    process.chdir(before)
  }
}

describe("a test that fails", () => {
  it("shows the schedule and the token in the output of vitest, and no stack of Explore's own", async () => {
    const output = await vitestOutput()

    assert.include(output, "The program fails: a deposit is lost")
    assert.match(output, /step +0 main +fiber 1 +fiber 2/)
    assert.match(output, /replay with it.explore\(name, \{ replay: "hx1:seed=42;dev=.*;end=.*" \}, program\)/)
    assert.include(output, join(".heddle", "two-deposits-add-up.html"))
    assert.notInclude(output, "src/internal/session.ts")
  })

  it("writes the schedule as a page that needs nothing else", async () => {
    const report = await Effect.runPromise(Explore.run(bank))
    const [, folder] = await inFolder(() => Effect.runPromiseExit(expectNone(report, "Deposits: <both>!")))
    const page = join(folder, ".heddle/deposits-both.html")

    assert.isTrue(existsSync(page))
    assert.include(readFileSync(page, "utf8"), "a deposit is lost")
  })

  it("says with which input, the smallest that fails", async () => {
    const tests: Array<() => Promise<void>> = []
    const prop = explorePropWith<never>((_, test) => tests.push(test), Effect.scoped)
    prop("amounts", [Schema.Int], ([amount]) =>
      Effect.gen(function* () {
        const ref = yield* Ref.make(0)
        yield* Ref.set(ref, amount)
        if (amount > 3) return yield* Effect.fail("too much")
      })
    )
    const [error] = await inFolder(() =>
      Promise.all(tests.map((test) => test())).then(
        () => undefined,
        (error: unknown) => error
      )
    )

    assert.instanceOf(error, ExploreFailure)
    assert.include(error.message, "with [4]: too much")
  })
})
