import { assert, describe, it } from "@effect/vitest"
import { Effect, type Exit, Fiber } from "effect"
import { TestClock } from "effect/testing"
import { Deadline, TaskScope } from "../../src/index.ts"
import { interruptNow, start } from "../support/fibers.ts"
import { outcomeNow, outcomeOf } from "../support/outcome.ts"

const waiting = function* () {
  yield* Effect.never
}

describe("E. Expiry", () => {
  it.effect("S67 an outer scope that is interrupted does not raise the deadline error of an inner one", () =>
    Effect.gen(function* () {
      const log: Array<string> = []
      const inner = TaskScope.run(waiting, {
        deadline: "2 seconds",
        onDeadline: () => log.push("asked")
      })
      const outer = yield* start(
        TaskScope.run(function* (scope) {
          yield* scope.fork(inner)
          yield* Effect.sleep("1 second")
          return yield* scope.interrupt()
        })
      )

      yield* TestClock.adjust("1 minute")

      assert.deepStrictEqual([log, outcomeNow(outer)], [[], ["Fail ScopeInterruptedError"]])
    })
  )

  for (const [order, innerSpan, outerSpan] of [
    ["before the inner one", "2 seconds", "1 second"],
    ["while the inner one, expired before, still cleans up", "1 second", "2 seconds"],
    ["in the same instant", "1 second", "1 second"]
  ] as const) {
    it.effect(`S67 an outer deadline that passes ${order} is the only one reported`, () =>
      Effect.gen(function* () {
        const inner = TaskScope.run(
          function* () {
            yield* Effect.onInterrupt(Effect.never, () => Effect.sleep("5 seconds"))
          },
          { name: "inner", deadline: innerSpan }
        )
        const outer = TaskScope.run(
          function* (scope) {
            yield* scope.fork(inner)
          },
          { name: "outer", deadline: outerSpan }
        )
        const caller = yield* start(Effect.flip(Effect.sandbox(outer)))

        yield* TestClock.adjust("1 minute")
        const cause = yield* Fiber.join(caller)

        const reported = cause.reasons.map((reason) => (reason._tag === "Fail" ? reason.error.scope : reason._tag))
        assert.deepStrictEqual(reported, ["outer"])
      })
    )
  }

  it.effect("S68 a deadline does not fire after its scope has ended, even when it is moved then", () =>
    Effect.gen(function* () {
      const log: Array<string> = []
      const handles: Array<TaskScope.TaskScope> = []
      const caller = yield* start(
        Effect.andThen(
          TaskScope.run(
            function* (scope) {
              handles.push(scope)
              yield* Effect.sleep("1 second")
            },
            { deadline: "2 seconds", onDeadline: () => log.push("fired") }
          ),
          Effect.as(Effect.sleep("1 minute"), "caller went on")
        )
      )

      yield* TestClock.adjust("10 seconds")
      for (const handle of handles) yield* handle.deadline.moveTo(0)
      yield* TestClock.adjust("1 minute")

      assert.deepStrictEqual(
        handles.map((handle) => [handle.state, handle.reason]),
        [["closed", undefined]]
      )
      assert.deepStrictEqual([log, outcomeNow(caller)], [[], ["Success caller went on"]])
    })
  )

  it.effect("S69 with a deadline of zero the body starts, and is interrupted where it first suspends", () =>
    Effect.gen(function* () {
      const log: Array<string> = []
      const exit = yield* TaskScope.run(
        function* (scope) {
          log.push("body")
          yield* scope.fork(
            Effect.andThen(
              Effect.sync(() => log.push("task")),
              Effect.never
            )
          )
          log.push("still running")
          yield* Effect.yieldNow
          log.push("after")
        },
        { deadline: 0 }
      ).pipe(Effect.exit)

      assert.deepStrictEqual(log, ["body", "task", "still running"])
      assert.deepStrictEqual(outcomeOf(exit), ["Fail DeadlineExceededError"])
    })
  )

  it.effect("S69 with a deadline of zero a scope in which nothing suspends ends with its value", () =>
    Effect.gen(function* () {
      const exit = yield* TaskScope.run(
        function* (scope) {
          const task = yield* scope.fork(Effect.succeed("value"))
          return yield* task.join
        },
        { deadline: 0 }
      ).pipe(Effect.exit)

      assert.deepStrictEqual(outcomeOf(exit), ["Success value"])
    })
  )

  it.effect("S70 a value that uninterruptible code returns after the deadline is lost: the deadline wins", () =>
    Effect.gen(function* () {
      const deaf = Effect.uninterruptible(Effect.as(Effect.sleep("2 seconds"), "too late"))
      const scope = yield* start(Deadline.within("1 second")(deaf))

      yield* TestClock.adjust("2 seconds")

      assert.deepStrictEqual(outcomeNow(scope), ["Fail DeadlineExceededError"])
    })
  )

  it.effect("S70 a value returned from a finally block after the deadline is lost: the deadline wins", () =>
    Effect.gen(function* () {
      const stubborn = function* () {
        try {
          yield* Effect.never
        } finally {
          // oxlint-disable-next-line no-unsafe-finally -- the statement is about this
          return "too late"
        }
      }
      const scope = yield* start(TaskScope.run(stubborn, { deadline: "1 second" }))

      yield* TestClock.adjust("1 second")

      assert.deepStrictEqual(outcomeNow(scope), ["Fail DeadlineExceededError"])
    })
  )

  it.effect("S70 another error that the body raises after the deadline wins, and the deadline's comes after it", () =>
    Effect.gen(function* () {
      const failing = Effect.uninterruptible(Effect.andThen(Effect.sleep("2 seconds"), Effect.fail("other")))
      const scope = yield* start(Deadline.within("1 second")(failing))

      yield* TestClock.adjust("2 seconds")

      assert.deepStrictEqual(outcomeNow(scope), ["Fail other", "Fail DeadlineExceededError"])
    })
  )

  for (const [what, deadline] of [
    ["NaN", Number.NaN],
    ["a negative number", -5],
    ["a negative text", "-5 seconds"],
    ["minus infinity", -Infinity]
  ] as const) {
    it(`S71 a deadline of ${what} is refused before anything starts`, () => {
      const build = () => TaskScope.run(waiting, { deadline })

      assert.throws(build, /deadline is .*; allowed: a duration of 0 or more/)
    })
  }

  it.effect(
    "S71 an instant that is NaN and a negative span are refused where a deadline is moved, which stays as it was",
    () =>
      Effect.gen(function* () {
        const exits: Array<Exit.Exit<void>> = []
        const at: Array<number> = []
        yield* TaskScope.run(
          function* (scope) {
            exits.push(yield* Effect.exit(scope.deadline.moveTo(Number.NaN)))
            exits.push(yield* Effect.exit(scope.deadline.extend("-1 seconds")))
            exits.push(yield* Effect.exit(scope.deadline.restart(-1)))
            at.push(yield* scope.deadline.at)
          },
          { deadline: "1 second" }
        ).pipe(Effect.orDie)

        assert.deepStrictEqual(
          exits.map(outcomeOf),
          Array.from(exits, () => ["Die InvalidOptionError"])
        )
        assert.deepStrictEqual(at, [1000])
      })
  )

  it.effect("S71 a deadline is one option, a span: an instant beside it cannot be given, and is not read", () =>
    Effect.gen(function* () {
      const options = { deadline: "1 second", deadlineAt: 5000 } as const
      const at = yield* TaskScope.run(function* (scope) {
        return yield* scope.deadline.at
      }, options)

      assert.strictEqual(at, 1000)
    })
  )

  it.effect("S72 a shield does not keep the deadline of a scope inside it from passing", () =>
    Effect.gen(function* () {
      const log: Array<string> = []
      const inner = Effect.never.pipe(
        Deadline.within("3 seconds"),
        Effect.catchTag("DeadlineExceededError", () => Effect.sync(() => log.push("inner expired")))
      )
      const outer = yield* start(Deadline.within("1 second")(TaskScope.shield(inner)))

      yield* TestClock.adjust("2999 millis")
      assert.deepStrictEqual([log, outcomeNow(outer)], [[], ["running"]])
      yield* TestClock.adjust("1 millis")

      assert.deepStrictEqual([log, outcomeNow(outer)], [["inner expired"], ["Fail DeadlineExceededError"]])
    })
  )

  it.effect("S73 a scope interrupted by name whose deadline passes while it cleans up does not report a deadline", () =>
    Effect.gen(function* () {
      const log: Array<string> = []
      const scope = yield* start(
        TaskScope.run(
          function* (scope) {
            yield* scope.fork(Effect.onInterrupt(Effect.never, () => Effect.sleep("5 seconds")))
            yield* Effect.sleep("500 millis")
            return yield* scope.interrupt()
          },
          { deadline: "1 second", onDeadline: () => log.push("asked") }
        )
      )

      yield* TestClock.adjust("10 seconds")

      assert.deepStrictEqual([log, outcomeNow(scope)], [[], ["Fail ScopeInterruptedError"]])
    })
  )

  it.effect("S73 a caller interrupted before the deadline does not end with a deadline that passes after", () =>
    Effect.gen(function* () {
      const cleaning = Effect.onInterrupt(Effect.never, () => Effect.sleep("5 seconds"))
      const caller = yield* start(Deadline.within("1 second")(cleaning))

      yield* interruptNow(caller)
      yield* TestClock.adjust("5 seconds")

      assert.deepStrictEqual(outcomeNow(caller), ["Interrupt"])
    })
  )
})
