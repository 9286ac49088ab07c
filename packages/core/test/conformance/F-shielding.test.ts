import { assert, describe, it } from "@effect/vitest"
import { Effect } from "effect"
import { TestClock } from "effect/testing"
import { Deadline, TaskScope } from "../../src/index.ts"
import { interruptNow, start } from "../support/fibers.ts"
import { outcomeNow, outcomeOf } from "../support/outcome.ts"
import { probe } from "../support/reasons.ts"

/** Takes a second, and then logs its name. */
const stepsIn = (log: Array<unknown>) => (name: string) =>
  Effect.andThen(
    Effect.sleep("1 second"),
    Effect.sync(() => log.push(name))
  )

describe("F. Shielding", () => {
  it.effect("S74 a shield hides the interruption of the scopes and fibers around it until its effect has ended", () =>
    Effect.gen(function* () {
      const log: Array<string> = []
      const work = Effect.andThen(
        Effect.sleep("2 seconds"),
        Effect.sync(() => log.push("shielded work done"))
      )
      const scope = yield* start(
        TaskScope.run(function* (scope) {
          yield* scope.fork(
            Effect.andThen(
              TaskScope.shield(work),
              Effect.sync(() => log.push("after"))
            )
          )
          return yield* scope.interrupt()
        })
      )

      yield* interruptNow(scope)
      yield* TestClock.adjust("1999 millis")
      assert.deepStrictEqual([log, outcomeNow(scope)], [[], ["running"]])
      yield* TestClock.adjust("1 millis")

      assert.deepStrictEqual([log, outcomeNow(scope)], [["shielded work done"], ["Interrupt"]])
    })
  )

  it.effect("S74 a shield hides outer interruption from interruptible code inside it, too", () =>
    Effect.gen(function* () {
      const log: Array<string> = []
      const scope = yield* start(TaskScope.shield(Effect.interruptible(stepsIn(log)("done"))))

      yield* interruptNow(scope)
      yield* TestClock.adjust("1 second")

      assert.deepStrictEqual([log, outcomeNow(scope)], [["done"], ["Interrupt"]])
    })
  )

  it.effect("S74 a scope inside a shield can still be interrupted by name, and ends at once", () =>
    Effect.gen(function* () {
      const log: Array<string | undefined> = []
      const inner = TaskScope.run(function* (scope) {
        yield* scope.fork(probe((reason) => log.push(reason?._tag)))
        yield* Effect.sleep("1 second")
        return yield* scope.interrupt()
      })
      const shielded = yield* start(TaskScope.shield(inner))

      yield* TestClock.adjust("1 second")

      assert.deepStrictEqual([log, outcomeNow(shielded)], [["Explicit"], ["Fail ScopeInterruptedError"]])
    })
  )

  it.effect(
    "S74 a failing task inside a shield still interrupts its siblings, and its error comes out of the shield",
    () =>
      Effect.gen(function* () {
        const log: Array<string | undefined> = []
        const inner = TaskScope.run(function* (scope) {
          yield* scope.fork(probe((reason) => log.push(reason?._tag)))
          yield* scope.fork(Effect.andThen(Effect.sleep("1 second"), Effect.fail("down")))
        })
        const shielded = yield* start(TaskScope.shield(TaskScope.shield(inner)))

        yield* TestClock.adjust("1 second")

        assert.deepStrictEqual([log, outcomeNow(shielded)], [["ChildFailed"], ["Fail down"]])
      })
  )

  it.effect(
    "S75 of two shields entered after the interruption only the first runs: interruption of a fiber is final",
    () =>
      Effect.gen(function* () {
        const log: Array<string> = []
        const step = (name: string) => TaskScope.shield(stepsIn(log)(name))
        const scope = yield* start(
          TaskScope.run(function* () {
            yield* step("first")
            yield* step("second")
          })
        )

        yield* interruptNow(scope)
        yield* TestClock.adjust("1 minute")

        assert.deepStrictEqual([log, outcomeNow(scope)], [["first"], ["Interrupt"]])
      })
  )

  it.effect("S75 what belongs together runs whole inside one shield", () =>
    Effect.gen(function* () {
      const log: Array<string> = []
      const step = stepsIn(log)
      const scope = yield* start(
        TaskScope.run(function* () {
          yield* TaskScope.shield(Effect.andThen(step("first"), step("second")))
        })
      )

      yield* interruptNow(scope)
      yield* TestClock.adjust("1 minute")

      assert.deepStrictEqual([log, outcomeNow(scope)], [["first", "second"], ["Interrupt"]])
    })
  )

  it.effect("S75 two shields in a finally block both run, though the interruption came before them", () =>
    Effect.gen(function* () {
      const log: Array<string> = []
      const step = (name: string) => TaskScope.shield(stepsIn(log)(name))
      const scope = yield* start(
        TaskScope.run(function* () {
          try {
            yield* Effect.never
          } finally {
            yield* step("first")
            yield* step("second")
          }
        })
      )

      yield* interruptNow(scope)
      yield* TestClock.adjust("1 minute")

      assert.deepStrictEqual([log, outcomeNow(scope)], [["first", "second"], ["Interrupt"]])
    })
  )

  it.effect(
    "S76 a shield is not lifted from outside: a task asleep in it sleeps on, and meets the interruption at its end",
    () =>
      Effect.gen(function* () {
        const log: Array<string> = []
        const sleeper = Effect.andThen(
          TaskScope.shield(
            Effect.andThen(
              Effect.sleep("5 seconds"),
              Effect.sync(() => log.push("woke"))
            )
          ),
          Effect.sync(() => log.push("after"))
        )
        const scope = yield* start(
          TaskScope.run(function* (scope) {
            const task = yield* scope.fork(sleeper)
            yield* task.interruptNow
            yield* task.interruptNow
            return yield* scope.interrupt()
          })
        )

        yield* TestClock.adjust("4 seconds")
        assert.deepStrictEqual([log, outcomeNow(scope)], [[], ["running"]])
        yield* TestClock.adjust("1 second")

        assert.deepStrictEqual([log, outcomeNow(scope)], [["woke"], ["Fail ScopeInterruptedError"]])
      })
  )

  it.effect("S77 leaving an inner shield does not lift the outer one", () =>
    Effect.gen(function* () {
      const log: Array<string> = []
      const step = stepsIn(log)
      const nested = TaskScope.shield(Effect.andThen(TaskScope.shield(step("inner")), step("outer")))
      const scope = yield* start(
        TaskScope.run(function* () {
          yield* nested
          log.push("after")
        })
      )

      yield* interruptNow(scope)
      yield* TestClock.adjust("1 minute")

      assert.deepStrictEqual([log, outcomeNow(scope)], [["inner", "outer"], ["Interrupt"]])
    })
  )

  it.effect(
    "S78 a shield around a fork does not shield the task: the scope interrupts it, and its deadline holds",
    () =>
      Effect.gen(function* () {
        const log: Array<unknown> = []
        const scope = yield* start(
          TaskScope.supervise(
            function* (scope) {
              const task = Effect.andThen(
                Effect.flatMap(Deadline.at, (at) => Effect.sync(() => log.push(at))),
                probe((reason) => log.push(reason?._tag))
              )
              yield* TaskScope.shield(scope.fork(task))
              yield* Effect.never
            },
            { deadline: "1 second" }
          )
        )

        yield* TestClock.adjust("1 second")

        assert.deepStrictEqual([log, outcomeNow(scope)], [[1000, "Deadline"], ["Fail DeadlineExceededError"]])
      })
  )

  it.effect("S78 a shield inside a task shields it, and its children see no interruption and no outer deadline", () =>
    Effect.gen(function* () {
      const log: Array<unknown> = []
      const child = Effect.andThen(
        Effect.flatMap(Deadline.at, (at) => Effect.sync(() => log.push(at))),
        Effect.andThen(
          Effect.onInterrupt(Effect.sleep("3 seconds"), () => Effect.sync(() => log.push("interrupted"))),
          Effect.sync(() => log.push("child done"))
        )
      )
      const scope = yield* start(
        TaskScope.run(
          function* (scope) {
            yield* scope.fork(TaskScope.shield(TaskScope.all([child])))
          },
          { deadline: "1 second" }
        )
      )

      yield* TestClock.adjust("2999 millis")
      assert.deepStrictEqual([log, outcomeNow(scope)], [[Infinity], ["running"]])
      yield* TestClock.adjust("1 millis")

      assert.deepStrictEqual([log, outcomeNow(scope)], [[Infinity, "child done"], ["Fail DeadlineExceededError"]])
    })
  )

  it.effect(
    "S79 what a finalizer waits for completes: a sleep, the end of a sibling, a scope with tasks of its own",
    () =>
      Effect.gen(function* () {
        const log: Array<unknown> = []
        const scope = yield* start(
          TaskScope.run(function* (scope) {
            const sibling = yield* scope.fork(Effect.onInterrupt(Effect.never, () => Effect.sleep("2 seconds")))
            try {
              yield* scope.interrupt()
            } finally {
              yield* Effect.sleep("1 second")
              log.push("slept")
              const exit = yield* sibling.await
              log.push(exit._tag)
              const values = yield* TaskScope.all([Effect.as(Effect.sleep("1 second"), 1), Effect.succeed(2)])
              log.push(values)
            }
          })
        )

        yield* TestClock.adjust("3 seconds")

        assert.deepStrictEqual(log, ["slept", "Failure", [1, 2]])
        assert.deepStrictEqual(outcomeNow(scope), ["Fail ScopeInterruptedError"])
      })
  )

  it.effect("S80 a shield entered while an interruption unwinds does not change who answers for it", () =>
    Effect.gen(function* () {
      const log: Array<ReadonlyArray<string>> = []
      const inner = Effect.onInterrupt(Effect.never, () => TaskScope.shield(Effect.sleep("1 second"))).pipe(
        Deadline.within("1 hour"),
        Effect.onExit((exit) => Effect.sync(() => log.push(outcomeOf(exit))))
      )
      const outer = yield* start(
        TaskScope.run(function* (scope) {
          yield* scope.fork(inner)
          return yield* scope.interrupt()
        })
      )

      yield* TestClock.adjust("1 second")

      assert.deepStrictEqual([log, outcomeNow(outer)], [[["Interrupt"]], ["Fail ScopeInterruptedError"]])
    })
  )
})
