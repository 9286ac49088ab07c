import { assert, describe, it } from "@effect/vitest"
import { Effect, Exit } from "effect"
import { Explore } from "@heddle/explore"
import { TaskScope } from "../../src/index.ts"
import { Ends } from "../support/ends.ts"
import { called, calledOff, claim, holds, holdsInterrupted, same } from "../support/explored.ts"
import { failures } from "../support/finish.ts"

/** Listens for ever once it is ready. */
const server =
  (ends: Ends) =>
  (ready: TaskScope.Ready<number>): Effect.Effect<void> =>
    ends.around(Effect.andThen(Effect.yieldNow, Effect.andThen(ready(80), Effect.yieldNow)))

describe("start", () => {
  it("returns what the task said, and the scope waits for the task", () =>
    holds(
      Effect.gen(function* () {
        const ends = new Ends()

        const port = yield* TaskScope.run(function* (scope) {
          const [port] = yield* scope.start(server(ends))
          return port
        })

        claim(port === 80, `port ${port}`)
        ends.check(1)
      })
    ))

  it("a task that says ready twice dies, and only that", () =>
    holds(
      Effect.gen(function* () {
        const exit = yield* Effect.exit(
          TaskScope.run(function* (scope) {
            yield* scope.start((ready: TaskScope.Ready) => Effect.andThen(ready(), ready()))
            yield* Effect.never
          })
        )

        claim(failures(exit).length === 1 && String(failures(exit)[0]).includes("called ready twice"), String(exit))
      })
    ))

  it("a task that ends without being ready is a defect of the caller", () =>
    holds(
      Effect.gen(function* () {
        const exit = yield* Effect.exit(
          TaskScope.run(function* (scope) {
            yield* scope.start((_ready: TaskScope.Ready) => Effect.yieldNow)
          })
        )

        claim(failures(exit).length === 1 && String(failures(exit)[0]).includes("without calling ready"), String(exit))
      })
    ))

  it("a failure before ready comes out once, in run from the scope", () =>
    holds(
      Effect.gen(function* () {
        let beyond = 0
        const exit = yield* Effect.exit(
          TaskScope.run(function* (scope) {
            yield* scope.start((_ready: TaskScope.Ready) => Effect.andThen(Effect.yieldNow, Effect.fail("down")))
            beyond++
          })
        )

        same([failures(exit), beyond], [["down"], 0], "failures and steps beyond")
      })
    ))

  it("a failure before ready comes out once, in supervise from start", () =>
    holds(
      Effect.gen(function* () {
        const heard = yield* TaskScope.supervise(function* (scope) {
          const start = scope.start((_ready: TaskScope.Ready) => Effect.andThen(Effect.yieldNow, Effect.fail("down")))
          return yield* Effect.flip(start)
        })

        claim(heard === "down", heard)
      })
    ))

  it("a failure right after ready reaches the scope, whether start has returned or not", async () => {
    const outcomes = await holds(
      Effect.gen(function* () {
        let returned = false
        const exit = yield* Effect.exit(
          TaskScope.run(function* (scope) {
            yield* scope.start((ready: TaskScope.Ready) =>
              Effect.andThen(Effect.yieldNow, Effect.andThen(ready(), Effect.fail("down")))
            )
            returned = true
            yield* Effect.never
          })
        )

        same(failures(exit), ["down"], "failures")
        return returned
      })
    )

    assert.isTrue(outcomes.has("true"), [...outcomes].join())
  })

  it("a caller interrupted at any operation takes the task along", () =>
    holdsInterrupted(
      "starter",
      Effect.gen(function* () {
        const ends = new Ends()
        const starting = (scope: TaskScope.Supervisor) => Explore.named("starter")(scope.start(server(ends)))

        yield* TaskScope.supervise(function* (scope) {
          yield* scope.fork(starting(scope))
        })

        ends.check()
      })
    ))

  it("a caller interrupted while it waits interrupts the task and has it awaited", () =>
    holds(
      Effect.gen(function* () {
        const ends = new Ends()
        let ready = false
        const deaf = (_ready: TaskScope.Ready) => ends.around(Effect.never)

        yield* TaskScope.supervise(function* (scope) {
          const starter = yield* scope.fork(Effect.tap(scope.start(deaf), () => Effect.sync(() => (ready = true))))
          yield* Effect.yieldNow
          yield* starter.interrupt
        })

        claim(!ready, "a deaf task was ready")
        ends.check()
      })
    ))

  it("a caller interrupted as the task gets ready leaves nothing behind", () =>
    holds(
      Effect.gen(function* () {
        const ends = new Ends()

        yield* TaskScope.supervise(function* (scope) {
          const starter = yield* scope.fork(scope.start(server(ends)))
          yield* Effect.yieldNow
          yield* starter.interruptNow
          yield* starter.await
        })

        ends.check()
      }),
      { schedules: 500 }
    ))

  it("under a limit of one the starter lends its slot and goes on after the task", () =>
    holds(
      Effect.gen(function* () {
        const ends = new Ends()

        yield* TaskScope.run(
          function* (scope) {
            for (let i = 0; i < 2; i++) {
              yield* scope.fork(function* () {
                const [port, task] = yield* scope.start(server(ends))
                yield* task.join
                claim(port === 80, `port ${port}`)
              })
            }
          },
          { limit: 1 }
        )

        ends.check(2)
      })
    ))

  for (const [how, call] of Object.entries({ operation: called, moment: calledOff })) {
    const program = Effect.gen(function* () {
      const ends = new Ends()
      const exit = yield* call(
        TaskScope.run(
          function* (scope) {
            yield* scope.start(server(ends))
            yield* scope.start(server(ends))
          },
          { limit: 1 }
        )
      )
      claim(Exit.isSuccess(exit) || Exit.hasInterrupts(exit), String(exit))
      ends.check()
    })
    it(`a scope with starts may be interrupted at any ${how}`, () =>
      how === "operation" ? holdsInterrupted("caller", program) : holds(program))
  }
})
