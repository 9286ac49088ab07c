import { assert, describe, it } from "@effect/vitest"
import { Effect, Exit, Fiber, Queue } from "effect"
import { TaskScope } from "../../src/index.ts"
import { Ends } from "../support/ends.ts"
import { claim, holds, same, sorted } from "../support/explored.ts"
import { failures } from "../support/finish.ts"

/** Takes connections until the scope is closing, and serves each in a task of its own. */
const accepting = (scope: TaskScope.TaskScope, connections: Queue.Queue<number>, ends: Ends) =>
  function* (): TaskScope.Body<void> {
    for (;;) {
      const next = yield* Effect.raceFirst(Effect.as(scope.closing, undefined), Queue.take(connections))
      if (next === undefined) return
      yield* scope.fork(ends.around(Effect.yieldNow))
    }
  }

describe("shutdown", () => {
  it("an accept loop stops, and what it has accepted is served", () =>
    holds(
      Effect.gen(function* () {
        const ends = new Ends()

        yield* TaskScope.run(function* (scope) {
          const connections = yield* Queue.unbounded<number>()
          yield* Queue.offer(connections, 1)
          yield* scope.fork(accepting(scope, connections, ends))
          yield* Queue.offer(connections, 2)
          yield* scope.shutdown({ grace: 100 })
        })

        ends.check()
      })
    ))

  it("what has not ended when the grace is over is interrupted and awaited", () =>
    holds(
      Effect.gen(function* () {
        const ends = new Ends()

        const value = yield* TaskScope.run(function* (scope) {
          yield* scope.fork(ends.around(Effect.never))
          yield* scope.shutdown({ grace: 10 })
          return "served"
        })

        claim(value === "served", value)
        ends.check(1)
      })
    ))

  it("a body that returns as the grace ends keeps its value, or has none", async () => {
    const outcomes = await holds(
      Effect.gen(function* () {
        const ends = new Ends()

        const exit = yield* Effect.exit(
          TaskScope.run(function* (scope) {
            yield* scope.fork(ends.around(Effect.never))
            yield* scope.shutdown({ grace: 10 })
            yield* Effect.sleep(10)
            return "served"
          })
        )

        ends.check(1)
        const shut = failures(exit).map((failure) => failure instanceof TaskScope.ScopeInterruptedError)
        claim(Exit.isSuccess(exit) || shut.join() === "true", String(exit))
        return Exit.isSuccess(exit)
      })
    )

    assert.deepEqual(sorted(outcomes), ["false", "true"])
  })

  it("everybody who waits for the closing hears of it, those who come late too", () =>
    holds(
      Effect.gen(function* () {
        let heard = 0
        const hear = (scope: TaskScope.TaskScope) =>
          Effect.andThen(
            scope.closing,
            Effect.sync(() => void heard++)
          )

        yield* TaskScope.run(function* (scope) {
          yield* scope.fork(hear(scope))
          yield* scope.fork(Effect.andThen(Effect.yieldNow, hear(scope)))
          yield* scope.fork(() => closing(scope))
          yield* scope.fork(Effect.andThen(Effect.sleep(1), hear(scope)))
        })

        same(heard, 3, "heard")
      })
    ))

  it("a waiter for the closing that is interrupted meanwhile is in nobody's way", () =>
    holds(
      Effect.gen(function* () {
        let heard = 0

        yield* TaskScope.run(function* (scope) {
          const gone = yield* scope.fork(scope.closing)
          yield* scope.fork(
            Effect.andThen(
              scope.closing,
              Effect.sync(() => void heard++)
            )
          )
          yield* scope.fork(gone.interruptNow)
          yield* scope.fork(() => closing(scope))
        })

        same(heard, 1, "heard")
      })
    ))

  it("a second shutdown replaces the grace of the first", () =>
    holds(
      Effect.gen(function* () {
        let served = false

        yield* TaskScope.run(function* (scope) {
          yield* scope.fork(
            Effect.andThen(
              Effect.sleep(50),
              Effect.sync(() => (served = true))
            )
          )
          yield* scope.shutdown({ grace: 10 })
          yield* Effect.sleep(5)
          yield* scope.shutdown({ grace: 100 })
        })

        claim(served, "interrupted by the first grace")
      })
    ))

  it("who waits for the closing is let go when the scope ends by itself", () =>
    holds(
      Effect.gen(function* () {
        const waiter = yield* TaskScope.run(function* (scope) {
          yield* scope.fork(Effect.yieldNow)
          return yield* Effect.forkDetach(scope.closing)
        })

        yield* Fiber.join(waiter)
      })
    ))

  it("who waits for the closing is let go as soon as the scope fails, before the cleanup is over", () =>
    holds(
      Effect.gen(function* () {
        const ends = new Ends()

        const exit = yield* Effect.exit(
          TaskScope.run(function* (scope) {
            const waiter = yield* Effect.forkDetach(scope.closing)
            yield* scope.fork(Effect.ensuring(ends.around(Effect.never), Fiber.join(waiter)))
            yield* Effect.yieldNow
            return yield* Effect.fail("down")
          })
        )

        same(failures(exit), ["down"], "failures")
        ends.check()
      })
    ))
})

function* closing(scope: TaskScope.TaskScope) {
  yield* Effect.yieldNow
  yield* scope.shutdown({ grace: 100 })
}
