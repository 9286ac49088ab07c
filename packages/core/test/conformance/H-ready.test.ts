import { assert, describe, it } from "@effect/vitest"
import { Cause, Effect, Exit } from "effect"
import { TaskScope, Unhandled } from "../../src/index.ts"
import { failures, finish, note, value } from "../support/finish.ts"

const readyAfter = (ready: TaskScope.Ready<string>, millis: number) => Effect.andThen(Effect.sleep(millis), ready("up"))

describe("H. Ready signal", () => {
  it.effect("S102 start returns only once the task says it is ready, with its value, and the task goes on", () =>
    Effect.gen(function* () {
      const log: Array<string> = []
      const result = yield* value(
        TaskScope.run(function* (scope) {
          const [said, task] = yield* scope.start((ready: TaskScope.Ready<string>) =>
            readyAfter(ready, 1000).pipe(
              Effect.andThen(Effect.sleep(500)),
              Effect.andThen(note(log, "ended")),
              Effect.as(7)
            )
          )
          yield* note(log, `${said} ${task.state}`)
          return yield* task.join
        })
      )

      assert.strictEqual(result, 7)
      assert.deepStrictEqual(log, ["up running@1000", "ended@1500"])
    })
  )

  it.effect("S103 in run, a failure before ready is the scope's failure, as it is and once", () =>
    Effect.gen(function* () {
      const log: Array<string> = []
      const exit = yield* finish(
        TaskScope.run(function* (scope) {
          yield* scope.start((_ready: TaskScope.Ready) => Effect.andThen(Effect.sleep(10), Effect.fail("port taken")))
          yield* note(log, "after start")
        })
      )

      assert.deepStrictEqual(failures(exit), ["port taken"])
      assert.deepStrictEqual(log, [])
    })
  )

  it.effect("S103 in supervise, a failure before ready is the typed error of start, and nobody else hears of it", () =>
    Effect.gen(function* () {
      const reports: Array<Unhandled.Report> = []
      const result = yield* value(
        TaskScope.supervise(function* (scope) {
          return yield* Effect.flip(
            scope.start((_ready: TaskScope.Ready) => Effect.andThen(Effect.sleep(10), Effect.fail("port taken")))
          )
        }).pipe(Unhandled.withHandler((report) => Effect.sync(() => reports.push(report))))
      )

      assert.strictEqual(result, "port taken")
      assert.deepStrictEqual(reports, [])
    })
  )

  it.effect("S103 in run, a failure after ready interrupts the scope as the failure of any task does", () =>
    Effect.gen(function* () {
      const log: Array<string> = []
      const exit = yield* finish(
        TaskScope.run(function* (scope) {
          const [said] = yield* scope.start((ready: TaskScope.Ready<string>) =>
            readyAfter(ready, 10).pipe(Effect.andThen(Effect.sleep(10)), Effect.andThen(Effect.fail("crashed")))
          )
          yield* note(log, said)
          yield* Effect.onInterrupt(Effect.never, () => note(log, "body interrupted"))
        })
      )

      assert.deepStrictEqual(failures(exit), ["crashed"])
      assert.deepStrictEqual(log, ["up@10", "body interrupted@20"])
    })
  )

  it.effect("S103 in supervise, a failure after ready is met by who joins the task", () =>
    Effect.gen(function* () {
      const result = yield* value(
        TaskScope.supervise(function* (scope) {
          const [said, task] = yield* scope.start((ready: TaskScope.Ready<string>) =>
            Effect.andThen(readyAfter(ready, 10), Effect.fail("crashed"))
          )
          return [said, yield* Effect.flip(task.join)]
        })
      )

      assert.deepStrictEqual(result, ["up", "crashed"])
    })
  )

  it.effect("S104 a task that ends without saying it is ready makes start die with an error that names it", () =>
    Effect.gen(function* () {
      const exit = yield* finish(
        TaskScope.run(
          function* (scope) {
            yield* scope.start((_ready: TaskScope.Ready) => Effect.sleep(10), { name: "server" })
          },
          { name: "app" }
        )
      )

      const [error] = failures(exit)
      assert.instanceOf(error, TaskScope.ReadyError)
      assert.strictEqual(error.message, `Task "server" of scope "app" ended without calling ready`)
      assert.isTrue(Exit.hasDies(exit))
      assert.lengthOf(failures(exit), 1)
    })
  )

  it.effect("S104 a task that is interrupted by name before it is ready makes start die, naming the task", () =>
    Effect.gen(function* () {
      const exit = yield* finish(
        TaskScope.run(
          function* (scope) {
            yield* scope.start((_ready: TaskScope.Ready) => Effect.interrupt, { name: "server" })
          },
          { name: "app" }
        )
      )

      const [error] = failures(exit)
      assert.instanceOf(error, TaskScope.TaskInterruptedError)
      assert.strictEqual(error.task, "server")
    })
  )

  it.effect("S105 saying ready twice is a defect of the task, and the first value stands", () =>
    Effect.gen(function* () {
      const log: Array<string> = []
      const exit = yield* finish(
        TaskScope.run(
          function* (scope) {
            const [said] = yield* scope.start(
              (ready: TaskScope.Ready<number>) =>
                ready(1).pipe(
                  Effect.andThen(Effect.sleep(10)),
                  Effect.andThen(ready(2)),
                  Effect.andThen(note(log, "after"))
                ),
              { name: "server" }
            )
            yield* note(log, `said ${said}`)
          },
          { name: "app" }
        )
      )

      const [error] = failures(exit)
      assert.instanceOf(error, TaskScope.ReadyError)
      assert.strictEqual(error.message, `Task "server" of scope "app" called ready twice; once is allowed`)
      assert.deepStrictEqual(log, ["said 1@0"])
    })
  )

  it.effect(
    "S106 a pending start keeps its scope open, though the body has returned and only a daemon waits for it",
    () =>
      Effect.gen(function* () {
        const log: Array<string> = []
        yield* value(
          TaskScope.run(function* (scope) {
            yield* scope.fork(
              function* () {
                const [said] = yield* scope.start((ready: TaskScope.Ready<string>) =>
                  Effect.andThen(readyAfter(ready, 1000), Effect.sleep(1000))
                )
                yield* note(log, said)
              },
              { daemon: true }
            )
            yield* note(log, "body returned")
          })
        )
        yield* note(log, "scope ended")

        assert.deepStrictEqual(log.slice(0, 2), ["body returned@0", "up@1000"])
      })
  )

  it.effect("S107 interrupting a start before ready interrupts the task, whose ready then does nothing", () =>
    Effect.gen(function* () {
      const log: Array<string> = []
      const exit = yield* finish(
        TaskScope.run(function* (scope) {
          const starter = yield* scope.fork(function* () {
            yield* scope.start((ready: TaskScope.Ready<string>) => {
              const late = Effect.andThen(readyAfter(ready, 1000), ready("again"))
              return Effect.uninterruptible(Effect.ensuring(late, note(log, "said ready"))).pipe(
                Effect.andThen(Effect.never),
                Effect.onInterrupt(() => note(log, "task interrupted"))
              )
            })
            yield* note(log, "start returned")
          })
          yield* Effect.sleep(100)
          yield* starter.interrupt
          yield* note(log, "starter ended")
          return "body"
        })
      )

      assert.deepStrictEqual(exit, Exit.succeed("body"))
      assert.deepStrictEqual(log, ["starter ended@100", "said ready@1000", "task interrupted@1000"])
    })
  )

  it.effect(
    "S108 ready in a scope that is being interrupted: start does not return, and the task is interrupted there",
    () =>
      Effect.gen(function* () {
        const log: Array<string> = []
        const exit = yield* finish(
          TaskScope.run(function* (scope) {
            yield* scope.fork(Effect.andThen(Effect.sleep(100), Effect.fail("sibling")))
            const [said] = yield* scope.start((ready: TaskScope.Ready<string>) =>
              Effect.uninterruptible(readyAfter(ready, 1000)).pipe(
                Effect.andThen(note(log, "went on")),
                Effect.onInterrupt(() => note(log, "task interrupted"))
              )
            )
            yield* note(log, `start returned ${said}`)
          })
        )

        assert.deepStrictEqual(failures(exit), ["sibling"])
        assert.deepStrictEqual(log, ["task interrupted@1000"])
      })
  )

  it.effect("S109 start on a scope that has ended dies at once, and the task never runs", () =>
    Effect.gen(function* () {
      const log: Array<string> = []
      let leaked: TaskScope.TaskScope | undefined
      yield* TaskScope.run(
        function* (scope) {
          leaked = scope
        },
        { name: "gone" }
      )
      const exit = yield* finish(
        TaskScope.run(function* () {
          if (leaked !== undefined) yield* leaked.start((_ready: TaskScope.Ready) => note(log, "ran"))
        })
      )

      const [error] = failures(exit)
      assert.instanceOf(error, TaskScope.ScopeClosedError)
      assert.strictEqual(error.message, `start: scope "gone" has ended; nothing can start in it`)
      assert.isFalse(Exit.isFailure(exit) && Cause.hasFails(exit.cause))
      assert.deepStrictEqual(log, [])
    })
  )
})
