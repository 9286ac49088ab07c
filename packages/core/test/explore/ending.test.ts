import { assert, describe, it } from "@effect/vitest"
import { Effect, Exit } from "effect"
import { TaskScope } from "../../src/index.ts"
import { Ends } from "../support/ends.ts"
import { calledOff, claim, holds, same, sorted } from "../support/explored.ts"
import { failures } from "../support/finish.ts"

describe("daemons", () => {
  it("are interrupted and awaited once nothing else is left", () =>
    holds(
      Effect.gen(function* () {
        const ends = new Ends()

        yield* TaskScope.run(function* (scope) {
          yield* scope.fork(ends.around(Effect.never), { daemon: true })
          yield* scope.fork(ends.around(Effect.forEach([1, 2], () => Effect.yieldNow)))
          yield* scope.fork(ends.around(Effect.never), { daemon: true })
        })

        ends.check(3)
      })
    ))

  it("may fork a task at the last moment: it is served, or interrupted with them", () =>
    holds(
      Effect.gen(function* () {
        const ends = new Ends()

        yield* TaskScope.run(function* (scope) {
          yield* scope.fork(
            function* () {
              yield* Effect.yieldNow
              yield* scope.fork(ends.around(Effect.yieldNow))
              yield* Effect.never
            },
            { daemon: true }
          )
          yield* scope.fork(Effect.yieldNow)
        })

        ends.check()
      })
    ))

  it("that fail as they are interrupted fail the scope once", () =>
    holds(
      Effect.gen(function* () {
        let died = 0
        const broken = Effect.onExit(Effect.never, () =>
          Effect.andThen(
            Effect.yieldNow,
            Effect.suspend(() => (died++, Effect.die("daemon")))
          )
        )

        const exit = yield* Effect.exit(
          TaskScope.run(function* (scope) {
            yield* scope.fork(broken, { daemon: true })
            yield* scope.fork(Effect.yieldNow)
          })
        )

        same(failures(exit), died === 0 ? [] : ["daemon"], "failures")
      })
    ))
})

describe("complete and interrupt", () => {
  it("the first to complete decides the value, and the rest is awaited", async () => {
    const outcomes = await holds(
      Effect.gen(function* () {
        const ends = new Ends()

        const value = yield* TaskScope.run(function* (scope) {
          for (const name of ["a", "b"]) {
            yield* scope.fork(function* () {
              yield* ends.around(Effect.yieldNow)
              yield* scope.complete(name)
            })
          }
          yield* ends.around(Effect.never)
          return "body"
        })

        ends.check()
        return value
      })
    )

    assert.deepEqual(sorted(outcomes), ["a", "b"])
  })

  it("who completes while everything is being interrupted comes too late", () =>
    holds(
      Effect.gen(function* () {
        const value = yield* TaskScope.run(function* (scope) {
          yield* scope.fork(function* () {
            try {
              yield* Effect.never
            } finally {
              yield* scope.complete("late")
            }
          })
          yield* scope.fork(function* () {
            yield* Effect.yieldNow
            yield* scope.complete("first")
          })
          yield* Effect.never
          return "body"
        })

        claim(value === "first", value)
      })
    ))

  it("of a completion, an interruption and a failure at once, one decides, and no failure is lost", () =>
    holds(
      Effect.gen(function* () {
        let failed = 0
        const fail = Effect.andThen(
          Effect.yieldNow,
          Effect.suspend(() => (failed++, Effect.fail("down")))
        )

        const exit = yield* Effect.exit(
          TaskScope.run(function* (scope) {
            yield* scope.fork(function* () {
              yield* Effect.yieldNow
              yield* scope.complete("value")
            })
            yield* scope.fork(function* () {
              yield* Effect.yieldNow
              yield* scope.interrupt("enough")
            })
            yield* scope.fork(Effect.uninterruptible(fail))
            yield* Effect.never
          })
        )

        const found = failures(exit).map((failure) => (failure instanceof Error ? "interrupted" : failure))
        claim(found.filter((failure) => failure === "down").length === failed, `${failed} failed: ${found.join()}`)
      }),
      { schedules: 500 }
    ))

  it("nothing after them runs", () =>
    holds(
      Effect.gen(function* () {
        let beyond = 0

        const exit = yield* calledOff(
          TaskScope.run(function* (scope) {
            yield* scope.fork(function* () {
              yield* scope.complete(1)
              beyond++
            })
            yield* scope.fork(function* () {
              yield* scope.interrupt()
              beyond++
            })
            yield* Effect.never
            beyond++
          })
        )

        claim(exit._tag === "Success" || Exit.isFailure(exit), "no exit")
        same(beyond, 0, "steps beyond")
      })
    ))
})

describe("shield", () => {
  it("what is shielded runs to its end before the caller does", () =>
    holds(
      Effect.gen(function* () {
        let [begun, ended] = [0, 0]
        const work = Effect.gen(function* () {
          begun++
          yield* Effect.yieldNow
          yield* TaskScope.run(function* (scope) {
            yield* scope.fork(Effect.yieldNow)
          })
          ended++
        })

        yield* calledOff(
          TaskScope.run(function* (scope) {
            yield* scope.fork(TaskScope.shield(work))
            yield* TaskScope.shield(work)
          })
        )

        same(ended, begun, "ended")
      })
    ))

  it("hides the failure of a sibling from what is shielded", () =>
    holds(
      Effect.gen(function* () {
        let [begun, ended] = [0, 0]
        const work = Effect.andThen(
          Effect.sync(() => void begun++),
          Effect.andThen(
            Effect.sleep(10),
            Effect.sync(() => void ended++)
          )
        )

        const exit = yield* Effect.exit(
          TaskScope.run(
            function* (scope) {
              yield* scope.fork(TaskScope.shield(work))
              yield* scope.fork(Effect.andThen(Effect.yieldNow, Effect.fail("down")))
            },
            { deadline: 5 }
          )
        )

        same([failures(exit), ended], [["down"], begun], "failures and ends")
      })
    ))

  it("lets the scopes inside it be interrupted from inside", () =>
    holds(
      Effect.gen(function* () {
        const ends = new Ends()

        const exit = yield* Effect.exit(
          TaskScope.shield(
            TaskScope.run(function* (scope) {
              yield* scope.fork(ends.around(Effect.never))
              yield* scope.fork(Effect.andThen(Effect.yieldNow, Effect.fail("inside")))
            })
          )
        )

        same(failures(exit), ["inside"], "failures")
        ends.check()
      })
    ))
})
