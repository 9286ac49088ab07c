import { assert, describe, it } from "@effect/vitest"
import { Effect, Latch } from "effect"
import { TaskScope } from "../../src/index.ts"
import { settle, start } from "../support/fibers.ts"
import { outcomeNow, outcomeOf } from "../support/outcome.ts"

/** Waits for ever; interrupted, it fails in its cleanup with `error`, which suspends first. */
const failsInCleanup = (error: string) =>
  Effect.ensuring(Effect.never, Effect.andThen(Effect.yieldNow, Effect.die(error)))

/** Waits for `gate`, whatever interrupts it, and then fails. */
const failsAnyway = (gate: Latch.Latch, error: string) =>
  Effect.uninterruptible(Effect.andThen(gate.await, Effect.fail(error)))

describe("B. Failure: more than one", () => {
  it.effect(
    "S20 what siblings and the body raise while they are interrupted is kept, behind the failure that came first",
    () =>
      Effect.gen(function* () {
        const exit = yield* Effect.exit(
          TaskScope.run(function* (scope) {
            yield* scope.fork(failsInCleanup("first cleanup"))
            yield* scope.fork(failsInCleanup("second cleanup"))
            yield* scope.fork(Effect.andThen(Effect.yieldNow, Effect.fail("boom")))
            yield* failsInCleanup("body cleanup")
          })
        )

        assert.deepStrictEqual(outcomeOf(exit)[0], "Fail boom")
        assert.sameMembers(
          [...outcomeOf(exit)],
          ["Fail boom", "Die first cleanup", "Die second cleanup", "Die body cleanup"]
        )
      })
  )

  it.effect("S20 what children raise while a failing body interrupts them is kept behind its error", () =>
    Effect.gen(function* () {
      const exit = yield* Effect.exit(
        TaskScope.run(function* (scope) {
          yield* scope.fork(failsInCleanup("cleanup"))
          yield* Effect.fail("body")
        })
      )

      assert.deepStrictEqual(outcomeOf(exit), ["Fail body", "Die cleanup"])
    })
  )

  it.effect("S20 what is raised in a scope that was interrupted by name is kept behind the error that says so", () =>
    Effect.gen(function* () {
      const exit = yield* Effect.exit(
        TaskScope.run(function* (scope) {
          yield* scope.fork(failsInCleanup("first cleanup"))
          yield* scope.fork(failsInCleanup("second cleanup"))
          yield* scope.interrupt("enough")
        })
      )

      assert.deepStrictEqual(outcomeOf(exit), ["Fail ScopeInterruptedError", "Die first cleanup", "Die second cleanup"])
    })
  )

  it.effect("S21 two children that fail on their own are both reported, in the order in which they failed", () =>
    Effect.gen(function* () {
      const gates = [Latch.makeUnsafe(), Latch.makeUnsafe()] as const
      const caller = yield* start(
        TaskScope.run(function* (scope) {
          yield* scope.fork(failsAnyway(gates[1], "second"))
          yield* scope.fork(failsAnyway(gates[0], "first"))
        })
      )

      for (const gate of gates) {
        yield* gate.open
        yield* settle
      }

      assert.deepStrictEqual(outcomeNow(caller), ["Fail first", "Fail second"])
    })
  )

  it.effect("S22 a child that fails before its body does comes first, and both are reported", () =>
    Effect.gen(function* () {
      const [child, body] = [Latch.makeUnsafe(), Latch.makeUnsafe()]
      const caller = yield* start(
        TaskScope.run(function* (scope) {
          yield* scope.fork(failsAnyway(child, "child"))
          yield* failsAnyway(body, "body")
        })
      )

      for (const gate of [child, body]) {
        yield* gate.open
        yield* settle
      }

      assert.deepStrictEqual(outcomeNow(caller), ["Fail child", "Fail body"])
    })
  )

  it.effect("S22 a body that fails before its child does comes first, and both are reported", () =>
    Effect.gen(function* () {
      const [child, body] = [Latch.makeUnsafe(), Latch.makeUnsafe()]
      const caller = yield* start(
        TaskScope.run(function* (scope) {
          yield* scope.fork(failsAnyway(child, "child"))
          yield* failsAnyway(body, "body")
        })
      )

      for (const gate of [body, child]) {
        yield* gate.open
        yield* settle
      }

      assert.deepStrictEqual(outcomeNow(caller), ["Fail body", "Fail child"])
    })
  )

  it.effect("S23 the interruptions that the scope itself caused are not in its failure", () =>
    Effect.gen(function* () {
      const nested = TaskScope.run(function* (inner) {
        yield* inner.fork(Effect.never)
        yield* Effect.never
      })

      const exit = yield* Effect.exit(
        TaskScope.run(function* (scope) {
          yield* scope.fork(Effect.never)
          yield* scope.fork(Effect.never, { daemon: true })
          yield* scope.fork(nested)
          yield* scope.fork(failsInCleanup("cleanup"))
          yield* scope.fork(Effect.andThen(Effect.yieldNow, Effect.fail("boom")))
          yield* Effect.never
        })
      )

      assert.deepStrictEqual(outcomeOf(exit), ["Fail boom", "Die cleanup"])
    })
  )

  it.effect("S23 whoever joins the failing child where it cannot be interrupted adds nothing to the failure", () =>
    Effect.gen(function* () {
      const exit = yield* Effect.exit(
        TaskScope.run(function* (scope) {
          const failing = yield* scope.fork(Effect.andThen(Effect.yieldNow, Effect.fail("boom")))
          yield* scope.fork(Effect.uninterruptible(failing.join))
          yield* Effect.uninterruptible(failing.join)
        })
      )

      assert.deepStrictEqual(outcomeOf(exit), ["Fail boom"])
    })
  )
})
