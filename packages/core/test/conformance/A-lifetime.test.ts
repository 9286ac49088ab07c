import { assert, describe, it } from "@effect/vitest"
import { Effect, Fiber, Latch } from "effect"
import { TaskScope } from "../../src/index.ts"
import { settle, start } from "../support/fibers.ts"
import { Journal } from "../support/journal.ts"
import { outcomeNow, outcomeOf } from "../support/outcome.ts"

describe("A. Lifetime", () => {
  it.effect("S1 a scope returns only after its body and every child have ended", () =>
    Effect.gen(function* () {
      const [first, body, last] = [Latch.makeUnsafe(), Latch.makeUnsafe(), Latch.makeUnsafe()]
      const caller = yield* start(
        TaskScope.run(function* (scope) {
          yield* scope.fork(first.await)
          yield* scope.fork(last.await)
          yield* body.await
          return "value"
        })
      )
      const seen: Array<boolean> = []

      for (const gate of [first, body, last]) {
        yield* settle
        seen.push(caller.pollUnsafe() === undefined)
        yield* gate.open
      }
      yield* settle

      assert.deepStrictEqual(seen, [true, true, true])
      assert.deepStrictEqual(outcomeNow(caller), ["Success value"])
    })
  )

  it.effect("S1 a scope whose children end first still waits for its body", () =>
    Effect.gen(function* () {
      const body = Latch.makeUnsafe()
      const caller = yield* start(
        TaskScope.run(function* (scope) {
          yield* scope.fork(Effect.void)
          yield* body.await
          return "value"
        })
      )

      yield* settle
      const before = outcomeNow(caller)
      yield* body.open
      yield* settle

      assert.deepStrictEqual([before, outcomeNow(caller)], [["running"], ["Success value"]])
    })
  )

  it.effect("S2 a body that returns early interrupts nobody, and its value waits for the children", () =>
    Effect.gen(function* () {
      const [gate, journal] = [Latch.makeUnsafe(), new Journal()]
      const caller = yield* start(
        TaskScope.run(function* (scope) {
          yield* scope.fork(journal.watch("child")(gate.await))
          return "early"
        })
      )

      yield* settle
      const before = outcomeNow(caller)
      yield* gate.open
      const value = yield* Fiber.join(caller)

      assert.deepStrictEqual([before, journal.entries, value], [["running"], ["child succeeded"], "early"])
    })
  )

  it.effect("S3 a child forks into the scope after the body has returned, and the scope waits for what it forked", () =>
    Effect.gen(function* () {
      const [first, second, journal] = [Latch.makeUnsafe(), Latch.makeUnsafe(), new Journal()]
      const caller = yield* start(
        TaskScope.run(function* (scope) {
          yield* scope.fork(function* () {
            yield* first.await
            yield* scope.fork(journal.watch("late child")(second.await))
          })
          return "early"
        })
      )

      yield* first.open
      yield* settle
      const before = outcomeNow(caller)
      yield* second.open
      yield* settle

      assert.deepStrictEqual(before, ["running"])
      assert.deepStrictEqual([journal.entries, outcomeNow(caller)], [["late child succeeded"], ["Success early"]])
    })
  )

  it.effect(
    "S5 a child forked into a scope that is being interrupted starts, and is interrupted where it first suspends",
    () =>
      Effect.gen(function* () {
        const journal = new Journal()
        const cleanup = Effect.andThen(Effect.yieldNow, journal.note("its cleanup ran to the end"))
        const late = journal
          .note("started")
          .pipe(Effect.andThen(Effect.never), Effect.ensuring(cleanup), journal.watch("late child"))

        const exit = yield* Effect.exit(
          TaskScope.run(
            function* (scope) {
              try {
                yield* scope.fork(Effect.fail("boom"), { name: "failing" })
                yield* journal.note("the body went on")
              } finally {
                yield* scope.fork(late)
              }
            },
            { name: "page" }
          )
        )

        assert.deepStrictEqual(outcomeOf(exit), ["Fail boom"])
        assert.deepStrictEqual(journal.entries, [
          "started",
          "its cleanup ran to the end",
          `late child interrupted: scope "page": task "failing" failed`
        ])
      })
  )

  it.effect("S5 a child forked into a scope that is being interrupted ends well when it never suspends", () =>
    Effect.gen(function* () {
      const journal = new Journal()

      yield* Effect.exit(
        TaskScope.run(function* (scope) {
          try {
            yield* Effect.fail("boom")
          } finally {
            yield* scope.fork(journal.watch("late child")(Effect.void))
          }
        })
      )

      assert.deepStrictEqual(journal.entries, ["late child succeeded"])
    })
  )

  it.effect("S6 an empty scope returns the value of its body after letting the other fibers have a turn", () =>
    Effect.gen(function* () {
      const journal = new Journal()
      yield* Effect.forkChild(journal.note("the other fiber"))

      const value = yield* TaskScope.run(function* () {
        return 42
      })
      yield* journal.note("after the scope")

      assert.deepStrictEqual([value, journal.entries], [42, ["the other fiber", "after the scope"]])
    })
  )

  it.effect(
    "S6 opening and closing a scope is no interruption point of its own: a caller that cannot be interrupted gets the value",
    () =>
      Effect.gen(function* () {
        const [journal, gate] = [new Journal(), Latch.makeUnsafe()]
        const scope = TaskScope.run(function* (scope) {
          yield* scope.fork(Effect.yieldNow)
          return "value"
        })
        const caller = yield* start(
          Effect.uninterruptible(
            Effect.andThen(
              gate.await,
              Effect.flatMap(scope, (value) => journal.note(value))
            )
          )
        )

        caller.interruptUnsafe()
        yield* gate.open
        yield* settle

        assert.deepStrictEqual(journal.entries, ["value"])
        assert.deepStrictEqual(outcomeNow(caller), ["Interrupt"])
      })
  )

  it.effect("S7 a grandchild keeps its parent task running, and so the scope open", () =>
    Effect.gen(function* () {
      const gate = Latch.makeUnsafe()
      const states: Array<string> = []
      const caller = yield* start(
        TaskScope.run(function* (scope) {
          const parent = yield* scope.fork(
            TaskScope.run(function* (inner) {
              yield* inner.fork(gate.await)
              return "parent"
            })
          )
          states.push(parent.state)
          yield* settle
          states.push(parent.state)
          return parent
        })
      )

      yield* settle
      yield* settle
      const before = outcomeNow(caller)
      yield* gate.open
      const parent = yield* Fiber.join(caller)

      assert.deepStrictEqual([...states, ...before, parent.state], ["running", "running", "running", "done"])
    })
  )
})
