import { assert, describe, it } from "@effect/vitest"
import { Effect, Exit } from "effect"
import { TaskScope } from "../src/index.ts"
import { settle, start } from "./support/fibers.ts"
import { counting, type Timers } from "./support/timers.ts"

describe("a scope that has ended leaves no timer behind", () => {
  const leftBy = (scope: Effect.Effect<unknown, unknown>) =>
    Effect.gen(function* () {
      const timers: Timers = { pending: 0 }
      const fiber = yield* start(counting(timers)(Effect.exit(scope)))
      yield* settle
      const exit = fiber.pollUnsafe()
      assert.isTrue(exit !== undefined && Exit.isSuccess(exit), "the scope has ended")
      return timers.pending
    })

  const yields = function* () {
    yield* Effect.yieldNow
  }
  const fails = function* () {
    yield* Effect.andThen(Effect.yieldNow, Effect.fail("boom"))
  }

  it.effect("of its deadline", () =>
    Effect.gen(function* () {
      assert.strictEqual(yield* leftBy(TaskScope.run(yields, { deadline: 1000 })), 0)
      assert.strictEqual(yield* leftBy(TaskScope.run(fails, { deadline: 1000 })), 0)
    })
  )

  it.effect("of a deadline that was moved", () =>
    Effect.gen(function* () {
      const moved = TaskScope.run(
        function* (scope) {
          yield* scope.deadline.extend(1000)
          yield* scope.deadline.restart(500)
          yield* Effect.yieldNow
        },
        { deadline: 1000 }
      )

      assert.strictEqual(yield* leftBy(moved), 0)
    })
  )

  it.effect("of its cleanup time", () =>
    Effect.gen(function* () {
      assert.strictEqual(yield* leftBy(TaskScope.run(fails, { cleanup: 1000 })), 0)
    })
  )

  it.effect("of the grace of a shutdown", () =>
    Effect.gen(function* () {
      const shutDown = TaskScope.run(function* (scope) {
        yield* scope.shutdown({ grace: 1000 })
        yield* scope.shutdown({ grace: 2000, cleanup: 1000 })
      })

      assert.strictEqual(yield* leftBy(shutDown), 0)
    })
  )

  it.effect("though it does have one while it runs", () =>
    Effect.gen(function* () {
      const timers: Timers = { pending: 0 }
      const never = function* () {
        yield* Effect.never
      }
      yield* start(counting(timers)(TaskScope.run(never, { deadline: 1000 })))
      yield* settle

      assert.strictEqual(timers.pending, 1)
    })
  )
})
