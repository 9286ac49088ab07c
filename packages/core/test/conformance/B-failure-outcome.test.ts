import { assert, describe, it } from "@effect/vitest"
import { Cause, Effect, Fiber, Latch } from "effect"
import { TaskScope, Unhandled } from "../../src/index.ts"
import { settle, start } from "../support/fibers.ts"
import { Journal } from "../support/journal.ts"
import { outcomeNow, outcomeOf } from "../support/outcome.ts"

/** Waits for ever; interrupted, it fails in its cleanup with `error`, which suspends first. */
const failsInCleanup = (error: string) =>
  Effect.ensuring(Effect.never, Effect.andThen(Effect.yieldNow, Effect.die(error)))

const turns = (times: number) => Effect.repeat(Effect.yieldNow, { times })

/** A scope of so many tasks that all fail, whatever interrupts them. */
const failing = (count: number) =>
  TaskScope.run(function* (scope) {
    for (let index = 1; index <= count; index++) {
      yield* scope.fork(Effect.uninterruptible(Effect.andThen(Effect.yieldNow, Effect.fail(`failure ${index}`))))
    }
  })

describe("B. Failure: what comes out", () => {
  it.effect("S24 the caller of a failing scope is not interrupted, and recovers", () =>
    Effect.gen(function* () {
      const journal = new Journal()
      const caller = yield* start(
        failing(1).pipe(
          Effect.catch((error) => Effect.andThen(Effect.yieldNow, journal.note(`recovered from ${error}`))),
          Effect.andThen(Effect.yieldNow),
          Effect.andThen(journal.note("went on"))
        )
      )

      const exit = yield* Fiber.await(caller)

      assert.strictEqual(exit._tag, "Success")
      assert.deepStrictEqual(journal.entries, ["recovered from failure 1", "went on"])
    })
  )

  it.effect("S24 a task whose nested scope fails recovers, and the scope around it goes on", () =>
    Effect.gen(function* () {
      const value = yield* TaskScope.run(function* (scope) {
        const sibling = yield* scope.fork(Effect.as(Effect.repeat(Effect.yieldNow, { times: 5 }), "sibling"))
        const recovered = yield* scope.fork(failing(2).pipe(Effect.catch(Effect.succeed)))
        return [yield* recovered.join, yield* sibling.join]
      })

      assert.deepStrictEqual(value, ["failure 1", "sibling"])
    })
  )

  for (const count of [1, 2, 3]) {
    it.effect(
      `S25 with ${count} failing tasks the failure is a cause of typed errors, and catching sees the first`,
      () =>
        Effect.gen(function* () {
          const cause = yield* Effect.flip(Effect.sandbox(failing(count)))
          const caught = yield* Effect.flip(failing(count))

          assert.isTrue(Cause.isCause(cause))
          assert.deepStrictEqual(
            cause.reasons.map((reason) => Cause.isFailReason(reason) && reason.error),
            Array.from({ length: count }, (_, index) => `failure ${index + 1}`)
          )
          assert.strictEqual(caught, "failure 1")
        })
    )
  }

  it.effect("S26 a failure that passes through three scopes comes out once", () =>
    Effect.gen(function* () {
      const nest = (depth: number): Effect.Effect<never, string> =>
        depth === 0
          ? Effect.andThen(Effect.yieldNow, Effect.fail("boom"))
          : TaskScope.run(function* (scope) {
              yield* scope.fork(Effect.never)
              const task = yield* scope.fork(nest(depth - 1))
              return yield* task.join
            })

      const exit = yield* Effect.exit(nest(3))

      assert.deepStrictEqual(outcomeOf(exit), ["Fail boom"])
    })
  )

  it.effect(
    "S26 what fails in an inner scope because an outer one failed comes out once, behind the outer failure",
    () =>
      Effect.gen(function* () {
        const inner = TaskScope.run(function* (inner) {
          yield* inner.fork(failsInCleanup("inner cleanup"))
          yield* Effect.never
        })

        const exit = yield* Effect.exit(
          TaskScope.run(function* (scope) {
            yield* scope.fork(
              TaskScope.run(function* (middle) {
                yield* middle.fork(inner)
              })
            )
            yield* scope.fork(Effect.andThen(Effect.yieldNow, Effect.fail("boom")))
          })
        )

        assert.deepStrictEqual(outcomeOf(exit), ["Fail boom", "Die inner cleanup"])
      })
  )

  it.effect("S27 a child that interrupts itself does not make the scope fail, and its siblings go on", () =>
    Effect.gen(function* () {
      const journal = new Journal()

      const value = yield* TaskScope.run(function* (scope) {
        const task = yield* scope.fork(Effect.andThen(Effect.yieldNow, Effect.interrupt))
        yield* scope.fork(journal.watch("sibling")(Effect.repeat(Effect.yieldNow, { times: 5 })))
        yield* Effect.repeat(Effect.yieldNow, { times: 3 })
        return task.state
      })

      assert.deepStrictEqual([value, journal.entries], ["interrupted", ["sibling succeeded"]])
    })
  )

  it.effect("S27 a child that interrupts itself as it is forked does not stop the body", () =>
    Effect.gen(function* () {
      const value = yield* TaskScope.run(function* (scope) {
        yield* scope.fork(Effect.interrupt)
        return "value"
      })

      assert.strictEqual(value, "value")
    })
  )

  it.effect("S29 a defect in a sibling is kept beside a typed error, and typed catching does not recover", () =>
    Effect.gen(function* () {
      const scope = TaskScope.run(function* (scope) {
        yield* scope.fork(failsInCleanup("defect"))
        yield* scope.fork(Effect.andThen(Effect.yieldNow, Effect.fail("typed")))
      })

      const exit = yield* Effect.exit(scope)
      const caught = yield* scope.pipe(
        Effect.catch(() => Effect.succeed("recovered")),
        Effect.exit
      )

      assert.deepStrictEqual(outcomeOf(exit), ["Fail typed", "Die defect"])
      assert.deepStrictEqual(outcomeOf(caught), ["Die typed", "Die defect"])
    })
  )

  it.effect("S29 a typed error of a sibling is kept beside a defect, and typed catching does not recover", () =>
    Effect.gen(function* () {
      const scope = TaskScope.run(function* (scope) {
        yield* scope.fork(Effect.uninterruptible(Effect.andThen(turns(3), Effect.fail("typed"))))
        yield* scope.fork(Effect.andThen(Effect.yieldNow, Effect.die("defect")))
      })

      const exit = yield* Effect.exit(scope)
      const caught = yield* scope.pipe(
        Effect.catch(() => Effect.succeed("recovered")),
        Effect.exit
      )

      assert.deepStrictEqual(outcomeOf(exit), ["Die defect", "Fail typed"])
      assert.deepStrictEqual(outcomeOf(caught), ["Die defect", "Die typed"])
    })
  )

  it.effect("S30 a cleanup that fails while the scope ends well makes it fail: a daemon's", () =>
    Effect.gen(function* () {
      const exit = yield* Effect.exit(
        TaskScope.run(function* (scope) {
          yield* scope.fork(failsInCleanup("cleanup"), { daemon: true })
          return "value"
        })
      )

      assert.deepStrictEqual(outcomeOf(exit), ["Die cleanup"])
    })
  )

  it.effect("S30 a cleanup that fails while the scope ends well makes it fail: a task's, after complete", () =>
    Effect.gen(function* () {
      const exit = yield* Effect.exit(
        TaskScope.run(function* (scope) {
          yield* scope.fork(failsInCleanup("cleanup"))
          yield* scope.complete("value")
        })
      )

      assert.deepStrictEqual(outcomeOf(exit), ["Die cleanup"])
    })
  )

  it.effect("S30 a cleanup that fails while the scope ends well makes it fail: the body's, after complete", () =>
    Effect.gen(function* () {
      const exit = yield* Effect.exit(
        TaskScope.run(function* (scope) {
          try {
            yield* scope.complete("value")
          } finally {
            yield* Effect.fail("cleanup")
          }
        })
      )

      assert.deepStrictEqual(outcomeOf(exit), ["Fail cleanup"])
    })
  )

  it.effect(
    "S31 a failed cleanup that whoever interrupted the task has handled does not also make the scope fail",
    () =>
      Effect.gen(function* () {
        const value = yield* TaskScope.run(function* (scope) {
          const task = yield* scope.fork(failsInCleanup("cleanup"))
          return yield* Effect.catchDefect(Effect.as(task.interrupt, "no defect"), (defect) => Effect.succeed(defect))
        })

        assert.strictEqual(value, "cleanup")
      })
  )

  it.effect("S31 a failed cleanup that whoever interrupted the task does not handle comes out once", () =>
    Effect.gen(function* () {
      const exit = yield* Effect.exit(
        TaskScope.run(function* (scope) {
          const task = yield* scope.fork(failsInCleanup("cleanup"))
          yield* task.interrupt
        })
      )

      assert.deepStrictEqual(outcomeOf(exit), ["Die cleanup"])
    })
  )

  it.effect("S31 a failed cleanup that nobody waited for makes the scope fail", () =>
    Effect.gen(function* () {
      const exit = yield* Effect.exit(
        TaskScope.run(function* (scope) {
          const task = yield* scope.fork(failsInCleanup("cleanup"))
          yield* task.interruptNow
        })
      )

      assert.deepStrictEqual(outcomeOf(exit), ["Die cleanup"])
    })
  )

  it.effect("S32 a defect is told to the hook at once, while the siblings still clean up", () =>
    Effect.gen(function* () {
      const cleanup = Latch.makeUnsafe()
      const told: Array<Unhandled.Defect> = []
      const body = TaskScope.run(
        function* (scope) {
          yield* scope.fork(Effect.ensuring(Effect.never, cleanup.await))
          yield* scope.fork(Effect.andThen(Effect.yieldNow, Effect.die("bug")), { name: "broken" })
        },
        { name: "page" }
      )
      const caller = yield* start(Unhandled.withDefectHook((defect) => Effect.sync(() => void told.push(defect)))(body))

      yield* settle
      const before = outcomeNow(caller)
      yield* cleanup.open
      yield* settle

      assert.deepStrictEqual(before, ["running"])
      assert.deepStrictEqual(told, [{ task: "broken", scope: "page", defect: "bug" }])
      assert.deepStrictEqual(outcomeNow(caller), ["Die bug"])
    })
  )

  it.effect(
    "S32 a defect leaves the scope after the siblings have cleaned up, as the same object with its own stack",
    () =>
      Effect.gen(function* () {
        const [cleanup, journal, defect] = [Latch.makeUnsafe(), new Journal(), new Error("bug")]
        const { stack } = defect
        const caller = yield* start(
          TaskScope.run(function* (scope) {
            yield* scope.fork(journal.watch("sibling")(Effect.ensuring(Effect.never, cleanup.await)))
            yield* scope.fork(
              Effect.andThen(
                Effect.yieldNow,
                Effect.sync(() => {
                  throw defect
                })
              )
            )
          })
        )

        yield* settle
        const before = [outcomeNow(caller), [...journal.entries]]
        yield* cleanup.open
        const cause = yield* Effect.flip(Effect.sandbox(Fiber.join(caller)))

        assert.deepStrictEqual(before, [["running"], []])
        assert.strictEqual(journal.entries.length, 1)
        assert.deepStrictEqual(
          cause.reasons.map((reason) => Cause.isDieReason(reason) && reason.defect === defect),
          [true]
        )
        assert.strictEqual(defect.stack, stack)
      })
  )
})
