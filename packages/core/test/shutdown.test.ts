import { assert, describe, it } from "@effect/vitest"
import { Effect, Exit } from "effect"
import { InterruptReason, TaskScope } from "../src/index.ts"
import { failures, finish, note, value } from "./support/finish.ts"

/** Works in steps of 100 ms until the scope is closing. */
const server = (scope: TaskScope.TaskScope, log: Array<string>) =>
  Effect.raceFirst(Effect.forever(Effect.sleep(100)), scope.closing).pipe(
    Effect.andThen(Effect.sleep(50)),
    Effect.andThen(note(log, "server stopped")),
    Effect.onInterrupt(() => note(log, "server interrupted"))
  )

const stubborn = (log: Array<string>) =>
  Effect.onExit(Effect.never, (exit) => {
    const reason = Exit.isFailure(exit) ? InterruptReason.fromCause(exit.cause) : undefined
    return note(log, reason === undefined ? "no reason" : InterruptReason.render(reason))
  })

const messages = (exit: Exit.Exit<unknown, unknown>): ReadonlyArray<unknown> =>
  failures(exit).map((failure) => (failure instanceof Error ? failure.message : failure))

describe("shutdown", () => {
  it.effect("raises closing and returns at once; a scope whose tasks stop by themselves ends without interrupts", () =>
    Effect.gen(function* () {
      const log: Array<string> = []
      const exit = yield* finish(
        TaskScope.run(function* (scope) {
          yield* scope.fork(server(scope, log))
          yield* Effect.sleep(250)
          yield* scope.shutdown({ grace: "1 minute" })
          yield* note(log, `shutdown returned, ${scope.state}`)
          return "value"
        }).pipe(Effect.ensuring(note(log, "scope ended")))
      )

      assert.deepStrictEqual(exit, Exit.succeed("value"))
      assert.deepStrictEqual(log, ["shutdown returned, open@250", "server stopped@300", "scope ended@300"])
    })
  )

  it.effect("after the grace, interrupts what is left, with the reason; a body that has returned keeps its value", () =>
    Effect.gen(function* () {
      const log: Array<string> = []
      const exit = yield* finish(
        TaskScope.run(
          function* (scope) {
            yield* scope.fork(server(scope, log))
            yield* scope.fork(stubborn(log))
            yield* scope.shutdown({ grace: 1000 })
            return "value"
          },
          { name: "app" }
        )
      )

      assert.deepStrictEqual(exit, Exit.succeed("value"))
      assert.deepStrictEqual(log, ["server stopped@50", `scope "app": the grace of the shutdown was over@1000`])
    })
  )

  it.effect(
    "after the grace, a body that still runs is interrupted, and the scope fails with an error that names it",
    () =>
      Effect.gen(function* () {
        const log: Array<string> = []
        const exit = yield* finish(
          TaskScope.run(
            function* (scope) {
              yield* scope.shutdown({ grace: 1000 })
              yield* stubborn(log)
            },
            { name: "app" }
          )
        )

        assert.deepStrictEqual(messages(exit), [`Scope "app" was interrupted: shutdown`])
        assert.deepStrictEqual(log, [`scope "app": the grace of the shutdown was over@1000`])
      })
  )

  it.effect("without a grace, interrupts at once", () =>
    Effect.gen(function* () {
      const log: Array<string> = []
      const exit = yield* finish(
        TaskScope.run(
          function* (scope) {
            yield* scope.fork(stubborn(log))
            yield* scope.shutdown()
            yield* Effect.never
          },
          { name: "app" }
        )
      )

      assert.deepStrictEqual(messages(exit), [`Scope "app" was interrupted: shutdown`])
      assert.deepStrictEqual(log, [`scope "app": the grace of the shutdown was over@0`])
    })
  )

  it.effect("forks are still taken during the grace", () =>
    Effect.gen(function* () {
      const log: Array<string> = []
      yield* value(
        TaskScope.run(function* (scope) {
          yield* scope.shutdown({ grace: 1000 })
          const task = yield* scope.fork(Effect.as(Effect.sleep(100), "late work"))
          yield* note(log, yield* task.join)
        })
      )

      assert.deepStrictEqual(log, ["late work@100"])
    })
  )

  it.effect("a second shutdown with a shorter grace holds", () =>
    Effect.gen(function* () {
      const log: Array<string> = []
      yield* finish(
        TaskScope.run(
          function* (scope) {
            yield* scope.fork(stubborn(log))
            yield* scope.shutdown({ grace: "1 hour" })
            yield* Effect.sleep(100)
            yield* scope.shutdown({ grace: 100 })
          },
          { name: "app" }
        )
      )

      assert.deepStrictEqual(log, [`scope "app": the grace of the shutdown was over@200`])
    })
  )

  it.effect("a task that fails during the grace still fails the scope", () =>
    Effect.gen(function* () {
      const exit = yield* finish(
        TaskScope.run(function* (scope) {
          yield* scope.fork(Effect.delay(Effect.fail("boom"), 100))
          yield* scope.shutdown({ grace: 1000 })
          return "value"
        })
      )

      assert.deepStrictEqual(failures(exit), ["boom"])
    })
  )

  it.effect("is refused by a fiber outside of the scope, and nothing changes", () =>
    Effect.gen(function* () {
      const log: Array<string> = []
      const exit = yield* finish(
        TaskScope.run(
          function* (scope) {
            const outsider = TaskScope.run(function* () {
              yield* scope.shutdown()
            })
            const detached = yield* Effect.promise(() => Effect.runPromise(Effect.exit(outsider)))
            yield* note(log, messages(detached).join())
            yield* Effect.sleep(10)
            return scope.state
          },
          { name: "app" }
        )
      )

      assert.deepStrictEqual(exit, Exit.succeed("open"))
      assert.deepStrictEqual(log, [
        `shutdown: only the body of scope "app", its tasks and the scopes inside it may do this@0`
      ])
    })
  )

  it("refuses a negative grace or cleanup time, naming scope, option, value and range", () => {
    const refused = (options: TaskScope.ShutdownOptions) =>
      Effect.runSyncExit(
        TaskScope.run(
          function* (scope) {
            yield* scope.shutdown(options)
          },
          { name: "app" }
        )
      )
    for (const option of ["grace", "cleanup"] as const) {
      assert.include(String(messages(refused({ [option]: -1 }))[0]), `TaskScope.shutdown("app"): ${option} is -1`)
    }
  })
})

