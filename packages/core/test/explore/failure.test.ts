import { assert, describe, it } from "@effect/vitest"
import { Effect, Exit } from "effect"
import { InterruptReason, TaskScope } from "../../src/index.ts"
import { Ends } from "../support/ends.ts"
import { calledOff, claim, holds, same, sorted } from "../support/explored.ts"
import { failures } from "../support/finish.ts"

const soon = <A, E>(self: Effect.Effect<A, E>) => Effect.andThen(Effect.yieldNow, self)

describe("the failure of a scope", () => {
  it("the first failure interrupts the siblings and the body, and all cleanup is awaited", () =>
    holds(
      Effect.gen(function* () {
        const ends = new Ends()

        const exit = yield* Effect.exit(
          TaskScope.run(function* (scope) {
            yield* scope.fork(ends.around(Effect.never))
            yield* scope.fork(soon(Effect.fail("down")))
            yield* scope.fork(ends.around(Effect.never))
            yield* ends.around(Effect.never)
          })
        )

        ends.check()
        same(failures(exit), ["down"], "failures")
      })
    ))

  it("of two tasks that fail at once, both are in the cause or the second never got that far", async () => {
    const outcomes = await holds(
      Effect.gen(function* () {
        let reached = 0
        const failing = (name: string) => soon(Effect.suspend(() => (reached++, Effect.fail(name))))

        const exit = yield* Effect.exit(
          TaskScope.run(function* (scope) {
            yield* scope.fork(Effect.uninterruptible(failing("one")))
            yield* scope.fork(Effect.uninterruptible(failing("two")))
          })
        )

        same(sorted(failures(exit)), reached === 2 ? ["one", "two"] : failures(exit), "failures")
        claim(failures(exit).length === reached, `${reached} failed`)
        return failures(exit).join()
      })
    )

    assert.deepEqual(
      sorted(outcomes),
      ["one", "one,two", "two", "two,one"].filter((o) => outcomes.has(o))
    )
    assert.isTrue(outcomes.has("one,two") && outcomes.has("two,one"), [...outcomes].join(" | "))
  })

  it("what fails while it is interrupted stands behind what failed first", () =>
    holds(
      Effect.gen(function* () {
        let first: string | undefined
        const failing = (name: string) =>
          Effect.onExit(Effect.never, () => Effect.andThen(Effect.yieldNow, Effect.die(name)))

        const exit = yield* Effect.exit(
          TaskScope.run(function* (scope) {
            yield* scope.fork(failing("late"))
            yield* scope.fork(soon(Effect.suspend(() => ((first = "task"), Effect.fail("task")))))
            yield* Effect.yieldNow
            yield* Effect.suspend(() => ((first ??= "body"), Effect.fail("body")))
          })
        )

        const found = failures(exit)
        claim(found[0] === first, `${found.join()} where ${first} came first`)
        claim(
          found.every((failure, at) => found.indexOf(failure) === at),
          `twice: ${found.join()}`
        )
      }),
      { schedules: 300 }
    ))

  it("a sibling is told of the failure that came first", () =>
    holds(
      Effect.gen(function* () {
        const told: Array<string | undefined> = []
        const probe = Effect.onExit(Effect.never, (exit) =>
          Effect.sync(() => {
            if (Exit.isFailure(exit)) told.push(InterruptReason.fromCause(exit.cause)?.task)
          })
        )

        const exit = yield* Effect.exit(
          TaskScope.run(function* (scope) {
            yield* scope.fork(probe)
            yield* scope.fork(probe)
            yield* scope.fork(soon(Effect.fail("one")), { name: "one" })
            yield* scope.fork(soon(Effect.fail("two")), { name: "two" })
          })
        )

        claim(
          told.every((task) => task === failures(exit)[0]),
          `${told.join()} told, ${failures(exit).join()} failed`
        )
      })
    ))

  it("the joiner of a failing task goes no further, however it comes to join", () =>
    holds(
      Effect.gen(function* () {
        let beyond = 0

        const exit = yield* Effect.exit(
          TaskScope.run(function* (scope) {
            const task = yield* scope.fork(soon(Effect.fail("down")))
            yield* scope.fork(
              Effect.andThen(
                task.join,
                Effect.sync(() => void beyond++)
              )
            )
            yield* Effect.yieldNow
            yield* task.join
            beyond++
          })
        )

        same([failures(exit), beyond], [["down"], 0], "failures and joiners that went on")
      })
    ))

  it("a scope that fails does not interrupt its caller", () =>
    holds(
      Effect.gen(function* () {
        const broken = TaskScope.run(function* (scope) {
          yield* scope.fork(Effect.never)
          yield* scope.fork(soon(Effect.fail("down")))
        })

        const value = yield* TaskScope.run(function* (scope) {
          const task = yield* scope.fork(broken.pipe(Effect.catch((error) => Effect.succeed(`was ${error}`))))
          return yield* task.join
        })

        claim(value === "was down", String(value))
      })
    ))

  it("a failure inside nested scopes comes out once", () =>
    holds(
      Effect.gen(function* () {
        const ends = new Ends()
        const inner = TaskScope.run(function* (scope) {
          yield* scope.fork(ends.around(Effect.never))
          yield* scope.fork(soon(Effect.fail("inner")))
        })

        const exit = yield* Effect.exit(
          TaskScope.run(function* (scope) {
            yield* scope.fork(ends.around(Effect.never))
            yield* scope.fork(inner)
          })
        )

        ends.check()
        same(failures(exit), ["inner"], "failures")
      })
    ))

  it("a caller interrupted while a task fails gets both, or the one that came", () =>
    holds(
      Effect.gen(function* () {
        const ends = new Ends()

        const exit = yield* calledOff(
          TaskScope.run(function* (scope) {
            yield* scope.fork(ends.around(Effect.never))
            yield* scope.fork(soon(Effect.fail("down")))
          })
        )

        ends.check()
        const found = sorted(failures(exit)).join()
        claim(["down", "interrupt", "down,interrupt"].includes(found), found)
      }),
      { schedules: 300 }
    ))

  it("a cleanup that fails while the caller is interrupted comes out of the caller", () =>
    holds(
      Effect.gen(function* () {
        let died = 0
        const dying = Effect.andThen(
          Effect.yieldNow,
          Effect.suspend(() => (died++, Effect.die("cleanup")))
        )

        const exit = yield* calledOff(
          TaskScope.run(function* (scope) {
            yield* scope.fork(Effect.onExit(Effect.sleep(1), () => dying))
          })
        )

        same(failures(exit).filter((failure) => failure === "cleanup").length, died, "defects")
      })
    ))
})
