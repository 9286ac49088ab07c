import { assert, describe, it } from "@effect/vitest"
import { Effect, Latch, Schedule } from "effect"
import { TestClock } from "effect/testing"
import { TaskScope, Unhandled } from "../../src/index.ts"
import { settle, start } from "../support/fibers.ts"
import { Journal } from "../support/journal.ts"
import { outcomeNow, outcomeOf } from "../support/outcome.ts"

const everySecond = Schedule.spaced("1 second")
const twice = Schedule.recurs(2)

/** Fails as long as `attempt` is below `until`, and then succeeds with its number. */
const flaky = (journal: Journal, until: number) => {
  let attempt = 0
  return Effect.suspend(() => {
    attempt++
    const outcome = attempt < until ? Effect.fail(`failure ${attempt}`) : Effect.succeed(`attempt ${attempt}`)
    return Effect.andThen(journal.note(`attempt ${attempt}`), outcome)
  })
}

describe("C. Supervisors: restart", () => {
  it.effect("S45 the restarted task is the one that was joined: the joiner gets the value of the last attempt", () =>
    Effect.gen(function* () {
      const journal = new Journal()
      const caller = yield* start(
        TaskScope.supervise(function* (scope) {
          const task = yield* scope.fork(flaky(journal, 3), { restart: everySecond })
          return yield* task.join
        })
      )

      yield* TestClock.adjust("1 second")
      const between = outcomeNow(caller)
      yield* TestClock.adjust("1 second")

      assert.deepStrictEqual(between, ["running"])
      assert.deepStrictEqual(outcomeNow(caller), ["Success attempt 3"])
      assert.deepStrictEqual(journal.entries, ["attempt 1", "attempt 2", "attempt 3"])
    })
  )

  it.effect("S45 a task that is out of restarts fails with its last error, and is heard of once", () =>
    Effect.gen(function* () {
      const journal = new Journal()

      const exit = yield* TaskScope.supervise(
        function* (scope) {
          const task = yield* scope.fork(flaky(journal, 9), { name: "bot", restart: twice })
          return yield* Effect.exit(task.join)
        },
        { onFailure: (task, cause) => journal.note(`onFailure ${task.name}: ${cause.reasons.length}`) }
      )

      assert.deepStrictEqual(outcomeOf(exit), ["Fail failure 3"])
      assert.deepStrictEqual(journal.entries, ["attempt 1", "attempt 2", "attempt 3", "onFailure bot: 1"])
    })
  )

  it.effect("S45 a defect restarts the task as a failure does", () =>
    Effect.gen(function* () {
      let attempts = 0

      const value = yield* TaskScope.supervise(function* (scope) {
        const task = yield* scope.fork(
          Effect.suspend(() => (++attempts < 3 ? Effect.die("defect") : Effect.succeed("third"))),
          { restart: twice }
        )
        return yield* task.join
      })

      assert.strictEqual(value, "third")
    })
  )

  it.effect("S45 interrupting the task by name ends it for good, while an attempt runs", () =>
    Effect.gen(function* () {
      const journal = new Journal()
      const attempt = Effect.andThen(journal.note("attempt"), Effect.never)

      const states = yield* TaskScope.supervise(function* (scope) {
        const task = yield* scope.fork(attempt, { restart: Schedule.forever })
        yield* task.interrupt
        yield* settle
        return task.state
      })

      assert.deepStrictEqual([states, journal.entries], ["interrupted", ["attempt"]])
    })
  )

  it.effect("S45 interrupting the task by name ends it for good, while it waits to be restarted", () =>
    Effect.gen(function* () {
      const [journal, gate] = [new Journal(), Latch.makeUnsafe()]
      const caller = yield* start(
        TaskScope.supervise(function* (scope) {
          const task = yield* scope.fork(flaky(journal, 9), { restart: everySecond })
          yield* gate.await
          yield* task.interrupt
          return task.state
        })
      )

      yield* TestClock.adjust("1 second")
      yield* gate.open
      yield* TestClock.adjust("1 minute")

      assert.deepStrictEqual(outcomeNow(caller), ["Success interrupted"])
      assert.deepStrictEqual(journal.entries, ["attempt 1", "attempt 2"])
    })
  )

  it.effect("S45 a task that interrupts itself is not restarted", () =>
    Effect.gen(function* () {
      const journal = new Journal()

      const state = yield* TaskScope.supervise(function* (scope) {
        const task = yield* scope.fork(Effect.andThen(journal.note("attempt"), Effect.interrupt), { restart: twice })
        yield* settle
        return task.state
      })

      assert.deepStrictEqual([state, journal.entries], ["interrupted", ["attempt"]])
    })
  )

  it.effect("S45 interruption beats a restart even if the cleanup of the attempt fails", () =>
    Effect.gen(function* () {
      const journal = new Journal()
      const attempt = Effect.andThen(journal.note("attempt"), Effect.ensuring(Effect.never, Effect.die("cleanup")))

      yield* Unhandled.withHandler(() => Effect.void)(
        TaskScope.supervise(function* (scope) {
          const task = yield* scope.fork(attempt, { restart: Schedule.forever })
          yield* task.interruptNow
          yield* settle
        })
      )

      assert.deepStrictEqual(journal.entries, ["attempt"])
    })
  )

  for (const daemon of [false, true]) {
    it.effect(
      `S45 the end of the scope stops a restart under way: ${daemon ? "of a daemon, when the body is over" : "of a task, when the body fails"}`,
      () =>
        Effect.gen(function* () {
          const [journal, gate] = [new Journal(), Latch.makeUnsafe()]
          const caller = yield* start(
            Unhandled.withHandler(() => Effect.void)(
              TaskScope.supervise(function* (scope) {
                yield* scope.fork(flaky(journal, 9), { restart: everySecond, daemon })
                yield* gate.await
                if (!daemon) yield* Effect.fail("body")
                return "value"
              })
            )
          )

          yield* TestClock.adjust("2 seconds")
          yield* gate.open
          yield* settle
          const outcome = outcomeNow(caller)
          yield* TestClock.adjust("1 minute")

          assert.deepStrictEqual(outcome, [daemon ? "Success value" : "Fail body"])
          assert.deepStrictEqual(journal.entries, ["attempt 1", "attempt 2", "attempt 3"])
        })
    )
  }

  it.effect("S45 a scope whose body has returned waits for a task that is being restarted", () =>
    Effect.gen(function* () {
      const journal = new Journal()
      const caller = yield* start(
        TaskScope.supervise(function* (scope) {
          yield* scope.fork(flaky(journal, 2), { restart: everySecond })
          return "value"
        })
      )

      yield* settle
      const before = outcomeNow(caller)
      yield* TestClock.adjust("1 second")

      assert.deepStrictEqual([before, outcomeNow(caller)], [["running"], ["Success value"]])
    })
  )
})
