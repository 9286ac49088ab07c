import { assert, describe, it } from "@effect/vitest"
import { Effect, Exit } from "effect"
import { TestClock } from "effect/testing"
import { TaskScope } from "../../src/index.ts"
import { start } from "../support/fibers.ts"
import { outcomeNow, outcomeOf } from "../support/outcome.ts"

/** Succeeds after so many seconds. */
const after = <A>(seconds: number, value: A): Effect.Effect<A> => Effect.as(Effect.sleep(seconds * 1000), value)

/** Fails after so many seconds. */
const failAfter = (seconds: number, error: string): Effect.Effect<never, string> =>
  Effect.andThen(Effect.sleep(seconds * 1000), Effect.fail(error))

/** Waits for ever; its cleanup takes a second, and then says so. */
const loser = (log: Array<string>): Effect.Effect<never> =>
  Effect.onInterrupt(Effect.never, () =>
    Effect.andThen(
      Effect.sleep("1 second"),
      Effect.sync(() => log.push("cleaned up"))
    )
  )

describe("G. Joiners", () => {
  it.effect("S81 all gives values in the order of the list, whatever the order of their ends", () =>
    Effect.gen(function* () {
      const list = yield* start(TaskScope.all([after(3, "a"), after(1, "b"), after(2, "c"), Effect.succeed("d")]))
      const struct = yield* start(TaskScope.all({ user: after(2, "Ada"), orders: after(1, 3) }))

      yield* TestClock.adjust("3 seconds")

      assert.deepStrictEqual(outcomeNow(list), [`Success ["a","b","c","d"]`])
      assert.deepStrictEqual(outcomeNow(struct), [`Success {"user":"Ada","orders":3}`])
    })
  )

  it.effect("S81 all of nothing gives nothing: an empty list, an empty struct", () =>
    Effect.gen(function* () {
      assert.deepStrictEqual(yield* TaskScope.all([]), [])
      assert.deepStrictEqual(yield* TaskScope.all({}), {})
    })
  )

  it.effect("S81 what all gives cannot be changed", () =>
    Effect.gen(function* () {
      const list: ReadonlyArray<number> = yield* TaskScope.all([Effect.succeed(1)])
      const struct = yield* TaskScope.all({ one: Effect.succeed(1) })

      assert.isTrue(Object.isFrozen(list))
      assert.isTrue(Object.isFrozen(struct))
    })
  )

  it.effect("S82 all fails with the first failure once it has interrupted and awaited the rest", () =>
    Effect.gen(function* () {
      const log: Array<string> = []
      const scope = yield* start(
        TaskScope.all([loser(log), failAfter(2, "second"), failAfter(1, "first"), after(0, 1)])
      )

      yield* TestClock.adjust("1999 millis")
      assert.deepStrictEqual([log, outcomeNow(scope)], [[], ["running"]])
      yield* TestClock.adjust("1 millis")

      assert.deepStrictEqual([log, outcomeNow(scope)], [["cleaned up"], ["Fail first"]])
    })
  )

  it.effect("S82 the error of all is mapped as that of any effect", () =>
    Effect.gen(function* () {
      const error = yield* TaskScope.all([Effect.fail("down"), Effect.never]).pipe(
        Effect.mapError((error) => `orders: ${error}`),
        Effect.flip
      )

      assert.strictEqual(error, "orders: down")
    })
  )

  it.effect("S83 all past its deadline fails with an error of its own kind, and with no result", () =>
    Effect.gen(function* () {
      const log: Array<string> = []
      const scope = yield* start(TaskScope.all([after(0, 1), loser(log)], { deadline: "1 second" }))

      yield* TestClock.adjust("2 seconds")

      assert.deepStrictEqual([log, outcomeNow(scope)], [["cleaned up"], ["Fail DeadlineExceededError"]])
    })
  )

  it.effect("S84 any returns the first success once it has interrupted and awaited the rest", () =>
    Effect.gen(function* () {
      const log: Array<string> = []
      const scope = yield* start(TaskScope.any([loser(log), after(2, "slow"), after(1, "fast"), Effect.fail("broken")]))

      yield* TestClock.adjust("1999 millis")
      assert.deepStrictEqual([log, outcomeNow(scope)], [[], ["running"]])
      yield* TestClock.adjust("1 millis")

      assert.deepStrictEqual([log, outcomeNow(scope)], [["cleaned up"], ["Success fast"]])
    })
  )

  for (const value of [undefined, null] as const) {
    it.effect(`S84 any counts ${value} as a success`, () =>
      Effect.gen(function* () {
        const exit = yield* Effect.exit(TaskScope.any([Effect.fail("broken"), Effect.succeed(value), Effect.never]))

        assert.deepStrictEqual(exit, Exit.succeed(value))
      })
    )
  }

  it.effect("S85 any whose tasks all fail raises every failure and defect, in the order of the list", () =>
    Effect.gen(function* () {
      const broken = Effect.andThen(Effect.sleep("2 seconds"), Effect.die("broken"))
      const scope = yield* start(TaskScope.any([failAfter(3, "first"), broken, failAfter(1, "third")]))

      yield* TestClock.adjust("3 seconds")

      assert.deepStrictEqual(outcomeNow(scope), ["Fail first", "Die broken", "Fail third"])
    })
  )

  it.effect("S86 any of nothing fails with a typed error that names the scope, and does not wait", () =>
    Effect.gen(function* () {
      const error = yield* Effect.flip(TaskScope.any([] as ReadonlyArray<Effect.Effect<number>>, { name: "quotes" }))

      assert.deepStrictEqual([error._tag, error.scope], ["NoTasksError", "quotes"])
    })
  )

  it.effect("S87 any past its deadline fails with the deadline alone, though some task had failed before", () =>
    Effect.gen(function* () {
      const scope = yield* start(TaskScope.any([Effect.fail("broken"), Effect.never], { deadline: "1 second" }))

      yield* TestClock.adjust("1 second")

      assert.deepStrictEqual(outcomeNow(scope), ["Fail DeadlineExceededError"])
    })
  )

  it.effect("S88 tasks of different types are awaited together, and each value is read from its own task", () =>
    Effect.gen(function* () {
      const values = yield* TaskScope.run(function* (scope) {
        const tasks = yield* scope.forkAll([Effect.succeed(1), Effect.succeed("two"), Effect.as(Effect.yieldNow, true)])
        const [one, two, three] = tasks
        for (const task of tasks) yield* task.await
        const number: number = yield* one.join
        const text: string = yield* two.join
        const boolean: boolean = yield* three.join
        return [number, text, boolean]
      })

      assert.deepStrictEqual(values, [1, "two", true])
    })
  )

  it.effect("S88 a scope that only waits for its tasks returns nothing, and fails when one of them does", () =>
    Effect.gen(function* () {
      const forkAll = (tasks: ReadonlyArray<Effect.Effect<unknown, string>>) =>
        TaskScope.run(function* (scope) {
          yield* scope.forkAll(tasks, { discard: true })
        })

      assert.deepStrictEqual(outcomeOf(yield* Effect.exit(forkAll([Effect.succeed(1)]))), ["Success undefined"])
      assert.deepStrictEqual(outcomeOf(yield* Effect.exit(forkAll([Effect.void, Effect.fail("down")]))), ["Fail down"])
    })
  )

  it.effect(
    "S89 until asks once for each ended task, and returns exits in the order of the list, unfinished ones undefined",
    () =>
      Effect.gen(function* () {
        const log: Array<string> = []
        const asked: Array<readonly [number, ReadonlyArray<string>]> = []
        const tasks = [after(3, "late"), after(2, "b"), failAfter(1, "broken"), loser(log)]
        const scope = yield* start(
          TaskScope.until(tasks, (exit, index) => {
            asked.push([index, outcomeOf(exit)])
            return Exit.isSuccess(exit)
          })
        )

        yield* TestClock.adjust("2999 millis")
        assert.deepStrictEqual(outcomeNow(scope), ["running"])
        yield* TestClock.adjust("1 millis")

        const exits = scope.pollUnsafe()
        assert.deepStrictEqual(asked, [
          [2, ["Fail broken"]],
          [1, ["Success b"]]
        ])
        assert.deepStrictEqual(log, ["cleaned up"])
        assert.deepStrictEqual(exits, Exit.succeed([undefined, Exit.succeed("b"), Exit.fail("broken"), undefined]))
      })
  )

  it.effect("S89 until of tasks that never satisfy it returns all exits, and no failure is raised", () =>
    Effect.gen(function* () {
      const exits = yield* TaskScope.until([Effect.fail("down"), Effect.succeed(1), Effect.die("broken")], () => false)

      assert.deepStrictEqual(
        exits.map((exit) => exit && outcomeOf(exit)),
        [["Fail down"], ["Success 1"], ["Die broken"]]
      )
    })
  )

  it.effect("S90 until past its deadline returns the exits it has", () =>
    Effect.gen(function* () {
      const log: Array<string> = []
      const scope = yield* start(
        TaskScope.until([loser(log), after(0, 1), failAfter(0, "down")], () => false, { deadline: "1 second" })
      )

      yield* TestClock.adjust("2 seconds")

      assert.deepStrictEqual(log, ["cleaned up"])
      assert.deepStrictEqual(scope.pollUnsafe(), Exit.succeed([undefined, Exit.succeed(1), Exit.fail("down")]))
    })
  )
})
