import { assert, describe, it } from "@effect/vitest"
import { Effect, Fiber, Latch } from "effect"
import { TaskScope } from "../../src/index.ts"
import { settle, start } from "../support/fibers.ts"
import { Journal } from "../support/journal.ts"
import { outcomeNow } from "../support/outcome.ts"

const numbers = (length: number): ReadonlyArray<number> => Array.from({ length }, (_, index) => index)

describe("A. Lifetime: daemons and order", () => {
  it.effect("S12 a daemon is interrupted, with reason BodyDone, once the body and every other task have ended", () =>
    Effect.gen(function* () {
      const [task, journal] = [Latch.makeUnsafe(), new Journal()]
      const caller = yield* start(
        TaskScope.run(
          function* (scope) {
            yield* scope.fork(journal.watch("daemon")(Effect.never), { daemon: true })
            yield* scope.fork(journal.watch("task")(task.await))
            return yield* journal.watch("body")(Effect.succeed("value"))
          },
          { name: "page" }
        )
      )

      yield* settle
      yield* journal.note("the task is let go")
      yield* task.open
      yield* settle

      assert.deepStrictEqual(outcomeNow(caller), ["Success value"])
      assert.deepStrictEqual(journal.entries, [
        "body succeeded",
        "the task is let go",
        "task succeeded",
        `daemon interrupted: scope "page": only daemons were left`
      ])
    })
  )

  it.effect("S12 a daemon is not interrupted while the body still runs", () =>
    Effect.gen(function* () {
      const [body, journal] = [Latch.makeUnsafe(), new Journal()]
      const caller = yield* start(
        TaskScope.run(function* (scope) {
          yield* scope.fork(journal.watch("daemon")(Effect.never), { daemon: true })
          yield* scope.fork(Effect.void)
          yield* body.await
        })
      )

      yield* settle
      const before = [...journal.entries]
      yield* body.open
      yield* Fiber.join(caller)

      assert.deepStrictEqual([before, journal.entries.length], [[], 1])
    })
  )

  it.effect("S12 the cleanup of a daemon is waited for", () =>
    Effect.gen(function* () {
      const cleanup = Latch.makeUnsafe()
      const caller = yield* start(
        TaskScope.run(function* (scope) {
          yield* scope.fork(Effect.ensuring(Effect.never, cleanup.await), { daemon: true })
          return "value"
        })
      )

      yield* settle
      const before = outcomeNow(caller)
      yield* cleanup.open
      yield* settle

      assert.deepStrictEqual([before, outcomeNow(caller)], [["running"], ["Success value"]])
    })
  )

  it.effect("S13 tasks start in the order they were forked, each before the fork returns", () =>
    Effect.gen(function* () {
      const journal = new Journal()

      yield* TaskScope.run(function* (scope) {
        for (const index of numbers(5)) {
          yield* scope.fork(Effect.andThen(journal.note(`task ${index}`), Effect.yieldNow))
          yield* journal.note(`fork ${index} returned`)
        }
      })

      assert.deepStrictEqual(
        journal.entries,
        numbers(5).flatMap((index) => [`task ${index}`, `fork ${index} returned`])
      )
    })
  )

  it.effect("S13 tasks forked as a list start in its order, however long it is", () =>
    Effect.gen(function* () {
      const started: Array<number> = []

      yield* TaskScope.run(function* (scope) {
        yield* scope.forkAll(numbers(5000).map((index) => Effect.sync(() => started.push(index))))
      })

      assert.deepStrictEqual(started, numbers(5000))
    })
  )

  it.effect("S13 tasks that wait for a slot start in the order they were forked", () =>
    Effect.gen(function* () {
      const [asked, started]: [Array<string>, Array<string>] = [[], []]
      const forks = (scope: TaskScope.TaskScope, forker: string) =>
        function* () {
          for (const index of numbers(4)) {
            const name = `${forker}${index}`
            asked.push(name)
            yield* scope.fork(
              Effect.andThen(
                Effect.sync(() => started.push(name)),
                Effect.yieldNow
              )
            )
          }
        }

      yield* TaskScope.run(
        function* (scope) {
          yield* scope.fork(forks(scope, "a"), { daemon: true })
          yield* scope.fork(forks(scope, "b"), { daemon: true })
          yield* forks(scope, "c")()
        },
        { limit: 1 }
      )

      assert.strictEqual(started.length, 12)
      assert.deepStrictEqual(started, asked)
    })
  )

  it.effect("S13 a fork that comes just as a slot falls free does not overtake one that waits", () =>
    Effect.gen(function* () {
      const [gate, started] = [Latch.makeUnsafe(), new Array<string>()]
      const task = (name: string) => Effect.sync(() => started.push(name))
      const caller = yield* start(
        TaskScope.run(
          function* (scope) {
            const first = yield* scope.fork(Effect.andThen(task("first"), gate.await))
            yield* scope.fork(
              function* () {
                yield* scope.fork(task("waiting"))
              },
              { daemon: true }
            )
            yield* first.join
            yield* scope.fork(task("late"))
          },
          { limit: 1 }
        )
      )

      yield* gate.open
      yield* Fiber.join(caller)

      assert.deepStrictEqual(started, ["first", "waiting", "late"])
    })
  )
})
