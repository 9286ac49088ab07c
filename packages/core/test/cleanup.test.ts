import { assert, describe, it } from "@effect/vitest"
import { Effect, Exit } from "effect"
import { TaskScope, Unhandled } from "../src/index.ts"
import { failures, finish, note } from "./support/finish.ts"

const cleaning = (log: Array<string>, name: string, millis: number) =>
  Effect.ensuring(Effect.never, Effect.andThen(Effect.sleep(millis), note(log, `${name} cleaned`)))

describe("the cleanup time", () => {
  const app = (log: Array<string>, options: TaskScope.ShutdownOptions) =>
    TaskScope.run(
      function* (scope) {
        yield* scope.fork(cleaning(log, "quick", 100), { name: "quick" })
        yield* scope.fork(cleaning(log, "stuck", 5000), { name: "stuck" })
        yield* scope.shutdown({ grace: 1000, ...options })
        return "value"
      },
      { name: "app" }
    ).pipe(
      Effect.tap(() => note(log, "scope ended")),
      Unhandled.withHandler((report) => note(log, Unhandled.render(report)))
    )

  it.effect("of a shutdown begins when its grace is over; past it, stuck tasks are named and waited for", () =>
    Effect.gen(function* () {
      const log: Array<string> = []
      const exit = yield* finish(app(log, { cleanup: 500 }))

      assert.deepStrictEqual(exit, Exit.succeed("value"))
      assert.deepStrictEqual(log, [
        "quick cleaned@1100",
        `Scope "app" is past its cleanup time; still waiting for "stuck"@1500`,
        "stuck cleaned@6000",
        "scope ended@6000"
      ])
    })
  )

  it.effect("past it, told to abandon, the scope ends without them, and they end as orphans", () =>
    Effect.gen(function* () {
      const log: Array<string> = []
      const exit = yield* finish(app(log, { cleanup: 500, stuck: "abandon" }))

      assert.deepStrictEqual(exit, Exit.succeed("value"))
      assert.deepStrictEqual(log, [
        "quick cleaned@1100",
        `Scope "app" is past its cleanup time; abandoned "stuck"@1500`,
        "scope ended@1500",
        "stuck cleaned@6000"
      ])
    })
  )

  it.effect("is not reported when everything is clean in time", () =>
    Effect.gen(function* () {
      const log: Array<string> = []
      yield* finish(app(log, { cleanup: 6000 }))

      assert.deepStrictEqual(log, ["quick cleaned@1100", "stuck cleaned@6000", "scope ended@6000"])
    })
  )

  it.effect("names the body when its own cleanup is stuck", () =>
    Effect.gen(function* () {
      const log: Array<string> = []
      const exit = yield* finish(
        TaskScope.run(
          function* (scope) {
            yield* scope.fork(Effect.delay(Effect.fail("boom"), 10))
            try {
              yield* Effect.never
            } finally {
              yield* Effect.sleep(5000)
            }
          },
          { name: "app", cleanup: 100, stuck: "abandon" }
        ).pipe(
          Effect.ensuring(note(log, "scope ended")),
          Unhandled.withHandler((report) => note(log, Unhandled.render(report)))
        )
      )

      assert.deepStrictEqual(failures(exit), ["boom"])
      assert.deepStrictEqual(log, [`Scope "app" is past its cleanup time; abandoned "body"@110`, "scope ended@110"])
    })
  )

  it.effect("is kept when the caller of the scope is interrupted", () =>
    Effect.gen(function* () {
      const log: Array<string> = []
      const scope = TaskScope.run(
        function* (scope) {
          yield* scope.fork(cleaning(log, "stuck", 5000), { name: "stuck" })
          yield* Effect.never
        },
        { name: "app", cleanup: 500, stuck: "abandon" }
      ).pipe(Unhandled.withHandler((report) => note(log, Unhandled.render(report))))
      yield* finish(Effect.andThen(Effect.timeoutOption(scope, 100), note(log, "caller went on")))

      assert.deepStrictEqual(log, [
        `Scope "app" is past its cleanup time; abandoned "stuck"@600`,
        "caller went on@600",
        "stuck cleaned@5100"
      ])
    })
  )
})
