import { assert, describe, it } from "@effect/vitest"
import { Effect, Exit } from "effect"
import { Deadline, TaskScope } from "../../src/index.ts"
import { Ends } from "../support/ends.ts"
import { calledOff, claim, holds, same, sorted } from "../support/explored.ts"
import { failures } from "../support/finish.ts"

const tags = (exit: Exit.Exit<unknown, unknown>) =>
  failures(exit).map((failure) => (failure instanceof Error && "_tag" in failure ? failure._tag : failure))

describe("a deadline", () => {
  it("at the instant of the result gives the result or the error, and leaves nothing", async () => {
    const outcomes = await holds(
      Effect.gen(function* () {
        const ends = new Ends()

        const exit = yield* Effect.exit(
          TaskScope.run(
            function* (scope) {
              yield* scope.fork(ends.around(Effect.sleep(10)))
              yield* ends.around(Effect.sleep(10))
              return "result"
            },
            { deadline: 10 }
          )
        )

        ends.check()
        claim(Exit.isSuccess(exit) || tags(exit).join() === "DeadlineExceededError", String(exit))
        return Exit.isSuccess(exit)
      })
    )

    assert.deepEqual(sorted(outcomes), ["false", "true"])
  })

  it("moves on with the value of onDeadline once all has ended", () =>
    holds(
      Effect.gen(function* () {
        const ends = new Ends()

        const value = yield* TaskScope.run(
          function* (scope) {
            yield* scope.fork(ends.around(Effect.never))
            yield* ends.around(Effect.sleep(10))
            return "result"
          },
          { deadline: 5, onDeadline: () => "late" }
        )

        claim(value === "late", value)
        ends.check(2)
      })
    ))

  it("of an inner scope that ties with the outer one fails one of them, and the outer is never both", () =>
    holds(
      Effect.gen(function* () {
        const inner = TaskScope.run(
          function* () {
            yield* Effect.never
          },
          { deadline: 10, name: "inner" }
        )

        const exit = yield* Effect.exit(
          TaskScope.run(
            function* () {
              return yield* Effect.catchTag(inner, "DeadlineExceededError", (error) => Effect.succeed(error.scope))
            },
            { deadline: 10, name: "outer" }
          )
        )

        const found = Exit.isSuccess(exit) ? [exit.value] : tags(exit)
        claim(["inner", "DeadlineExceededError"].includes(found.join()), found.join())
      })
    ))

  it("that is moved later as it passes either passed or was moved", () =>
    holds(
      Effect.gen(function* () {
        const exit = yield* Effect.exit(
          TaskScope.run(
            function* (scope) {
              yield* scope.fork(Effect.andThen(Effect.sleep(10), scope.deadline.extend(10)), { name: "mover" })
              yield* Effect.sleep(15)
            },
            { deadline: 10 }
          )
        )

        claim(Exit.isSuccess(exit) || tags(exit).join() === "DeadlineExceededError", String(exit))
      })
    ))

  it("that is moved later before it passes does not pass at its old instant", () =>
    holds(
      Effect.gen(function* () {
        yield* TaskScope.run(
          function* (scope) {
            yield* scope.fork(Effect.andThen(Effect.sleep(5), scope.deadline.extend(20)))
            yield* scope.fork(Effect.andThen(Effect.sleep(6), scope.deadline.restart(10)))
            yield* Effect.sleep(15)
          },
          { deadline: 10 }
        )
      })
    ))

  it("that is moved into the past interrupts everything at once", () =>
    holds(
      Effect.gen(function* () {
        const ends = new Ends()
        let beyond = 0

        const exit = yield* Effect.exit(
          TaskScope.run(
            function* (scope) {
              yield* scope.fork(ends.around(Effect.never))
              yield* Effect.yieldNow
              yield* scope.deadline.moveTo(-1)
              yield* Effect.never
              beyond++
            },
            { deadline: 1000 }
          )
        )

        same([tags(exit), beyond], [["DeadlineExceededError"], 0], "failures and steps beyond")
        ends.check()
      })
    ))

  it("that ties with a failure comes out alone, or not at all", () =>
    holds(
      Effect.gen(function* () {
        const exit = yield* Effect.exit(
          TaskScope.run(
            function* (scope) {
              yield* scope.fork(Effect.andThen(Effect.sleep(10), Effect.fail("down")))
              yield* Effect.sleep(20)
            },
            { deadline: 10 }
          )
        )

        claim(
          ["down", "DeadlineExceededError", "down,DeadlineExceededError"].includes(tags(exit).join()),
          tags(exit).join()
        )
      })
    ))

  it("passes under no schedule after the scope has ended", () =>
    holds(
      Effect.gen(function* () {
        const value = yield* TaskScope.run(function* () {
          yield* TaskScope.run(
            function* (scope) {
              yield* scope.fork(Effect.sleep(9))
            },
            { deadline: 10 }
          )
          yield* Effect.sleep(10)
          return "after"
        })

        claim(value === "after", value)
      })
    ))

  it("around an effect whose caller is interrupted at that instant ends the effect once", () =>
    holds(
      Effect.gen(function* () {
        const ends = new Ends()

        const exit = yield* calledOff(Deadline.within(10)(ends.around(Effect.sleep(10))))

        claim(Exit.isSuccess(exit) || ["interrupt", "DeadlineExceededError"].includes(tags(exit).join()), String(exit))
        ends.check()
      })
    ))

  for (const [name, list] of Object.entries({
    any: (tasks: ReadonlyArray<Effect.Effect<number>>) => TaskScope.any(tasks, { deadline: 10, onDeadline: () => -1 }),
    quorum: (tasks: ReadonlyArray<Effect.Effect<number>>) =>
      TaskScope.quorum(tasks, 2, { deadline: 10, onDeadline: () => -1 }),
    until: (tasks: ReadonlyArray<Effect.Effect<number>>) => TaskScope.until(tasks, () => false, { deadline: 10 })
  })) {
    it(`of ${name} that ties with its tasks leaves none of them`, () =>
      holds(
        Effect.gen(function* () {
          const ends = new Ends()
          const task = (value: number) => ends.around(Effect.as(Effect.sleep(10), value))

          const exit = yield* Effect.exit<unknown, unknown, never>(list([task(1), task(2), task(3)]))

          claim(Exit.isSuccess(exit), String(exit))
          ends.check(3)
        })
      ))
  }
})