describe("closing", () => {
  it.effect("is done when the scope is interrupted, fails or ends, so that nobody waits for ever", () =>
    Effect.gen(function* () {
      const log: Array<string> = []
      const scope = (name: string, end: Effect.Effect<void, string>) =>
        TaskScope.run(function* (scope) {
          const waiting = Effect.andThen(scope.closing, note(log, name))
          yield* scope.fork(Effect.uninterruptible(waiting), { daemon: true })
          yield* Effect.sleep(10)
          yield* end
        })
      yield* finish(scope("body returned", Effect.void))
      yield* finish(scope("body failed", Effect.fail("boom")))

      assert.deepStrictEqual(log, ["body returned@10", "body failed@86400010"])
    })
  )

  it.effect("is done at once after that, also when the scope has ended", () =>
    Effect.gen(function* () {
      let leaked: TaskScope.TaskScope | undefined
      yield* TaskScope.run(function* (scope) {
        leaked = scope
      })
      const exit = yield* finish(leaked?.closing ?? Effect.never)

      assert.deepStrictEqual(exit, Exit.void)
    })
  )

  it.effect("wakes all who wait for it, and one who is interrupted leaves", () =>
    Effect.gen(function* () {
      const log: Array<string> = []
      yield* value(
        TaskScope.run(function* (scope) {
          const waiters = [1, 2, 3].map((number) => Effect.andThen(scope.closing, note(log, `waiter ${number}`)))
          const [, second] = yield* scope.forkAll(waiters)
          yield* second?.interrupt ?? Effect.void
          yield* Effect.sleep(10)
          yield* scope.shutdown({ grace: 1000 })
        })
      )

      assert.deepStrictEqual(log, ["waiter 1@10", "waiter 3@10"])
    })
  )
})
