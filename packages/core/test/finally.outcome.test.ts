import { assert, describe, it } from "@effect/vitest"
import { Effect, Exit, Fiber } from "effect"
import { TaskScope } from "../src/index.ts"
import { start } from "./support/fibers.ts"
import { failures, finish, note, value } from "./support/finish.ts"

describe("finally and the outcome of a body", () => {
  it.effect("keeps its own failure behind the primary one, and those around it still run", () =>
    Effect.gen(function* () {
      const log: Array<string> = []
      const exit = yield* finish(
        TaskScope.run(function* () {
          try {
            try {
              try {
                yield* Effect.fail("primary")
              } finally {
                yield* Effect.fail("finalizer fails")
                yield* note(log, "not reached")
              }
            } finally {
              yield* note(log, "middle")
              yield* Effect.die("finalizer dies")
            }
          } finally {
            yield* note(log, "outer")
          }
        })
      )

      assert.deepStrictEqual(failures(exit), ["primary", "finalizer fails", "finalizer dies"])
      assert.deepStrictEqual(log, ["middle@0", "outer@0"])
    })
  )

  it.effect("keeps what it throws behind the primary error, and those around it still run", () =>
    Effect.gen(function* () {
      const log: Array<string> = []
      const thrown = new Error("thrown in finally")
      const explode = () => {
        throw thrown
      }
      for (const before of [Effect.void, Effect.yieldNow]) {
        const exit = yield* finish(
          TaskScope.run(function* () {
            try {
              try {
                yield* Effect.fail("primary")
              } finally {
                if (before !== Effect.void) yield* before
                explode()
              }
            } finally {
              yield* note(log, "outer")
            }
          })
        )

        assert.deepStrictEqual(failures(exit), ["primary", thrown])
      }
      assert.lengthOf(log, 2)
    })
  )

  it.effect("fails the scope when only the finalizer fails", () =>
    Effect.gen(function* () {
      const exit = yield* finish(
        TaskScope.run(function* () {
          try {
            yield* Effect.void
          } finally {
            yield* Effect.fail("finalizer")
          }
        })
      )

      assert.deepStrictEqual(failures(exit), ["finalizer"])
    })
  )

  it.effect("with a return in it, does not turn the failure into a success", () =>
    Effect.gen(function* () {
      const exit = yield* finish(
        TaskScope.run(function* () {
          try {
            yield* Effect.fail("boom")
          } finally {
            yield* Effect.yieldNow
            // oxlint-disable-next-line no-unsafe-finally
            return "returned"
          }
        })
      )

      assert.deepStrictEqual(failures(exit), ["boom"])
    })
  )

  it.effect("with a return in it, does not undo an interruption", () =>
    Effect.gen(function* () {
      const fiber = yield* start(
        TaskScope.run(function* () {
          try {
            yield* Effect.never
          } finally {
            // oxlint-disable-next-line no-unsafe-finally
            return "returned"
          }
        })
      )
      yield* Fiber.interrupt(fiber)

      assert.isTrue(Exit.hasInterrupts(yield* Fiber.await(fiber)))
    })
  )

  it.effect("a catch is not entered by what an effect fails with, nor by an interruption", () =>
    Effect.gen(function* () {
      const log: Array<string> = []
      const body = (inside: Effect.Effect<void, string>) =>
        function* () {
          try {
            yield* inside
          } catch {
            yield* note(log, "caught")
          } finally {
            yield* note(log, "finally")
          }
        }
      const exit = yield* finish(TaskScope.run(body(Effect.fail("boom"))))
      const fiber = yield* start(TaskScope.run(body(Effect.never)))
      yield* Fiber.interrupt(fiber)

      assert.deepStrictEqual(failures(exit), ["boom"])
      assert.deepStrictEqual(log, ["finally@0", "finally@86400000"])
    })
  )

  it.effect("a catch is entered by what the body itself throws", () =>
    Effect.gen(function* () {
      const result = yield* value(
        TaskScope.run(function* () {
          try {
            yield* Effect.void
            throw new Error("thrown")
          } catch (error) {
            return yield* Effect.succeed(error instanceof Error && error.message)
          }
        })
      )

      assert.strictEqual(result, "thrown")
    })
  )
})
