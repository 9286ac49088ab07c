import { assert, describe, it } from "@effect/vitest"
import { Effect } from "effect"
import { TestClock } from "effect/testing"
import { TaskScope } from "../../src/index.ts"
import { interruptNow, start } from "../support/fibers.ts"
import { outcomeNow, outcomeOf } from "../support/outcome.ts"

/** Waits for ever; its cleanup takes `seconds`, and then says so. */
const cleaningUp = (seconds: number, done: () => void): Effect.Effect<never> =>
  Effect.onInterrupt(Effect.never, () => Effect.andThen(Effect.sleep(seconds * 1000), Effect.sync(done)))

describe("D. How scopes and tasks end", () => {
  it.effect("S54 interrupting a scope is a typed failure of it, which its caller can recover from", () =>
    Effect.gen(function* () {
      const log: Array<string> = []
      const stopped = TaskScope.run(
        function* (scope) {
          yield* scope.interrupt("enough")
          log.push("after")
        },
        { name: "page" }
      )

      const message = yield* Effect.catchTag(stopped, "ScopeInterruptedError", (error) => Effect.succeed(error.message))

      assert.strictEqual(message, `Scope "page" was interrupted: enough`)
      assert.deepStrictEqual(log, [])
    })
  )

  it.effect("S54 completing a scope interrupts and awaits its tasks, then ends it with that value", () =>
    Effect.gen(function* () {
      const log: Array<string> = []
      const scope = yield* start(
        TaskScope.run(function* (scope) {
          yield* scope.fork(cleaningUp(1, () => log.push("cleaned up")))
          yield* scope.fork(function* () {
            return yield* scope.complete("early")
          })
          log.push("after")
          return "late"
        })
      )

      assert.deepStrictEqual(outcomeNow(scope), ["running"])
      yield* TestClock.adjust("1 second")

      assert.deepStrictEqual(log, ["cleaned up"])
      assert.deepStrictEqual(outcomeNow(scope), ["Success early"])
    })
  )

  it.effect("S54 completing a scope with undefined is a success like any", () =>
    Effect.gen(function* () {
      const exit = yield* TaskScope.run(function* (scope) {
        return yield* scope.complete(undefined)
      }).pipe(Effect.exit)

      assert.deepStrictEqual(outcomeOf(exit), ["Success undefined"])
    })
  )

  it.effect("S55 interrupting a task waits for its cleanup", () =>
    Effect.gen(function* () {
      const log: Array<string> = []
      const scope = yield* start(
        TaskScope.run(function* (scope) {
          const task = yield* scope.fork(cleaningUp(1, () => log.push("cleaned up")))
          yield* task.interrupt
          log.push("interrupt returned")
        })
      )

      assert.deepStrictEqual(log, [])
      yield* TestClock.adjust("1 second")

      assert.deepStrictEqual(log, ["cleaned up", "interrupt returned"])
      assert.deepStrictEqual(outcomeNow(scope), ["Success undefined"])
    })
  )

  it.effect("S55 interrupting a task without waiting returns before its cleanup has ended", () =>
    Effect.gen(function* () {
      const log: Array<string> = []
      yield* start(
        TaskScope.run(function* (scope) {
          const task = yield* scope.fork(cleaningUp(1, () => log.push("cleaned up")))
          yield* task.interruptNow
          log.push("interruptNow returned")
        })
      )

      assert.deepStrictEqual(log, ["interruptNow returned"])
      yield* TestClock.adjust("1 second")

      assert.deepStrictEqual(log, ["interruptNow returned", "cleaned up"])
    })
  )

  it.effect("S55 a scope waits for the cleanup of a task that was interrupted without waiting", () =>
    Effect.gen(function* () {
      const scope = yield* start(
        TaskScope.run(function* (scope) {
          const task = yield* scope.fork(cleaningUp(1, () => {}))
          yield* task.interruptNow
          return "value"
        })
      )

      yield* TestClock.adjust("999 millis")
      assert.deepStrictEqual(outcomeNow(scope), ["running"])
      yield* TestClock.adjust("1 millis")

      assert.deepStrictEqual(outcomeNow(scope), ["Success value"])
    })
  )

  it.effect("S56 a task that does not hear its interruption still cannot outlive its scope", () =>
    Effect.gen(function* () {
      const log: Array<string> = []
      const deaf = Effect.uninterruptible(
        Effect.andThen(
          Effect.sleep("5 seconds"),
          Effect.sync(() => log.push("deaf ended"))
        )
      )
      const scope = yield* start(
        TaskScope.run(function* (scope) {
          yield* scope.fork(deaf)
          return yield* scope.interrupt()
        })
      )

      yield* TestClock.adjust("4 seconds")
      assert.deepStrictEqual(outcomeNow(scope), ["running"])
      yield* TestClock.adjust("1 second")

      assert.deepStrictEqual(log, ["deaf ended"])
      assert.deepStrictEqual(outcomeNow(scope), ["Fail ScopeInterruptedError"])
    })
  )

  it.effect("S57 interrupting the caller, once or often, does not cut short the wait for the tasks", () =>
    Effect.gen(function* () {
      const log: Array<string> = []
      const caller = yield* start(
        TaskScope.run(function* (scope) {
          yield* scope.fork(cleaningUp(3, () => log.push("cleaned up")))
        })
      )

      for (let second = 0; second < 3; second++) {
        yield* interruptNow(caller)
        assert.deepStrictEqual([log, outcomeNow(caller)], [[], ["running"]])
        yield* TestClock.adjust("1 second")
      }

      assert.deepStrictEqual(log, ["cleaned up"])
    })
  )

  it.effect("S57 an interruption of the caller during the wait is remembered: the caller ends interrupted", () =>
    Effect.gen(function* () {
      const log: Array<string> = []
      const scope = TaskScope.run(function* (scope) {
        yield* scope.fork(Effect.uninterruptible(Effect.sleep("1 second")))
        return "value"
      })
      const caller = yield* start(Effect.tap(scope, (value) => Effect.sync(() => log.push(value))))

      yield* interruptNow(caller)
      yield* TestClock.adjust("1 second")

      assert.deepStrictEqual(log, [])
      assert.deepStrictEqual(outcomeNow(caller), ["Interrupt"])
    })
  )

  it.effect("S58 siblings clean up at the same time: it takes as long as the longest, not as the sum", () =>
    Effect.gen(function* () {
      const log: Array<number> = []
      const scope = yield* start(
        TaskScope.run(function* (scope) {
          for (const seconds of [3, 1, 2]) yield* scope.fork(cleaningUp(seconds, () => log.push(seconds)))
          return yield* scope.interrupt()
        })
      )

      yield* TestClock.adjust("2999 millis")
      assert.deepStrictEqual([log, outcomeNow(scope)], [[1, 2], ["running"]])
      yield* TestClock.adjust("1 millis")

      assert.deepStrictEqual([log, outcomeNow(scope)], [[1, 2, 3], ["Fail ScopeInterruptedError"]])
    })
  )

  it.effect("S58 within one task cleanup runs one after the other, last acquired first", () =>
    Effect.gen(function* () {
      const log: Array<string> = []
      const resource = (name: string) =>
        Effect.acquireRelease(Effect.void, () =>
          Effect.andThen(
            Effect.sleep("1 second"),
            Effect.sync(() => log.push(name))
          )
        )
      const task = Effect.scoped(Effect.andThen(Effect.andThen(resource("first"), resource("second")), Effect.never))
      const scope = yield* start(
        TaskScope.run(function* (scope) {
          yield* scope.fork(task)
          return yield* scope.interrupt()
        })
      )

      yield* TestClock.adjust("1 second")
      assert.deepStrictEqual([log, outcomeNow(scope)], [["second"], ["running"]])
      yield* TestClock.adjust("1 second")

      assert.deepStrictEqual([log, outcomeNow(scope)], [["second", "first"], ["Fail ScopeInterruptedError"]])
    })
  )

  it.effect("S60 cleanup that suspends runs to its last step, whoever interrupts again midway", () =>
    Effect.gen(function* () {
      const log: Array<string> = []
      const tasks: Array<TaskScope.Task<void, never, never>> = []
      const caller = yield* start(
        TaskScope.run(function* (scope) {
          const task = yield* scope.fork(function* () {
            try {
              yield* Effect.never
            } finally {
              for (const step of ["one", "two", "three"]) {
                yield* Effect.sleep("1 second")
                log.push(step)
              }
            }
          })
          tasks.push(task)
          yield* task.interruptNow
          yield* Effect.sleep("1 second")
          return yield* scope.interrupt()
        })
      )

      yield* TestClock.adjust("1500 millis")
      for (const task of tasks) yield* task.interruptNow
      yield* interruptNow(caller)
      assert.deepStrictEqual(log, ["one"])
      yield* TestClock.adjust("1500 millis")

      assert.deepStrictEqual(log, ["one", "two", "three"])
      assert.deepStrictEqual(outcomeNow(caller), ["Interrupt"])
    })
  )
})
