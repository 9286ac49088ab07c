import { assert, describe, it } from "@effect/vitest"
import { Effect, Fiber } from "effect"
import { TestClock } from "effect/testing"
import { Deadline, type InterruptReason, TaskScope } from "../../src/index.ts"
import { interruptNow, settle, start } from "../support/fibers.ts"
import { outcomeNow, outcomeOf } from "../support/outcome.ts"
import { probe } from "../support/reasons.ts"

describe("D. Interruption", () => {
  it.effect("S46 interrupting a scope twice interrupts it once, and the first reason wins", () =>
    Effect.gen(function* () {
      const heard: Array<string | undefined> = []
      const error = yield* TaskScope.run(function* (scope) {
        yield* scope.fork(probe((reason) => heard.push(reason?.message)))
        yield* scope.fork(function* () {
          yield* Effect.yieldNow
          return yield* scope.interrupt("first")
        })
        try {
          yield* Effect.never
        } finally {
          yield* scope.interrupt("second")
          heard.push("after")
        }
      }).pipe(Effect.flip)

      assert.deepStrictEqual(heard, ["first"])
      assert.strictEqual(error.reason, "first")
    })
  )

  it.effect("S47 a task is interrupted once and for good: what its cleanup waits for is not interrupted again", () =>
    Effect.gen(function* () {
      const log: Array<string> = []
      const cleanup = Effect.gen(function* () {
        yield* Effect.sleep("1 second")
        log.push("first wait")
        yield* Effect.sleep("1 second")
        log.push("second wait")
      })
      const scope = yield* start(
        TaskScope.run(function* (scope) {
          yield* scope.fork(Effect.onInterrupt(Effect.never, () => cleanup))
          return yield* scope.interrupt()
        })
      )

      yield* TestClock.adjust("1 second")
      assert.deepStrictEqual(log, ["first wait"])
      assert.deepStrictEqual(outcomeNow(scope), ["running"])
      yield* TestClock.adjust("1 second")

      assert.deepStrictEqual(log, ["first wait", "second wait"])
      assert.deepStrictEqual(outcomeNow(scope), ["Fail ScopeInterruptedError"])
    })
  )

  it.effect("S47 a task cannot swallow its interruption: handlers in interruptible code are passed over", () =>
    Effect.gen(function* () {
      const log: Array<string> = []
      const handled = Effect.catchCause(Effect.never, () => Effect.sync(() => log.push("handled")))
      const exit = yield* TaskScope.run(function* (scope) {
        yield* scope.fork(Effect.tap(handled, () => Effect.sync(() => log.push("went on"))))
        return yield* scope.interrupt()
      }).pipe(Effect.exit)

      assert.deepStrictEqual(log, [])
      assert.deepStrictEqual(outcomeOf(exit), ["Fail ScopeInterruptedError"])
    })
  )

  it.effect("S48 interruption reaches all descendants in the same step, through scopes within scopes", () =>
    Effect.gen(function* () {
      const reached: Array<string> = []
      let atOnce: ReadonlyArray<string> = []
      const leaf = (name: string) => probe((reason) => reached.push(`${name}: ${reason?._tag}`))
      const level = (depth: number): Effect.Effect<never> =>
        TaskScope.run(function* (scope) {
          yield* scope.fork(leaf(`task ${depth}`))
          if (depth < 3) yield* scope.fork(level(depth + 1))
          return yield* leaf(`body ${depth}`)
        })
      yield* TaskScope.run(function* (scope) {
        yield* scope.fork(level(1))
        try {
          yield* scope.interrupt()
        } finally {
          atOnce = reached.toSorted()
        }
      }).pipe(Effect.flip)

      const all = ["body 1", "body 2", "body 3", "task 1", "task 2", "task 3"]
      assert.deepStrictEqual(
        atOnce,
        all.map((name) => `${name}: Parent`)
      )
    })
  )

  for (const [order, innerAfter, outerAfter] of [
    ["the inner one first", "1 second", "2 seconds"],
    ["the outer one first", "2 seconds", "1 second"],
    ["both in one instant", "1 second", "1 second"]
  ] as const) {
    it.effect(`S49 of nested scopes interrupted together the outermost answers, ${order}`, () =>
      Effect.gen(function* () {
        const inner = TaskScope.run(
          function* (scope) {
            yield* scope.fork(Effect.onInterrupt(Effect.never, () => Effect.sleep("2 seconds")))
            yield* Effect.sleep(innerAfter)
            return yield* scope.interrupt()
          },
          { name: "inner" }
        )
        const outer = TaskScope.run(
          function* (scope) {
            yield* scope.fork(inner)
            yield* Effect.sleep(outerAfter)
            return yield* scope.interrupt()
          },
          { name: "outer" }
        )
        const caller = yield* start(Effect.flip(Effect.sandbox(outer)))

        yield* TestClock.adjust("1 minute")
        const cause = yield* Fiber.join(caller)

        const answered = cause.reasons.map((reason) => (reason._tag === "Fail" ? reason.error.scope : reason._tag))
        assert.deepStrictEqual(answered, ["outer"])
      })
    )
  }

  it.effect(
    "S50 an interruption met only by uninterruptible code is delivered at its end: the body's value is lost",
    () =>
      Effect.gen(function* () {
        const scope = yield* start(
          TaskScope.run(function* (scope) {
            yield* scope.fork(function* () {
              yield* Effect.sleep("1 second")
              return yield* scope.interrupt()
            })
            return yield* Effect.uninterruptible(Effect.as(Effect.sleep("2 seconds"), "value"))
          })
        )

        yield* TestClock.adjust("1 second")
        assert.deepStrictEqual(outcomeNow(scope), ["running"])
        yield* TestClock.adjust("1 second")

        assert.deepStrictEqual(outcomeNow(scope), ["Fail ScopeInterruptedError"])
      })
  )

  it.effect("S50 a value that the body has returned stands when a shutdown or its end interrupts what is left", () =>
    Effect.gen(function* () {
      const heard: Array<string | undefined> = []
      const tell = (reason: InterruptReason.InterruptReason | undefined) => heard.push(reason?._tag)
      const shut = yield* start(
        TaskScope.run(function* (scope) {
          yield* scope.fork(probe(tell))
          yield* scope.shutdown({ grace: "1 second" })
          return "shut"
        })
      )
      const done = yield* start(
        TaskScope.run(function* (scope) {
          yield* scope.fork(probe(tell), { daemon: true })
          return "done"
        })
      )

      yield* TestClock.adjust("1 second")

      assert.deepStrictEqual([outcomeNow(shut), outcomeNow(done)], [["Success shut"], ["Success done"]])
      assert.deepStrictEqual(heard, ["BodyDone", "Shutdown"])
    })
  )

  it.effect(
    "S50 an interruption of the caller inside uninterruptible code is delivered after the scope, which ends with its value",
    () =>
      Effect.gen(function* () {
        const log: Array<string> = []
        const scope = TaskScope.run(function* () {
          return yield* Effect.as(Effect.sleep("1 second"), "value")
        })
        const caller = yield* start(
          Effect.andThen(
            Effect.uninterruptible(Effect.tap(scope, (value) => Effect.sync(() => log.push(value)))),
            Effect.sync(() => log.push("after"))
          )
        )

        yield* interruptNow(caller)
        yield* TestClock.adjust("1 second")

        assert.deepStrictEqual(log, ["value"])
        assert.deepStrictEqual(outcomeNow(caller), ["Interrupt"])
      })
  )

  it.effect("S51 that a scope was asked to end is in its reason, and what came of it in its exit", () =>
    Effect.gen(function* () {
      const handles: Array<TaskScope.TaskScope> = []
      const own = yield* TaskScope.run(function* (scope) {
        handles.push(scope)
        return yield* Effect.fail("own")
      }).pipe(Effect.exit)
      const asked = yield* TaskScope.run(function* (scope) {
        handles.push(scope)
        const failing = Effect.uninterruptible(Effect.andThen(Effect.yieldNow, Effect.fail("other")))
        yield* scope.fork(failing)
        return yield* scope.complete("value")
      }).pipe(Effect.exit)
      const early = yield* TaskScope.run(function* (scope) {
        handles.push(scope)
        yield* scope.shutdown({ grace: "1 second" })
        return "value"
      }).pipe(Effect.exit)

      assert.deepStrictEqual([own, asked, early].map(outcomeOf), [["Fail own"], ["Fail other"], ["Success value"]])
      assert.deepStrictEqual(
        handles.map((handle) => handle.reason?._tag),
        ["BodyFailed", "Satisfied", undefined]
      )
    })
  )

  it.effect("S51 a task asked to end is interrupting; whether it was interrupted shows when it has ended", () =>
    Effect.gen(function* () {
      const states: Array<string> = []
      yield* TaskScope.supervise(
        function* (scope) {
          const plain = yield* scope.fork(Effect.onInterrupt(Effect.never, () => Effect.yieldNow))
          const broken = yield* scope.fork(Effect.onInterrupt(Effect.never, () => Effect.die("broken")))
          const ended = yield* scope.fork(Effect.void)
          for (const task of [plain, broken, ended]) yield* task.interruptNow
          states.push(plain.state, broken.state, ended.state)
          yield* settle
          states.push(plain.state)
        },
        { onFailure: () => Effect.void }
      )

      assert.deepStrictEqual(states, ["interrupting", "failed", "done", "interrupted"])
    })
  )

  it.effect("S52 a scope never starts in a caller that is interrupted already", () =>
    Effect.gen(function* () {
      const log: Array<string> = []
      const scope = TaskScope.run(function* () {
        log.push("body")
      })
      const caller = yield* start(Effect.andThen(Effect.uninterruptible(Effect.sleep("1 second")), scope))

      yield* interruptNow(caller)
      yield* TestClock.adjust("1 second")

      assert.deepStrictEqual(log, [])
      assert.deepStrictEqual(outcomeNow(caller), ["Interrupt"])
    })
  )

  it.effect("S52 an interrupted scope never becomes uninterrupted, even when its deadline is moved away", () =>
    Effect.gen(function* () {
      const heard: Array<unknown> = []
      const scope = yield* start(
        TaskScope.run(
          function* (scope) {
            try {
              yield* Effect.never
            } finally {
              yield* scope.deadline.moveTo(Infinity)
              heard.push(scope.state, yield* Deadline.at)
              yield* scope.fork(probe((reason) => heard.push(reason?._tag)))
            }
          },
          { deadline: "1 second" }
        )
      )

      yield* TestClock.adjust("1 second")

      assert.deepStrictEqual(heard, ["interrupting", -Infinity, "Deadline"])
      assert.deepStrictEqual(outcomeNow(scope), ["Fail DeadlineExceededError"])
    })
  )

  it.effect("S53 interrupting the caller interrupts the scope, and the caller ends after the children", () =>
    Effect.gen(function* () {
      const log: Array<string> = []
      const child = Effect.onInterrupt(Effect.never, () =>
        Effect.andThen(
          Effect.sleep("2 seconds"),
          Effect.sync(() => log.push("child"))
        )
      )
      const scope = TaskScope.run(function* (scope) {
        yield* scope.fork(child)
        return yield* Effect.never
      })
      const caller = yield* start(
        Effect.ensuring(
          scope,
          Effect.sync(() => log.push("caller"))
        )
      )

      yield* interruptNow(caller)
      yield* TestClock.adjust("1 second")
      assert.deepStrictEqual([log, outcomeNow(caller)], [[], ["running"]])
      yield* TestClock.adjust("1 second")

      assert.deepStrictEqual(log, ["child", "caller"])
      assert.deepStrictEqual(outcomeNow(caller), ["Interrupt"])
    })
  )
})
