import { assert, describe, it } from "@effect/vitest"
import { Cause, Effect, Fiber } from "effect"
import { TestClock } from "effect/testing"
import { TaskScope } from "../../src/index.ts"
import { start } from "../support/fibers.ts"
import { outcomeNow, outcomeOf } from "../support/outcome.ts"

const seconds = (count: number) => Effect.sleep(count * 1000)

describe("G. Quorums and losers", () => {
  it.effect("S100 a quorum succeeds at the n-th success, with those values in the order of the list", () =>
    Effect.gen(function* () {
      const log: Array<string> = []
      const slow = Effect.onInterrupt(Effect.never, () => Effect.sync(() => log.push("interrupted")))
      const writes = [Effect.as(seconds(2), "a"), slow, Effect.as(seconds(1), "c"), Effect.fail("down")]
      const scope = yield* start(TaskScope.quorum(writes, 2))

      yield* TestClock.adjust("1999 millis")
      assert.deepStrictEqual(outcomeNow(scope), ["running"])
      yield* TestClock.adjust("1 millis")

      assert.deepStrictEqual([log, outcomeNow(scope)], [["interrupted"], [`Success ["a","c"]`]])
    })
  )

  it.effect("S100 a quorum out of reach fails at once, typed, with the causes so far, and interrupts the rest", () =>
    Effect.gen(function* () {
      const log: Array<string> = []
      const slow = Effect.onInterrupt(Effect.never, () => Effect.sync(() => log.push("interrupted")))
      const writes = [Effect.fail("first"), slow, Effect.andThen(seconds(1), Effect.die("second"))]
      const caller = yield* start(Effect.flip(TaskScope.quorum(writes, 2, { name: "replicas" })))

      yield* TestClock.adjust("1 second")
      const error = yield* Fiber.join(caller)

      assert.deepStrictEqual(log, ["interrupted"])
      assert.strictEqual(error.message, `Scope "replicas" needed 2 of 3 successes, and 2 tasks failed`)
      assert.deepStrictEqual(
        error.causes.map((cause) => Cause.squash(cause)),
        ["first", "second"]
      )
    })
  )

  it.effect("S100 a quorum of all tasks fails with the first failure", () =>
    Effect.gen(function* () {
      const exit = yield* Effect.exit(TaskScope.quorum([Effect.never, Effect.fail("down")], 2))

      assert.deepStrictEqual(outcomeOf(exit), ["Fail QuorumNotReachedError"])
    })
  )

  for (const [what, race] of [
    ["any", (tasks) => TaskScope.any(tasks)],
    ["quorum", (tasks) => TaskScope.quorum(tasks, 1)],
    ["until", (tasks) => TaskScope.until(tasks, (exit) => exit._tag === "Success")]
  ] as ReadonlyArray<
    readonly [string, (tasks: ReadonlyArray<Effect.Effect<string>>) => Effect.Effect<unknown, unknown>]
  >) {
    it.effect(`S101 ${what} awaits its losers`, () =>
      Effect.gen(function* () {
        const loser = Effect.onInterrupt(Effect.never, () => seconds(1))
        const race1 = yield* start(race([loser, Effect.succeed("won")]))

        yield* TestClock.adjust("999 millis")
        assert.deepStrictEqual(outcomeNow(race1), ["running"])
        yield* TestClock.adjust("1 millis")

        assert.include(outcomeNow(race1).join(" "), "Success")
      })
    )

    it.effect(`S101 ${what} reports a defect in the cleanup of a loser instead of hiding it`, () =>
      Effect.gen(function* () {
        const loser = Effect.onInterrupt(Effect.never, () => Effect.die("leaked"))
        const exit = yield* Effect.exit(race([loser, Effect.succeed("won")]))

        assert.deepStrictEqual(outcomeOf(exit), ["Die leaked"])
      })
    )
  }

  it.effect("S101 any reports a typed failure in the cleanup of a loser, as a defect", () =>
    Effect.gen(function* () {
      const loser = Effect.onExit(Effect.never, () => Effect.fail("not closed"))
      const exit = yield* Effect.exit(TaskScope.any([loser, Effect.succeed("won")]))

      assert.deepStrictEqual(outcomeOf(exit), ["Die not closed"])
    })
  )

  it.effect(
    "S101 a loser that fails after the success, in code that cannot be interrupted, does not take it away",
    () =>
      Effect.gen(function* () {
        const loser = Effect.uninterruptible(Effect.andThen(Effect.yieldNow, Effect.fail("too late")))
        const exit = yield* Effect.exit(TaskScope.any([loser, Effect.succeed("won")]))

        assert.deepStrictEqual(outcomeOf(exit), ["Success won"])
      })
  )
})
