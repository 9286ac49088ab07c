import { assert, describe, it } from "@effect/vitest"
import { Effect, Exit, Latch } from "effect"
import { TaskScope, Unhandled } from "../../src/index.ts"
import { settle, start } from "../support/fibers.ts"
import { hearing } from "../support/hearing.ts"
import { Journal } from "../support/journal.ts"
import { outcomeNow, outcomeOf } from "../support/outcome.ts"

const failsLater = (error: string) => Effect.andThen(Effect.yieldNow, Effect.fail(error))

describe("C. Supervisors: who hears of failures", () => {
  it.effect(
    "S38 onFailure hears each failed child once, joined or not, also one that a child forked, and Unhandled hears none",
    () =>
      Effect.gen(function* () {
        const journal = new Journal()

        const value = yield* hearing(journal)(
          TaskScope.supervise(
            function* (scope) {
              yield* scope.fork(Effect.fail("at once"), { name: "first" })
              const second = yield* scope.fork(failsLater("later"), { name: "second" })
              yield* scope.fork(
                Effect.andThen(Effect.yieldNow, scope.fork(failsLater("later"), { name: "grandchild" }))
              )
              yield* Effect.exit(second.join)
              yield* Effect.exit(second.join)
              return "value"
            },
            {
              onFailure: (task, cause) =>
                journal.note(`onFailure ${task.name} ${task.state}: ${outcomeOf(Exit.failCause(cause)).join()}`)
            }
          )
        )

        assert.strictEqual(value, "value")
        assert.deepStrictEqual(journal.entries, [
          "onFailure first failed: Fail at once",
          "onFailure second failed: Fail later",
          "onFailure grandchild failed: Fail later"
        ])
      })
  )

  it.effect(
    "S38 without onFailure, Unhandled hears once, at the end of the scope, each failed child that nobody joined",
    () =>
      Effect.gen(function* () {
        const journal = new Journal()

        yield* hearing(journal)(
          TaskScope.supervise(
            function* (scope) {
              yield* scope.fork(Effect.fail("at once"), { name: "first" })
              const joined = yield* scope.fork(failsLater("later"), { name: "joined" })
              const awaited = yield* scope.fork(failsLater("later"), { name: "awaited" })
              yield* scope.fork(Effect.fail("at once"), { name: "daemon", daemon: true })
              yield* Effect.exit(joined.join)
              yield* awaited.await
              yield* journal.note("the body is over")
            },
            { name: "bots" }
          )
        )

        assert.deepStrictEqual(journal.entries, [
          "the body is over",
          "heard first of bots: Fail",
          "heard daemon of bots: Fail"
        ])
      })
  )

  it.effect("S38 a failure goes to the handler of the nearest scope around the child", () =>
    Effect.gen(function* () {
      const journal = new Journal()
      const inner = TaskScope.supervise(
        function* (scope) {
          yield* scope.fork(failsLater("boom"), { name: "inner child" })
        },
        { onFailure: (task) => journal.note(`inner scope: ${task.name}`) }
      )

      yield* TaskScope.supervise(
        function* (scope) {
          yield* scope.fork(inner, { name: "outer child" })
          yield* scope.fork(failsLater("boom"), { name: "sibling" })
        },
        { onFailure: (task) => journal.note(`outer scope: ${task.name}`) }
      )

      assert.sameMembers(journal.entries, ["inner scope: inner child", "outer scope: sibling"])
    })
  )

  it.effect("S38 the scope waits for the unhandled handler, so that a report is out when it ends", () =>
    Effect.gen(function* () {
      const [gate, journal] = [Latch.makeUnsafe(), new Journal()]
      const caller = yield* start(
        Unhandled.withHandler(() => journal.watch("report")(gate.await))(
          TaskScope.supervise(function* (scope) {
            yield* scope.fork(Effect.fail("boom"))
            return "value"
          })
        )
      )

      yield* settle
      const before = outcomeNow(caller)
      yield* gate.open
      yield* settle

      assert.deepStrictEqual([before, outcomeNow(caller)], [["running"], ["Success value"]])
      assert.deepStrictEqual(journal.entries, ["report succeeded"])
    })
  )

  it.effect("S38 the scope waits for onFailure, which nothing interrupts", () =>
    Effect.gen(function* () {
      const [gate, journal] = [Latch.makeUnsafe(), new Journal()]
      const caller = yield* start(
        TaskScope.supervise(
          function* (scope) {
            yield* scope.fork(Effect.fail("boom"))
            yield* Effect.fail("body")
          },
          { onFailure: () => journal.watch("onFailure")(gate.await) }
        )
      )

      yield* settle
      const before = outcomeNow(caller)
      yield* gate.open
      yield* settle

      assert.deepStrictEqual([before, outcomeNow(caller)], [["running"], ["Fail body"]])
      assert.deepStrictEqual(journal.entries, ["onFailure succeeded"])
    })
  )

  for (const [name, onFailure] of [
    ["Unhandled", undefined],
    ["onFailure", (journal: Journal) => () => journal.note("onFailure heard it")]
  ] as const) {
    it.effect(`S39 interruption is no failure: ${name} does not hear of it`, () =>
      Effect.gen(function* () {
        const journal = new Journal()

        yield* Effect.exit(
          hearing(journal)(
            TaskScope.supervise(
              function* (scope) {
                yield* scope.fork(Effect.interrupt)
                const byName = yield* scope.fork(Effect.never)
                yield* byName.interrupt
                yield* scope.fork(Effect.never)
                yield* scope.fork(Effect.never, { daemon: true })
                yield* scope.interrupt("enough")
              },
              { onFailure: onFailure?.(journal) }
            )
          )
        )

        assert.deepStrictEqual(journal.entries, [])
      })
    )
  }
})
