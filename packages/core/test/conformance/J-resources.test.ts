import { assert, describe, it } from "@effect/vitest"
import { Effect, Exit, Fiber } from "effect"
import { TestClock } from "effect/testing"
import { TaskScope, Unhandled } from "../../src/index.ts"
import { failures, finish, note, value } from "../support/finish.ts"

const resource = (log: Array<string>, name: string) =>
  Effect.acquireRelease(note(log, `open ${name}`), () => note(log, `close ${name}`))

const slowToEnd = (log: Array<string>, name: string, millis: number) =>
  Effect.onExit(Effect.never, () => Effect.andThen(Effect.sleep(millis), note(log, `${name} ended`)))

describe("J. Resources and finalizers", () => {
  it.effect("S115 the resources of a scope are released after all its tasks have ended, last opened first", () =>
    Effect.gen(function* () {
      const log: Array<string> = []
      yield* value(
        Effect.scoped(
          TaskScope.run(function* (scope) {
            yield* resource(log, "a")
            yield* resource(log, "b")
            yield* scope.fork(Effect.andThen(Effect.sleep(200), note(log, "slow ended")))
            yield* scope.fork(Effect.andThen(Effect.sleep(100), note(log, "fast ended")))
          })
        )
      )

      assert.deepStrictEqual(log, [
        "open a@0",
        "open b@0",
        "fast ended@100",
        "slow ended@200",
        "close b@200",
        "close a@200"
      ])
    })
  )

  it.effect("S115 when the scope fails, they are released after the cleanup of all its tasks", () =>
    Effect.gen(function* () {
      const log: Array<string> = []
      yield* finish(
        Effect.scoped(
          TaskScope.run(function* (scope) {
            yield* resource(log, "a")
            yield* scope.fork(slowToEnd(log, "task", 300))
            yield* resource(log, "b")
            yield* Effect.fail("body")
          })
        )
      )

      assert.deepStrictEqual(log, ["open a@0", "open b@0", "task ended@300", "close b@300", "close a@300"])
    })
  )

  it.effect("S116 the failure of a finalizer is added behind the primary error and never replaces it", () =>
    Effect.gen(function* () {
      const dies = (what: string) => Effect.ensuring(Effect.never, Effect.die(what))
      const exit = yield* finish(
        TaskScope.run(function* (scope) {
          yield* scope.fork(dies("cleanup of a sibling"))
          yield* scope.fork(
            Effect.fail("primary").pipe(Effect.delay(10), Effect.ensuring(Effect.die("its own cleanup")))
          )
          yield* dies("cleanup of the body")
        })
      )

      assert.deepStrictEqual(failures(exit).slice(0, 2), ["primary", "its own cleanup"])
      assert.sameMembers(failures(exit).slice(2), ["cleanup of a sibling", "cleanup of the body"])
    })
  )

  it.effect("S116 a finalizer that fails while the scope succeeds makes it fail", () =>
    Effect.gen(function* () {
      const exit = yield* finish(
        TaskScope.run(function* (scope) {
          yield* scope.fork(Effect.ensuring(Effect.never, Effect.die("cleanup of a daemon")), { daemon: true })
          return "value"
        })
      )

      assert.deepStrictEqual(failures(exit), ["cleanup of a daemon"])
    })
  )

  const stuckScope = (log: Array<string>, stuck: "wait" | "abandon" | undefined) =>
    TaskScope.run(
      function* (scope) {
        yield* scope.fork(slowToEnd(log, "quick", 500), { name: "quick" })
        yield* scope.fork(slowToEnd(log, "stuck", 5000), { name: "stuck" })
        yield* Effect.fail("body")
      },
      { name: "app", cleanup: 1000, stuck }
    ).pipe(
      Effect.ensuring(note(log, "scope ended")),
      Unhandled.withHandler((report) => note(log, Unhandled.render(report)))
    )

  it.effect("S117 past the cleanup time the stuck task is reported by name, and the scope goes on waiting", () =>
    Effect.gen(function* () {
      const log: Array<string> = []
      const exit = yield* finish(stuckScope(log, undefined))

      assert.deepStrictEqual(failures(exit), ["body"])
      assert.deepStrictEqual(log, [
        "quick ended@500",
        `Scope "app" is past its cleanup time; still waiting for "stuck"@1000`,
        "stuck ended@5000",
        "scope ended@5000"
      ])
    })
  )

  it.effect("S117 told to abandon, the scope reports the stuck task by name and ends without it", () =>
    Effect.gen(function* () {
      const log: Array<string> = []
      const exit = yield* finish(stuckScope(log, "abandon"))

      assert.deepStrictEqual(failures(exit), ["body"])
      assert.deepStrictEqual(log, [
        "quick ended@500",
        `Scope "app" is past its cleanup time; abandoned "stuck"@1000`,
        "scope ended@1000",
        "stuck ended@5000"
      ])
    })
  )

  it.effect("S118 a resource that a scope returns is not lost when the caller is interrupted at any step", () =>
    Effect.gen(function* () {
      let open = 0
      let used = 0
      const acquire = TaskScope.run(function* (scope) {
        const task = yield* scope.fork(
          Effect.andThen(
            Effect.yieldNow,
            Effect.sync(() => ++open)
          )
        )
        yield* scope.fork(Effect.yieldNow)
        return yield* task.join
      })
      const program = Effect.acquireUseRelease(
        acquire,
        () =>
          Effect.andThen(
            Effect.yieldNow,
            Effect.sync(() => ++used)
          ),
        () => Effect.sync(() => --open)
      )
      for (let steps = 0; steps < 30; steps++) {
        const fiber = yield* Effect.forkChild(program, { startImmediately: true })
        for (let step = 0; step < steps; step++) yield* Effect.yieldNow
        yield* Fiber.interrupt(fiber)

        assert.strictEqual(open, 0, `interrupted after ${steps} turns`)
      }

      assert.isAbove(used, 0)
      assert.isBelow(used, 30)
    })
  )

  it.effect("S119 finally in a body runs on failure and on interruption, with what it yields", () =>
    Effect.gen(function* () {
      const log: Array<string> = []
      const scope = (end: Effect.Effect<void, string>) =>
        TaskScope.run(function* () {
          try {
            yield* end
          } finally {
            yield* Effect.sleep(10)
            yield* note(log, "finally")
          }
        })
      yield* finish(scope(Effect.fail("boom")))
      const fiber = yield* Effect.forkChild(scope(Effect.never), { startImmediately: true })
      fiber.interruptUnsafe()
      yield* TestClock.adjust(10)

      assert.deepStrictEqual(log, ["finally@10", "finally@86400010"])
      assert.isTrue(Exit.hasInterrupts(yield* Fiber.await(fiber)))
    })
  )

  it.effect("S119 using in a body disposes on failure and on interruption, last opened first", () =>
    Effect.gen(function* () {
      const log: Array<string> = []
      const opened = (name: string): Disposable => ({ [Symbol.dispose]: () => void log.push(name) })
      const scope = (end: Effect.Effect<void, string>) =>
        TaskScope.run(function* () {
          using a = opened("a")
          using b = opened("b")
          yield* end
          return [a, b]
        })
      yield* finish(scope(Effect.fail("boom")))
      const fiber = yield* Effect.forkChild(scope(Effect.never), { startImmediately: true })
      yield* Fiber.interrupt(fiber)

      assert.deepStrictEqual(log, ["b", "a", "b", "a"])
    })
  )
})
