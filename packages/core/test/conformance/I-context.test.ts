import { assert, describe, it } from "@effect/vitest"
import { Context, Effect } from "effect"
import { Deadline, TaskScope } from "../../src/index.ts"
import { failures, finish, note, value } from "../support/finish.ts"

const Color = Context.Reference<string>("test/Color", { defaultValue: () => "none" })
const as = (color: string) => Effect.provideService(Color, color)

/** Acquires a resource and uses it for a while. */
const using = (log: Array<string>) =>
  Effect.acquireRelease(note(log, "acquired"), () => note(log, "released")).pipe(
    Effect.andThen(Effect.sleep(100)),
    Effect.andThen(note(log, "used"))
  )

describe("I. Context", () => {
  it.effect("S110 a task sees the context of the fork over that of the scope's opening", () =>
    Effect.gen(function* () {
      const seen = yield* value(
        TaskScope.supervise(function* (scope) {
          const plain = yield* scope.fork(Color)
          const one = yield* as("one fork")(scope.fork(Effect.andThen(Effect.yieldNow, Color)))
          const other = yield* as("another")(scope.fork(Effect.andThen(Effect.yieldNow, Color)))
          return [yield* plain.join, yield* one.join, yield* other.join]
        }).pipe(as("opening"))
      )

      assert.deepStrictEqual(seen, ["opening", "one fork", "another"])
    })
  )

  it.effect(
    "S110 what the forker changes later is not seen by the task, and what the task changes never leaks out",
    () =>
      Effect.gen(function* () {
        const seen = yield* value(
          TaskScope.supervise(function* (scope) {
            const task = yield* scope.fork(
              Effect.gen(function* () {
                const before = yield* Color
                yield* as("of the task")(Effect.sleep(20))
                return [before, yield* Color]
              })
            )
            yield* Effect.sleep(10)
            const changed = yield* as("later")(Effect.andThen(Effect.sleep(30), Color))
            return { task: yield* task.join, changed, forker: yield* Color }
          }).pipe(as("opening"))
        )

        assert.deepStrictEqual(seen, { task: ["opening", "opening"], changed: "later", forker: "opening" })
      })
  )

  it.effect(
    "S111 a fork into an outer scope takes its values from the forker, interruption and deadline from the scope",
    () =>
      Effect.gen(function* () {
        const log: Array<string> = []
        const seen = yield* value(
          TaskScope.run(
            function* (outer) {
              const inner = TaskScope.run(
                function* () {
                  const task = yield* outer.fork(
                    Effect.gen(function* () {
                      const at = yield* Deadline.at
                      yield* Effect.sleep(2000)
                      yield* note(log, "task ended")
                      return { color: yield* Color, at }
                    })
                  )
                  yield* Effect.sleep(10)
                  return yield* Effect.fail(task)
                },
                { deadline: 1000 }
              )
              const task = yield* Effect.flip(as("forker")(inner))
              yield* note(log, "inner scope failed")
              return "join" in task ? yield* task.join : undefined
            },
            { deadline: 5000 }
          )
        )

        assert.deepStrictEqual(seen, { color: "forker", at: 5000 })
        assert.deepStrictEqual(log, ["inner scope failed@10", "task ended@2000"])
      })
  )

  it.effect("S111 a resource that a task acquires in a scope around its own stays open until the task has ended", () =>
    Effect.gen(function* () {
      const log: Array<string> = []
      yield* value(
        Effect.scoped(
          TaskScope.run(function* (scope) {
            yield* scope.fork(using(log))
          })
        )
      )

      assert.deepStrictEqual(log, ["acquired@0", "used@100", "released@100"])
    })
  )

  it.effect(
    "S111 a resource scope narrower than the task's own is refused, or does not close before the task has ended",
    () =>
      Effect.gen(function* () {
        const fromSupervise: Array<string> = []
        yield* finish(
          TaskScope.supervise(function* (scope) {
            yield* Effect.scoped(scope.fork(using(fromSupervise)))
          })
        )
        const fromInside: Array<string> = []
        yield* finish(
          TaskScope.run(function* (outer) {
            const inner = TaskScope.run(function* () {
              yield* outer.fork(using(fromInside))
            })
            yield* Effect.scoped(inner)
          })
        )

        for (const log of [fromSupervise, fromInside]) {
          const [first, second] = log.map((entry) => entry.split("@")[0]).filter((entry) => entry !== "acquired")
          assert.notDeepEqual([first, second], ["released", "used"])
        }
      })
  )

  it.effect("S112 a timeout around a fork does not reach the task", () =>
    Effect.gen(function* () {
      const log: Array<string> = []
      yield* value(
        TaskScope.supervise(function* (scope) {
          yield* Effect.timeout(scope.fork(Effect.andThen(Effect.sleep(2000), note(log, "task ended"))), 1000)
        })
      )

      assert.deepStrictEqual(log, ["task ended@2000"])
    })
  )

  it.effect("S112 interrupting the forker does not interrupt what it forked", () =>
    Effect.gen(function* () {
      const log: Array<string> = []
      yield* value(
        TaskScope.run(function* (scope) {
          const forker = yield* scope.fork(function* () {
            yield* scope.fork(Effect.andThen(Effect.sleep(2000), note(log, "task ended")))
            yield* Effect.never
          })
          yield* forker.interrupt
          yield* note(log, "forker ended")
        })
      )

      assert.deepStrictEqual(log, ["forker ended@0", "task ended@2000"])
    })
  )

  it.effect("S113 a context set around a scope is gone after it, whether it succeeded or failed", () =>
    Effect.gen(function* () {
      const seen: Array<string> = []
      const look = Effect.map(Color, (color) => void seen.push(color))
      const scope = (end: Effect.Effect<void, string>) =>
        TaskScope.run(function* (inner) {
          yield* inner.fork(look)
          yield* end
        }).pipe(as("inside"))
      yield* value(
        TaskScope.run(function* () {
          yield* scope(Effect.void)
          yield* look
          yield* Effect.exit(scope(Effect.fail("boom")))
          yield* look
        }).pipe(as("outside"))
      )

      assert.deepStrictEqual(seen, ["inside", "outside", "inside", "outside"])
    })
  )

  it.effect("S113 the deadline of a scope is gone after it, whether it succeeded or failed", () =>
    Effect.gen(function* () {
      const seen = yield* value(
        TaskScope.run(
          function* () {
            const before = yield* Deadline.at
            yield* Effect.exit(Deadline.within(1000)(Effect.fail("boom")))
            const failed = yield* Deadline.at
            const inside = yield* Deadline.within(1000)(Deadline.at)
            return [before, failed, inside, yield* Deadline.at]
          },
          { deadline: 5000 }
        )
      )

      assert.deepStrictEqual(seen, [5000, 5000, 1000, 5000])
    })
  )

  it.effect("S114 a binding cannot be left while a task uses it, because a scope ends only after its tasks", () =>
    Effect.gen(function* () {
      const log: Array<string> = []
      const exit = yield* finish(
        TaskScope.run(function* (scope) {
          const slow = Effect.andThen(
            Effect.sleep(1000),
            Effect.flatMap(Color, (color) => note(log, `task sees ${color}`))
          )
          yield* scope.fork(Effect.uninterruptible(slow))
          yield* Effect.fail("body")
        }).pipe(as("bound"), Effect.ensuring(note(log, "binding left")))
      )

      assert.deepStrictEqual(failures(exit), ["body"])
      assert.deepStrictEqual(log, ["task sees bound@1000", "binding left@1000"])
    })
  )
})
