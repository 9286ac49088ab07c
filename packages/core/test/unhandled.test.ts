import { assert, describe, it } from "@effect/vitest"
import { Effect, Logger } from "effect"
import { TaskScope, Unhandled } from "../src/index.ts"
import { failures, failuresOf, finish, note, value } from "./support/finish.ts"
import { heard } from "./support/heard.ts"

const failing = Effect.fail("boom")

type Body = Generator<Effect.Effect<unknown>, void, unknown>

describe("Unhandled", () => {
  it.effect("hears a supervised failure that nobody observed once, at the end of its scope, with task and scope", () =>
    Effect.gen(function* () {
      const reports = yield* heard(
        TaskScope.supervise(
          function* (scope) {
            yield* scope.fork(failing, { name: "task" })
            yield* Effect.sleep(100)
          },
          { name: "app" }
        )
      )

      assert.deepStrictEqual(reports, [`Task "task" of scope "app" failed and nobody observed it@100`])
    })
  )

  it.effect("hears the cause, defects included, without the interrupts", () =>
    Effect.gen(function* () {
      const causes: Array<ReadonlyArray<unknown>> = []
      yield* finish(
        TaskScope.supervise(function* (scope) {
          yield* scope.fork(Effect.ensuring(failing, Effect.die("cleanup")))
          const interrupted = yield* scope.fork(Effect.ensuring(Effect.never, Effect.die("on the way out")))
          yield* interrupted.interruptNow
        }).pipe(
          Unhandled.withHandler((report) =>
            Effect.sync(() => void (report._tag === "UnobservedFailure" && causes.push(failuresOf(report.cause))))
          )
        )
      )

      assert.deepStrictEqual(causes, [["boom", "cleanup"], ["on the way out"]])
    })
  )

  it.effect("does not hear a failure that was joined or awaited, also after it happened", () =>
    Effect.gen(function* () {
      const reports = yield* heard(
        TaskScope.supervise(function* (scope) {
          const joined = yield* scope.fork(failing)
          const awaited = yield* scope.fork(Effect.andThen(Effect.sleep(10), failing))
          yield* Effect.flip(joined.join)
          yield* awaited.await
        })
      )

      assert.deepStrictEqual(reports, [])
    })
  )

  it.effect("does not hear interrupts", () =>
    Effect.gen(function* () {
      const reports = yield* heard(
        TaskScope.supervise(function* (scope) {
          yield* scope.fork(Effect.interrupt)
          yield* (yield* scope.fork(Effect.never)).interrupt
          yield* scope.fork(Effect.never)
          yield* scope.fork(Effect.never, { daemon: true })
          yield* Effect.fail("body")
        })
      )

      assert.deepStrictEqual(reports, [])
    })
  )

  it.effect("does not hear what onFailure hears", () =>
    Effect.gen(function* () {
      const log: Array<string> = []
      const reports = yield* heard(
        TaskScope.supervise(
          function* (scope) {
            yield* scope.fork(failing, { name: "task" })
          },
          { onFailure: (task) => note(log, task.name) }
        )
      )

      assert.deepStrictEqual(reports, [])
      assert.deepStrictEqual(log, ["task@0"])
    })
  )

  it.effect("does not hear failures of run, which are the scope's", () =>
    Effect.gen(function* () {
      const log: Array<string> = []
      const exit = yield* finish(
        TaskScope.run(function* (scope) {
          yield* scope.fork(failing, { daemon: true })
          yield* Effect.never
        }).pipe(Unhandled.withHandler((report) => note(log, Unhandled.render(report))))
      )

      assert.deepStrictEqual(failures(exit), ["boom"])
      assert.deepStrictEqual(log, [])
    })
  )

  it.effect("hears a daemon that nobody observed", () =>
    Effect.gen(function* () {
      const reports = yield* heard(
        TaskScope.supervise(
          function* (scope) {
            yield* scope.fork(Effect.andThen(Effect.sleep(10), failing), { name: "daemon", daemon: true })
            yield* Effect.sleep(50)
          },
          { name: "app" }
        )
      )

      assert.deepStrictEqual(reports, [`Task "daemon" of scope "app" failed and nobody observed it@50`])
    })
  )

  it.effect("hears each of several failures once, in the order in which they happened", () =>
    Effect.gen(function* () {
      const reports = yield* heard(
        TaskScope.supervise(
          function* (scope) {
            for (const [name, millis] of [
              ["late", 30],
              ["soon", 10],
              ["then", 20]
            ] as const) {
              yield* scope.fork(Effect.delay(failing, millis), { name })
            }
          },
          { name: "app" }
        )
      )

      assert.deepStrictEqual(
        reports,
        ["soon", "then", "late"].map((name) => `Task "${name}" of scope "app" failed and nobody observed it@30`)
      )
    })
  )

  /** Runs `self` without moving time, and gives the names of the tasks that were reported. */
  const reportedIn = (
    body: (scope: TaskScope.Supervisor, reports: Array<string>) => Body
  ): Effect.Effect<Array<string>> =>
    Effect.suspend(() => {
      const reports: Array<string> = []
      const handler = (report: Unhandled.Report) =>
        Effect.sync(() => void (report._tag === "UnobservedFailure" && reports.push(report.task)))
      return TaskScope.supervise((scope) => body(scope, reports)).pipe(
        Unhandled.withHandler(handler),
        Effect.as(reports)
      )
    })

  it.effect("does not hear early of an unobserved failure because many after it were observed", () =>
    Effect.gen(function* () {
      const early: Array<ReadonlyArray<string>> = []
      yield* reportedIn(function* (scope, reports) {
        yield* scope.fork(failing, { name: "unseen" })
        for (let index = 0; index < 1100; index++) yield* Effect.exit((yield* scope.fork(failing)).join)
        early.push([...reports])
      })

      assert.deepStrictEqual(early, [[]])
    })
  )

  it.effect("hears of the oldest failure before the end of the scope once more than 1,024 were not observed", () =>
    Effect.gen(function* () {
      const early: Array<ReadonlyArray<string>> = []
      const reports = yield* reportedIn(function* (scope, reports) {
        for (let index = 0; index < 1030; index++) {
          if (index === 1024) early.push([...reports])
          yield* scope.fork(failing, { name: `${index}` })
        }
        early.push([...reports])
      })

      assert.deepStrictEqual(early, [[], ["0", "1", "2", "3", "4", "5"]])
      assert.deepStrictEqual(
        reports,
        Array.from({ length: 1030 }, (_, index) => `${index}`)
      )
    })
  )

  it.effect("a failure that was reported early is not reported again, though it is joined and the scope ends", () =>
    Effect.gen(function* () {
      const joined: Array<string> = []
      const reports = yield* reportedIn(function* (scope) {
        const first = yield* scope.fork(failing, { name: "first" })
        const rest = yield* scope.forkAll(Array.from({ length: 1024 }, () => failing))
        joined.push(yield* Effect.flip(first.join))
        for (const task of rest) yield* task.await
      })

      assert.deepStrictEqual(reports, ["first"])
      assert.deepStrictEqual(joined, ["boom"])
    })
  )

  it.effect("the scope waits for the handler, and a defect in it fails the scope", () =>
    Effect.gen(function* () {
      const log: Array<string> = []
      const exit = yield* finish(
        TaskScope.supervise(function* (scope) {
          yield* scope.fork(failing)
        }).pipe(
          Unhandled.withHandler(() =>
            Effect.andThen(Effect.sleep(100), note(log, "handled")).pipe(Effect.andThen(Effect.die("handler")))
          ),
          Effect.ensuring(note(log, "scope ended"))
        )
      )

      assert.deepStrictEqual(failures(exit), ["handler"])
      assert.deepStrictEqual(log, ["handled@100", "scope ended@100"])
    })
  )

  it.effect("the innermost handler hears", () =>
    Effect.gen(function* () {
      const inner: Array<string> = []
      const supervised = TaskScope.supervise(
        function* (scope) {
          yield* scope.fork(failing, { name: "task" })
        },
        { name: "app" }
      )
      const outer = yield* heard(
        Effect.andThen(Unhandled.withHandler(() => note(inner, "inner"))(supervised), supervised)
      )

      assert.deepStrictEqual(inner, ["inner@0"])
      assert.deepStrictEqual(outer, [`Task "task" of scope "app" failed and nobody observed it@0`])
    })
  )

  it.effect("by default logs the report and the cause", () =>
    Effect.gen(function* () {
      const lines: Array<unknown> = []
      const logger = Logger.make(({ cause, logLevel, message }) => {
        lines.push([logLevel, message, failuresOf(cause)])
      })
      yield* value(
        TaskScope.supervise(
          function* (scope) {
            yield* scope.fork(failing, { name: "task" })
          },
          { name: "app" }
        ).pipe(Effect.provide(Logger.layer([logger])))
      )

      assert.deepStrictEqual(lines, [["Error", [`Task "task" of scope "app" failed and nobody observed it`], ["boom"]]])
    })
  )
})
