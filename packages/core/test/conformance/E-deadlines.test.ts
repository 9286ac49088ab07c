import { assert, describe, it } from "@effect/vitest"
import { Duration, Effect, Fiber } from "effect"
import { TestClock } from "effect/testing"
import { Deadline, TaskScope } from "../../src/index.ts"
import { start } from "../support/fibers.ts"
import { outcomeNow, outcomeOf } from "../support/outcome.ts"

const waiting = function* () {
  yield* Effect.never
}

describe("E. Deadlines", () => {
  it.effect("S62 a deadline starts when the scope is entered, not when its options are built", () =>
    Effect.gen(function* () {
      const program = TaskScope.run(waiting, { deadline: "2 seconds" })

      yield* TestClock.adjust("10 seconds")
      const scope = yield* start(program)
      yield* TestClock.adjust("1999 millis")
      assert.deepStrictEqual(outcomeNow(scope), ["running"])
      yield* TestClock.adjust("1 millis")

      assert.deepStrictEqual(outcomeNow(scope), ["Fail DeadlineExceededError"])
    })
  )

  it.effect("S63 the deadline in force is the earliest of the scopes around, whichever of them is the inner one", () =>
    Effect.gen(function* () {
      const asked = Effect.all([Deadline.at, Effect.map(Deadline.remaining, Duration.toMillis)])
      yield* TestClock.setTime(10_000)

      const earlierInside = yield* asked.pipe(Deadline.within("1 second"), Deadline.within("5 seconds"))
      const earlierOutside = yield* asked.pipe(Deadline.within("5 seconds"), Deadline.within("1 second"))
      const none = yield* asked

      assert.deepStrictEqual(
        [earlierInside, earlierOutside],
        [
          [11_000, 1000],
          [11_000, 1000]
        ]
      )
      assert.deepStrictEqual(none, [Infinity, Infinity])
    })
  )

  it.effect("S63 a deadline outside the nearest shield is not in force inside it", () =>
    Effect.gen(function* () {
      const inside = yield* TaskScope.shield(Deadline.at).pipe(Deadline.within("1 second"))
      const between = yield* TaskScope.shield(Deadline.at.pipe(Deadline.within("2 seconds"))).pipe(
        Deadline.within("1 second")
      )

      assert.deepStrictEqual([inside, between], [Infinity, 2000])
    })
  )

  it.effect("S63 once a scope is interrupted its deadline is minus infinity, and no time is left", () =>
    Effect.gen(function* () {
      const asked: Array<unknown> = []
      yield* TaskScope.run(
        function* (scope) {
          yield* scope.fork(function* () {
            try {
              yield* Effect.never
            } finally {
              asked.push(yield* Deadline.at, Duration.toMillis(yield* Deadline.remaining))
            }
          })
          return yield* scope.interrupt()
        },
        { deadline: "1 second" }
      ).pipe(Effect.exit)

      assert.deepStrictEqual(asked, [-Infinity, 0])
    })
  )

  it.effect("S64 a deadline extended while the scope runs is met at the later instant", () =>
    Effect.gen(function* () {
      const at: Array<number> = []
      const scope = yield* start(
        TaskScope.run(
          function* (scope) {
            at.push(yield* scope.deadline.at)
            yield* scope.deadline.extend("2 seconds")
            at.push(yield* scope.deadline.at)
            yield* Effect.never
          },
          { deadline: "1 second" }
        )
      )

      yield* TestClock.adjust("2999 millis")
      assert.deepStrictEqual([at, outcomeNow(scope)], [[1000, 3000], ["running"]])
      yield* TestClock.adjust("1 millis")

      assert.deepStrictEqual(outcomeNow(scope), ["Fail DeadlineExceededError"])
    })
  )

  it.effect("S64 a deadline restarted while the scope runs is counted from then on", () =>
    Effect.gen(function* () {
      const scope = yield* start(
        TaskScope.run(
          function* (scope) {
            yield* Effect.sleep("1500 millis")
            yield* scope.deadline.restart("1 second")
            yield* Effect.never
          },
          { deadline: "2 seconds" }
        )
      )

      yield* TestClock.adjust("2499 millis")
      assert.deepStrictEqual(outcomeNow(scope), ["running"])
      yield* TestClock.adjust("1 millis")

      assert.deepStrictEqual(outcomeNow(scope), ["Fail DeadlineExceededError"])
    })
  )

  it.effect("S64 a deadline moved into the past interrupts at once: nothing after the move runs", () =>
    Effect.gen(function* () {
      const log: Array<string> = []
      yield* TestClock.setTime(10_000)
      const exit = yield* TaskScope.run(
        function* (scope) {
          yield* scope.deadline.moveTo(9_000)
          log.push("after")
        },
        { deadline: "1 hour" }
      ).pipe(Effect.exit)

      assert.deepStrictEqual(log, [])
      assert.deepStrictEqual(outcomeOf(exit), ["Fail DeadlineExceededError"])
    })
  )

  it.effect("S64 a deadline may be set later in a scope that was opened with an infinite one", () =>
    Effect.gen(function* () {
      const scope = yield* start(
        TaskScope.run(
          function* (scope) {
            yield* scope.deadline.moveTo(1000)
            yield* Effect.never
          },
          { deadline: Infinity }
        )
      )

      yield* TestClock.adjust("1 second")

      assert.deepStrictEqual(outcomeNow(scope), ["Fail DeadlineExceededError"])
    })
  )

  it.effect("S65 past the deadline everything is interrupted and awaited before the error comes out", () =>
    Effect.gen(function* () {
      const log: Array<string> = []
      const cleanup = (name: string) =>
        Effect.andThen(
          Effect.sleep("2 seconds"),
          Effect.sync(() => log.push(name))
        )
      const scope = yield* start(
        TaskScope.run(
          function* (scope) {
            yield* scope.fork(Effect.onInterrupt(Effect.never, () => cleanup("task")))
            yield* Effect.onInterrupt(Effect.never, () => cleanup("body"))
          },
          { deadline: "1 second" }
        )
      )

      yield* TestClock.adjust("2999 millis")
      assert.deepStrictEqual([log, outcomeNow(scope)], [[], ["running"]])
      yield* TestClock.adjust("1 millis")

      assert.deepStrictEqual(log.toSorted(), ["body", "task"])
      assert.deepStrictEqual(outcomeNow(scope), ["Fail DeadlineExceededError"])
    })
  )

  it.effect("S65 the error of a deadline is a typed failure that names the scope, not an interruption", () =>
    Effect.gen(function* () {
      const late = Effect.never.pipe(
        Deadline.within("1 second", { name: "page" }),
        Effect.catchTag("DeadlineExceededError", (error) => Effect.succeed([error.scope, error.message]))
      )
      const caller = yield* start(late)

      yield* TestClock.adjust("1 second")

      assert.deepStrictEqual(yield* Fiber.join(caller), ["page", `The deadline of scope "page" passed`])
    })
  )

  it.effect("S66 with onDeadline a scope past its deadline ends with that value, after everything has ended", () =>
    Effect.gen(function* () {
      const scope = yield* start(
        TaskScope.run(
          function* (scope) {
            yield* scope.fork(Effect.onInterrupt(Effect.never, () => Effect.sleep("1 second")))
            return "complete"
          },
          { deadline: "1 second", onDeadline: () => "partial" }
        )
      )

      yield* TestClock.adjust("1999 millis")
      assert.deepStrictEqual(outcomeNow(scope), ["running"])
      yield* TestClock.adjust("1 millis")

      assert.deepStrictEqual(outcomeNow(scope), ["Success partial"])
    })
  )

  it.effect("S66 a scope that ends in time does not ask for the value of onDeadline", () =>
    Effect.gen(function* () {
      const log: Array<string> = []
      const exit = yield* TaskScope.run(
        function* () {
          return "complete"
        },
        { deadline: "1 second", onDeadline: () => log.push("asked") }
      ).pipe(Effect.exit)
      yield* TestClock.adjust("1 minute")

      assert.deepStrictEqual([log, outcomeOf(exit)], [[], ["Success complete"]])
    })
  )
})
