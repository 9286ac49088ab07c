import { assert, describe, it } from "@effect/vitest"
import { Effect, Exit } from "effect"
import { TestClock } from "effect/testing"
import { InterruptReason, TaskScope } from "../../src/index.ts"
import { interruptNow, start } from "../support/fibers.ts"
import { probe } from "../support/reasons.ts"

type Reason = InterruptReason.InterruptReason | undefined

/** Runs a program around a task that waits for ever, for a second; gives why that task was interrupted. */
const told = (program: (waiting: Effect.Effect<never>) => Effect.Effect<unknown, unknown>): Effect.Effect<Reason> =>
  Effect.gen(function* () {
    const heard: Array<Reason> = []
    yield* start(program(probe((reason) => heard.push(reason))))
    yield* TestClock.adjust("1 second")
    assert.lengthOf(heard, 1)
    return heard[0]
  })

const page = { name: "page" }

describe("D. Reasons", () => {
  it.effect("S61 a task interrupted because a sibling failed reads which one", () =>
    Effect.gen(function* () {
      const reason = yield* told((waiting) =>
        TaskScope.run(function* (scope) {
          yield* scope.fork(waiting)
          yield* scope.fork(Effect.fail("down"), { name: "orders" })
        }, page)
      )

      assert.deepStrictEqual(reason, { _tag: "ChildFailed", scope: "page", task: "orders" })
    })
  )

  it.effect("S61 the body reads the reason as its tasks do", () =>
    Effect.gen(function* () {
      const reason = yield* told((waiting) =>
        TaskScope.run(function* (scope) {
          yield* scope.fork(Effect.andThen(Effect.yieldNow, Effect.die("broken")), { name: "orders" })
          yield* waiting
        }, page)
      )

      assert.deepStrictEqual(reason, { _tag: "ChildFailed", scope: "page", task: "orders" })
    })
  )

  it.effect("S61 a task interrupted because the body failed reads so", () =>
    Effect.gen(function* () {
      const reason = yield* told((waiting) =>
        TaskScope.run(function* (scope) {
          yield* scope.fork(waiting)
          return yield* Effect.fail("down")
        }, page)
      )

      assert.deepStrictEqual(reason, { _tag: "BodyFailed", scope: "page" })
    })
  )

  it.effect("S61 a daemon interrupted at the end of its scope reads so", () =>
    Effect.gen(function* () {
      const reason = yield* told((waiting) =>
        TaskScope.run(function* (scope) {
          yield* scope.fork(waiting, { daemon: true })
        }, page)
      )

      assert.deepStrictEqual(reason, { _tag: "BodyDone", scope: "page" })
    })
  )

  it.effect("S61 a task of a scope interrupted by name reads the message", () =>
    Effect.gen(function* () {
      const reason = yield* told((waiting) =>
        TaskScope.run(function* (scope) {
          yield* scope.fork(waiting)
          return yield* scope.interrupt("user left")
        }, page)
      )

      assert.deepStrictEqual(reason, { _tag: "Explicit", scope: "page", message: "user left" })
    })
  )

  it.effect("S61 a task interrupted by name reads its own name", () =>
    Effect.gen(function* () {
      const reason = yield* told((waiting) =>
        TaskScope.run(function* (scope) {
          const task = yield* scope.fork(waiting, { name: "orders" })
          yield* task.interrupt
        }, page)
      )

      assert.deepStrictEqual(reason, { _tag: "Explicit", scope: "page", task: "orders" })
    })
  )

  it.effect("S61 a task interrupted by a deadline reads so", () =>
    Effect.gen(function* () {
      const reason = yield* told((waiting) =>
        TaskScope.run(
          function* (scope) {
            yield* scope.fork(waiting)
          },
          { name: "page", deadline: "1 second" }
        )
      )

      assert.deepStrictEqual(reason, { _tag: "Deadline", scope: "page" })
    })
  )

  it.effect("S61 a task interrupted when the grace of a shutdown is over reads so", () =>
    Effect.gen(function* () {
      const reason = yield* told((waiting) =>
        TaskScope.run(function* (scope) {
          yield* scope.fork(waiting)
          yield* scope.shutdown({ grace: "1 second" })
        }, page)
      )

      assert.deepStrictEqual(reason, { _tag: "Shutdown", scope: "page" })
    })
  )

  it.effect("S61 a task interrupted because the result is decided reads so", () =>
    Effect.gen(function* () {
      const reason = yield* told((waiting) => TaskScope.any([waiting, Effect.void], page))

      assert.deepStrictEqual(reason, { _tag: "Satisfied", scope: "page" })
    })
  )

  it.effect(
    "S61 a task interrupted because an outer scope ends reads the outer reason with the task that caused it",
    () =>
      Effect.gen(function* () {
        const reason = yield* told((waiting) =>
          TaskScope.run(function* (scope) {
            yield* scope.fork(TaskScope.all([waiting], { name: "list" }))
            yield* scope.fork(Effect.fail("down"), { name: "orders" })
          }, page)
        )

        const because = { _tag: "ChildFailed", scope: "page", task: "orders" } as const
        assert.deepStrictEqual(reason, { _tag: "Parent", scope: "list", because })
      })
  )

  it.effect("S61 a task interrupted because the caller was interrupted by others reads that no scope did it", () =>
    Effect.gen(function* () {
      const reason = yield* told((waiting) =>
        Effect.gen(function* () {
          const caller = yield* start(TaskScope.all([waiting], page))
          yield* interruptNow(caller)
          return yield* Effect.never
        })
      )

      assert.deepStrictEqual(reason, { _tag: "Parent", scope: "page", because: undefined })
    })
  )

  it.effect("S61 the reason is in the exit of the task, and can be told in a sentence", () =>
    Effect.gen(function* () {
      const exit = yield* TaskScope.supervise(function* (scope) {
        const task = yield* scope.fork(Effect.never, { name: "orders" })
        yield* task.interrupt
        return yield* task.await
      }, page)

      const reason = Exit.isFailure(exit) ? InterruptReason.fromCause(exit.cause) : undefined
      assert.strictEqual(
        reason && InterruptReason.render(reason),
        `scope "page": task "orders" was interrupted by name`
      )
    })
  )

  it("S61 every reason reads as a sentence that names the scope, and the task where one did it", () => {
    const reasons: ReadonlyArray<InterruptReason.InterruptReason> = [
      { _tag: "ChildFailed", scope: "page", task: "orders" },
      { _tag: "BodyFailed", scope: "page" },
      { _tag: "BodyDone", scope: "page" },
      { _tag: "Explicit", scope: "page", message: "user left" },
      { _tag: "Deadline", scope: "page" },
      { _tag: "Shutdown", scope: "page" },
      { _tag: "Satisfied", scope: "page" },
      { _tag: "Parent", scope: "list", because: { _tag: "Deadline", scope: "page" } }
    ]

    assert.deepStrictEqual(reasons.map(InterruptReason.render), [
      `scope "page": task "orders" failed`,
      `scope "page": the body failed`,
      `scope "page": only daemons were left`,
      `scope "page": interrupted by name: user left`,
      `scope "page": the deadline passed`,
      `scope "page": the grace of the shutdown was over`,
      `scope "page": the result was decided`,
      `scope "list": the caller was interrupted (scope "page": the deadline passed)`
    ])
  })
})
