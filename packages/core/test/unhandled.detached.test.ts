import { assert, describe, it } from "@effect/vitest"
import { Effect, Fiber } from "effect"
import { TestClock } from "effect/testing"
import { TaskScope, Unhandled } from "../src/index.ts"
import { start } from "./support/fibers.ts"
import { failures, note } from "./support/finish.ts"
import { heard } from "./support/heard.ts"

describe("Unhandled.forkDetach", () => {
  it.effect("starts at once, outlives its caller, and has its failure reported once, without a scope", () =>
    Effect.gen(function* () {
      const log: Array<string> = []
      const reports = yield* heard(
        Effect.gen(function* () {
          const work = note(log, "started").pipe(Effect.andThen(Effect.sleep(100)), Effect.andThen(Effect.fail("boom")))
          yield* Unhandled.forkDetach(work, { name: "job" })
          yield* note(log, "forked")
        })
      )

      assert.deepStrictEqual(log, ["started@0", "forked@0"])
      assert.deepStrictEqual(reports, [`Task "job" failed and nobody observed it@100`])
    })
  )

  it.effect("reports no success and no interrupt", () =>
    Effect.gen(function* () {
      const reports = yield* heard(
        Effect.gen(function* () {
          yield* Unhandled.forkDetach(Effect.succeed(1))
          yield* Fiber.interrupt(yield* Unhandled.forkDetach(Effect.never))
        })
      )

      assert.deepStrictEqual(reports, [])
    })
  )

  it.effect("reports a defect in the cleanup of an interrupted fiber", () =>
    Effect.gen(function* () {
      const reports = yield* heard(
        Effect.gen(function* () {
          const fiber = yield* Unhandled.forkDetach(Effect.ensuring(Effect.never, Effect.die("cleanup")))
          yield* Fiber.interrupt(fiber)
        })
      )

      assert.deepStrictEqual(reports, [`Task "detached" failed and nobody observed it@0`])
    })
  )
})

describe("an abandoned task", () => {
  it.effect("that fails later is reported then, once, with its task and the scope that has ended", () =>
    Effect.gen(function* () {
      const log: Array<string> = []
      const cleanup = (end: Effect.Effect<void>) =>
        Effect.ensuring(Effect.never, Effect.andThen(Effect.sleep(500), end))
      yield* start(
        TaskScope.run(
          function* (scope) {
            yield* scope.fork(cleanup(Effect.die("late")), { name: "failing" })
            yield* scope.fork(cleanup(Effect.void), { name: "ending" })
            yield* Effect.fail("body")
          },
          { name: "app", cleanup: 100, stuck: "abandon" }
        ).pipe(
          Effect.onExit((exit) => note(log, `scope: ${failures(exit).join(", ")}`)),
          Unhandled.withHandler((report) => note(log, Unhandled.render(report))),
          Effect.exit
        )
      )
      yield* TestClock.adjust(1000)

      assert.deepStrictEqual(log, [
        `Scope "app" is past its cleanup time; abandoned "failing", "ending"@100`,
        "scope: body@100",
        `Task "failing" of scope "app" failed and nobody observed it@500`
      ])
    })
  )
})
