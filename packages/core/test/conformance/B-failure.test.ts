import { assert, describe, it } from "@effect/vitest"
import { Effect, Latch } from "effect"
import { TaskScope } from "../../src/index.ts"
import { settle, start } from "../support/fibers.ts"
import { Journal } from "../support/journal.ts"
import { outcomeNow, outcomeOf } from "../support/outcome.ts"

describe("B. Failure", () => {
  it.effect(
    "S16 when a child fails while the body awaits, the body and the siblings are interrupted, and the scope fails only after all have ended",
    () =>
      Effect.gen(function* () {
        const [failure, cleanup, journal] = [Latch.makeUnsafe(), Latch.makeUnsafe(), new Journal()]
        const sibling = journal.watch("sibling")(Effect.ensuring(Effect.never, cleanup.await))
        const caller = yield* start(
          TaskScope.run(
            function* (scope) {
              yield* scope.fork(sibling)
              yield* scope.fork(Effect.andThen(failure.await, Effect.fail("boom")), { name: "orders" })
              yield* journal.watch("body")(Effect.never)
              yield* journal.note("the body went on")
            },
            { name: "page" }
          )
        )

        yield* failure.open
        yield* settle
        const before = outcomeNow(caller)
        yield* cleanup.open
        yield* settle

        assert.deepStrictEqual([before, outcomeNow(caller)], [["running"], ["Fail boom"]])
        assert.deepStrictEqual(journal.entries, [
          `body interrupted: scope "page": task "orders" failed`,
          `sibling interrupted: scope "page": task "orders" failed`
        ])
      })
  )

  it.effect("S16 a child that fails as it is forked stops the body at the fork", () =>
    Effect.gen(function* () {
      const journal = new Journal()

      const exit = yield* Effect.exit(
        TaskScope.run(function* (scope) {
          yield* scope.fork(Effect.fail("boom"))
          journal.entries.push("the body went on")
        })
      )

      assert.deepStrictEqual([outcomeOf(exit), journal.entries], [["Fail boom"], []])
    })
  )

  it.effect("S17 the body cannot catch the failure of a child around the operations it waits with", () =>
    Effect.gen(function* () {
      const journal = new Journal()

      const exit = yield* Effect.exit(
        TaskScope.run(function* (scope) {
          const task = yield* scope.fork(Effect.andThen(Effect.yieldNow, Effect.fail("boom")))
          const guarded = task.join.pipe(
            Effect.catchCause(() => journal.note("caught the cause")),
            Effect.catch(() => journal.note("caught the error"))
          )
          yield* Effect.andThen(guarded, journal.note("the body went on"))
          return "recovered"
        })
      )

      assert.deepStrictEqual([outcomeOf(exit), journal.entries], [["Fail boom"], []])
    })
  )

  it.effect("S17 the body cannot catch the failure of a child with try and catch", () =>
    Effect.gen(function* () {
      const journal = new Journal()

      const exit = yield* Effect.exit(
        TaskScope.run(function* (scope) {
          try {
            const task = yield* scope.fork(Effect.andThen(Effect.yieldNow, Effect.fail("boom")))
            return yield* task.join
          } catch {
            yield* journal.note("caught")
            return "recovered"
          }
        })
      )

      assert.deepStrictEqual([outcomeOf(exit), journal.entries], [["Fail boom"], []])
    })
  )

  it.effect(
    "S17 the exit of a failing child can be awaited by the body only where it is not interrupted, and the scope fails all the same",
    () =>
      Effect.gen(function* () {
        const journal = new Journal()

        const exit = yield* Effect.exit(
          TaskScope.run(function* (scope) {
            const task = yield* scope.fork(Effect.andThen(Effect.yieldNow, Effect.fail("boom")))
            yield* Effect.uninterruptible(Effect.flatMap(task.await, (exit) => journal.note(outcomeOf(exit).join())))
            return "recovered"
          })
        )

        assert.deepStrictEqual([outcomeOf(exit), journal.entries], [["Fail boom"], ["Fail boom"]])
      })
  )

  it.effect("S17 a fork is no effect, so no handler can be put around it", () =>
    Effect.gen(function* () {
      yield* TaskScope.run(function* (scope) {
        const serve = (ready: TaskScope.Ready) => ready()
        for (const operation of [
          scope.fork(Effect.void),
          scope.tryFork(Effect.void),
          scope.forkAll([]),
          scope.start(serve)
        ]) {
          assert.isFalse(Effect.isEffect(operation))
          assert.isFalse("pipe" in operation)
        }
        yield* Effect.void
      })
    })
  )

  it.effect("S18 when the body fails, the children are interrupted and awaited, and then its error comes out", () =>
    Effect.gen(function* () {
      const [cleanup, journal] = [Latch.makeUnsafe(), new Journal()]
      const caller = yield* start(
        TaskScope.run(
          function* (scope) {
            yield* scope.fork(journal.watch("child")(Effect.ensuring(Effect.never, cleanup.await)))
            yield* Effect.fail("body")
          },
          { name: "page" }
        )
      )

      yield* settle
      const before = outcomeNow(caller)
      yield* cleanup.open
      yield* settle

      assert.deepStrictEqual([before, outcomeNow(caller)], [["running"], ["Fail body"]])
      assert.deepStrictEqual(journal.entries, [`child interrupted: scope "page": the body failed`])
    })
  )

  it.effect("S18 a body that throws fails with what it threw, as a defect", () =>
    Effect.gen(function* () {
      const exit = yield* Effect.exit(
        TaskScope.run(function* (scope) {
          yield* scope.fork(Effect.never)
          throw new Error("thrown")
        })
      )

      assert.deepStrictEqual(outcomeOf(exit), ["Die thrown"])
    })
  )

  it.effect("S19 a child that fails after the body has returned makes the scope fail, and the value is lost", () =>
    Effect.gen(function* () {
      const gate = Latch.makeUnsafe()
      const caller = yield* start(
        TaskScope.run(function* (scope) {
          yield* scope.fork(Effect.andThen(gate.await, Effect.fail("boom")))
          return "value"
        })
      )

      yield* settle
      yield* gate.open
      yield* settle

      assert.deepStrictEqual(outcomeNow(caller), ["Fail boom"])
    })
  )
})
