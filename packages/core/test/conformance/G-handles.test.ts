import { assert, describe, it } from "@effect/vitest"
import { Effect, Exit } from "effect"
import { TestClock } from "effect/testing"
import { TaskScope } from "../../src/index.ts"
import { start } from "../support/fibers.ts"
import { outcomeNow, outcomeOf } from "../support/outcome.ts"

describe("G. Handles", () => {
  it.effect("S95 a task may be joined again and again, by several at once, and after the end of its scope", () =>
    Effect.gen(function* () {
      const tasks: Array<TaskScope.Task<object>> = []
      const scope = yield* start(
        TaskScope.run(function* (scope) {
          const task = yield* scope.fork(Effect.map(Effect.sleep("1 second"), () => ({})))
          tasks.push(task)
          const other = yield* scope.fork(Effect.suspend(() => task.join))
          return [yield* task.join, yield* task.join, yield* other.join]
        })
      )

      yield* TestClock.adjust("1 second")
      const late = yield* Effect.forEach(tasks, (task) => task.join)

      const exit = scope.pollUnsafe()
      const values = exit !== undefined && Exit.isSuccess(exit) ? [...exit.value, ...late] : []
      assert.lengthOf(values, 4)
      assert.strictEqual(new Set(values).size, 1)
    })
  )

  it.effect("S95 a task may be forked after another was joined", () =>
    Effect.gen(function* () {
      const value = yield* TaskScope.run(function* (scope) {
        const first = yield* scope.fork(Effect.as(Effect.yieldNow, 1))
        const joined = yield* first.join
        const second = yield* scope.fork(Effect.as(Effect.yieldNow, joined + 1))
        return yield* second.join
      })

      assert.strictEqual(value, 2)
    })
  )

  it.effect("S96 the exit of a task is not there before the task has ended", () =>
    Effect.gen(function* () {
      const scope = yield* start(
        TaskScope.run(function* (scope) {
          const task = yield* scope.fork(Effect.as(Effect.sleep("1 second"), "value"))
          const keys = ["value", "result", "get", "exit"].filter((key) =>
            Object.hasOwn(Object.getPrototypeOf(task), key)
          )
          return [keys, outcomeOf(yield* task.await)]
        })
      )

      yield* TestClock.adjust("999 millis")
      assert.deepStrictEqual(outcomeNow(scope), ["running"])
      yield* TestClock.adjust("1 millis")

      assert.deepStrictEqual(outcomeNow(scope), [`Success [[],["Success value"]]`])
    })
  )

  it.effect("S96 a task that was interrupted with its scope has no value: joining it later dies and names it", () =>
    Effect.gen(function* () {
      const tasks: Array<TaskScope.Task<never>> = []
      yield* TaskScope.run(
        function* (scope) {
          tasks.push(yield* scope.fork(Effect.never, { name: "orders" }))
          return yield* scope.interrupt()
        },
        { name: "page" }
      ).pipe(Effect.exit)
      const exits = yield* Effect.forEach(tasks, (task) => Effect.exit(task.join))

      assert.deepStrictEqual(exits.map(outcomeOf), [["Die TaskInterruptedError"]])
      assert.include(String(exits[0]), `Task "orders" of scope "page" was interrupted and has no value`)
    })
  )

  it.effect("S96 the state of a task can be read at any time", () =>
    Effect.gen(function* () {
      const states: Array<ReadonlyArray<string>> = []
      const tasks: Array<TaskScope.Task<unknown, unknown>> = []
      const read = () => states.push(tasks.map((task) => task.state))
      const slow = Effect.onInterrupt(Effect.never, () => Effect.sleep("1 second"))
      yield* start(
        TaskScope.supervise(
          function* (scope) {
            tasks.push(yield* scope.fork(Effect.void))
            tasks.push(yield* scope.fork(Effect.fail("down")))
            tasks.push(yield* scope.fork(slow))
            tasks.push(yield* scope.fork(Effect.uninterruptible(Effect.sleep("1 second"))))
            read()
            for (const task of tasks) yield* task.interruptNow
            read()
          },
          { onFailure: () => Effect.void }
        )
      )
      yield* TestClock.adjust("1 second")
      read()

      assert.deepStrictEqual(states, [
        ["done", "failed", "running", "running"],
        ["done", "failed", "interrupting", "interrupting"],
        ["done", "failed", "interrupted", "interrupted"]
      ])
    })
  )

  it.effect("S98 the body, its tasks, scopes inside it and fibers started in them may fork into a scope", () =>
    Effect.gen(function* () {
      const forked: Array<string> = []
      const say = (place: string) => Effect.sync(() => forked.push(place))
      yield* TaskScope.supervise(function* (outer) {
        yield* outer.fork(say("body"))
        yield* outer.fork(outer.fork(say("task")))
        yield* TaskScope.run(function* (inner) {
          yield* outer.fork(say("body of an inner scope"))
          yield* inner.fork(outer.fork(say("task of an inner scope")))
        })
        const fiber = yield* Effect.forkChild(outer.fork(say("fiber")), { startImmediately: true })
        yield* Effect.exit(Effect.suspend(() => fiber.pollUnsafe() ?? Effect.void))
      })

      assert.deepStrictEqual(forked, ["body", "task", "body of an inner scope", "task of an inner scope", "fiber"])
    })
  )

  it.effect("S98 a fiber outside a scope may not fork into it: that is a defect, and the scope goes on as it was", () =>
    Effect.gen(function* () {
      const log: Array<string> = []
      const handles: Array<TaskScope.Supervisor> = []
      const scope = yield* start(
        TaskScope.supervise(function* (scope) {
          handles.push(scope)
          yield* Effect.sleep("1 second")
          return "value"
        })
      )
      const task = Effect.sync(() => log.push("started"))
      const exits: Array<Exit.Exit<unknown>> = []
      for (const handle of handles) {
        exits.push(yield* Effect.exit(handle.fork(task)))
        exits.push(yield* Effect.exit(handle.tryFork(task)))
        exits.push(yield* Effect.exit(handle.forkAll([task])))
        exits.push(yield* Effect.exit(handle.start(() => task)))
      }
      yield* TestClock.adjust("1 second")

      assert.deepStrictEqual(
        exits.map(outcomeOf),
        Array.from({ length: 4 }, () => ["Die NotInScopeError"])
      )
      assert.deepStrictEqual([log, outcomeNow(scope)], [[], ["Success value"]])
    })
  )

  it.effect("S98 another scope's body may not fork into a scope, interrupt it, complete it or shut it down", () =>
    Effect.gen(function* () {
      const handles: Array<TaskScope.TaskScope> = []
      const scope = yield* start(
        TaskScope.run(function* (scope) {
          handles.push(scope)
          yield* Effect.sleep("1 second")
          return "value"
        })
      )
      const operations: ReadonlyArray<
        (other: TaskScope.TaskScope) => TaskScope.Operation<unknown, unknown, never, unknown>
      > = [
        (other) => other.fork(Effect.void),
        (other) => other.interrupt(),
        (other) => other.complete("stolen"),
        (other) => other.shutdown()
      ]
      const exits: Array<Exit.Exit<unknown, unknown>> = []
      for (const handle of handles) {
        for (const operation of operations) {
          const meddler = TaskScope.run(function* () {
            yield* operation(handle)
          })
          exits.push(yield* Effect.exit(meddler))
        }
      }
      yield* TestClock.adjust("1 second")

      assert.deepStrictEqual(
        exits.map(outcomeOf),
        Array.from(operations, () => ["Die NotInScopeError"])
      )
      assert.deepStrictEqual(outcomeNow(scope), ["Success value"])
    })
  )
})
