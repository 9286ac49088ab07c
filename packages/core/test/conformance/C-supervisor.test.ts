import { assert, describe, it } from "@effect/vitest"
import { Effect, Latch } from "effect"
import { TaskScope } from "../../src/index.ts"
import { settle, start } from "../support/fibers.ts"
import { hearing } from "../support/hearing.ts"
import { Journal } from "../support/journal.ts"
import { outcomeNow, outcomeOf } from "../support/outcome.ts"

/** Waits for ever; interrupted, it fails in its cleanup with `error`, which suspends first. */
const failsInCleanup = (error: string) =>
  Effect.ensuring(Effect.never, Effect.andThen(Effect.yieldNow, Effect.die(error)))

const failsLater = (error: string) => Effect.andThen(Effect.yieldNow, Effect.fail(error))

describe("C. Supervisors", () => {
  it.effect("S33 the failure of one child leaves siblings, body and scope as they are", () =>
    Effect.gen(function* () {
      const [gate, journal] = [Latch.makeUnsafe(), new Journal()]
      const handles: Array<TaskScope.Supervisor> = []
      const caller = yield* start(
        hearing(journal)(
          TaskScope.supervise(function* (scope) {
            handles.push(scope)
            yield* scope.fork(Effect.fail("at once"))
            yield* scope.fork(failsLater("later"))
            yield* scope.fork(Effect.andThen(Effect.yieldNow, Effect.die("defect")))
            yield* scope.fork(journal.watch("sibling")(gate.await))
            yield* journal.watch("body")(gate.await)
            return "value"
          })
        )
      )

      yield* settle
      const between = [...journal.entries, ...handles.map((handle) => `${handle.state} ${handle.reason?._tag}`)]
      yield* gate.open
      yield* settle

      assert.deepStrictEqual(between, ["open undefined"])
      assert.sameMembers(journal.entries.slice(0, 2), ["sibling succeeded", "body succeeded"])
      assert.deepStrictEqual(outcomeNow(caller), ["Success value"])
    })
  )

  it.effect("S34 a supervised scope waits for all its children, also after one of them has failed", () =>
    Effect.gen(function* () {
      const [gate, journal] = [Latch.makeUnsafe(), new Journal()]
      const caller = yield* start(
        hearing(journal)(
          TaskScope.supervise(function* (scope) {
            yield* scope.fork(failsLater("boom"))
            yield* scope.fork(gate.await)
            return "value"
          })
        )
      )

      yield* settle
      const before = outcomeNow(caller)
      yield* gate.open
      yield* settle

      assert.deepStrictEqual([before, outcomeNow(caller)], [["running"], ["Success value"]])
    })
  )

  it.effect("S35 when the body fails, all children are interrupted and awaited, and then its error comes out", () =>
    Effect.gen(function* () {
      const [cleanup, journal] = [Latch.makeUnsafe(), new Journal()]
      const caller = yield* start(
        TaskScope.supervise(
          function* (scope) {
            yield* scope.fork(journal.watch("first")(Effect.ensuring(Effect.never, cleanup.await)))
            yield* scope.fork(journal.watch("second")(Effect.never))
            yield* Effect.yieldNow
            yield* Effect.fail("body")
          },
          { name: "bots" }
        )
      )

      yield* settle
      const before = outcomeNow(caller)
      yield* cleanup.open
      yield* settle

      assert.deepStrictEqual([before, outcomeNow(caller)], [["running"], ["Fail body"]])
      assert.deepStrictEqual(journal.entries, [
        `second interrupted: scope "bots": the body failed`,
        `first interrupted: scope "bots": the body failed`
      ])
    })
  )

  it.effect(
    "S36 what a child raises while a failing body interrupts it goes to the unhandled handler, and only the body's error comes out",
    () =>
      Effect.gen(function* () {
        const journal = new Journal()

        const exit = yield* Effect.exit(
          hearing(journal)(
            TaskScope.supervise(
              function* (scope) {
                yield* scope.fork(failsInCleanup("cleanup"), { name: "bot" })
                yield* Effect.fail("body")
              },
              { name: "bots" }
            )
          )
        )

        assert.deepStrictEqual([outcomeOf(exit), journal.entries], [["Fail body"], ["heard bot of bots: Die"]])
      })
  )

  it.effect("S36 what a child raises while a failing body interrupts it goes to onFailure where there is one", () =>
    Effect.gen(function* () {
      const journal = new Journal()

      const exit = yield* Effect.exit(
        hearing(journal)(
          TaskScope.supervise(
            function* (scope) {
              yield* scope.fork(failsInCleanup("cleanup"), { name: "bot" })
              yield* Effect.fail("body")
            },
            { onFailure: (task, cause) => journal.note(`onFailure ${task.name}: ${cause.reasons.length}`) }
          )
        )
      )

      assert.deepStrictEqual([outcomeOf(exit), journal.entries], [["Fail body"], ["onFailure bot: 1"]])
    })
  )

  it.effect("S37 interrupting the caller interrupts all children and waits for them", () =>
    Effect.gen(function* () {
      const [cleanup, journal] = [Latch.makeUnsafe(), new Journal()]
      const caller = yield* start(
        TaskScope.supervise(
          function* (scope) {
            yield* scope.fork(journal.watch("task")(Effect.ensuring(Effect.never, cleanup.await)))
            yield* scope.fork(journal.watch("daemon")(Effect.never), { daemon: true })
            yield* journal.watch("body")(Effect.never)
          },
          { name: "bots" }
        )
      )

      caller.interruptUnsafe()
      yield* settle
      const before = outcomeNow(caller)
      yield* cleanup.open
      yield* settle

      assert.deepStrictEqual([before, outcomeNow(caller)], [["running"], ["Interrupt"]])
      assert.sameMembers(journal.entries, [
        `daemon interrupted: scope "bots": the caller was interrupted`,
        `body interrupted: scope "bots": the caller was interrupted`,
        `task interrupted: scope "bots": the caller was interrupted`
      ])
    })
  )
})
