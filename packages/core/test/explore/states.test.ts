import { assert, describe, it } from "@effect/vitest"
import { Effect, Exit } from "effect"
import { TaskScope } from "../../src/index.ts"
import { Ends } from "../support/ends.ts"
import { called, calledOff, claim, holds, holdsInterrupted } from "../support/explored.ts"

/** A body that forks two tasks, each of which forks two more into the same scope. */
const growing = (ends: Ends) =>
  TaskScope.run(function* (scope) {
    for (let i = 0; i < 2; i++) {
      yield* scope.fork(function* () {
        yield* Effect.yieldNow
        yield* scope.fork(ends.around(Effect.yieldNow))
        yield* scope.fork(ends.around(Effect.yieldNow))
      })
    }
    return "body"
  })

describe("the states of a scope", () => {
  it("a scope outlives the tasks that tasks fork while it joins", () =>
    holds(
      Effect.gen(function* () {
        const ends = new Ends()

        const value = yield* growing(ends)

        claim(value === "body", `the value is ${value}`)
        ends.check(4)
      })
    ))

  it("a scope whose caller is interrupted at any operation has ended all that began", () =>
    holdsInterrupted(
      "caller",
      Effect.gen(function* () {
        const ends = new Ends()

        yield* called(growing(ends))

        ends.check()
      })
    ))

  it("a scope whose caller is interrupted while it waits has ended all that began", () =>
    holds(
      Effect.gen(function* () {
        const ends = new Ends()

        yield* calledOff(growing(ends))

        ends.check()
      })
    ))

  it("a fork into a scope that is being interrupted is interrupted too, and awaited", () =>
    holds(
      Effect.gen(function* () {
        const ends = new Ends()

        yield* Effect.exit(
          TaskScope.run(function* (scope) {
            yield* scope.fork(Effect.andThen(Effect.yieldNow, Effect.fail("down")))
            yield* scope.fork(function* () {
              try {
                yield* Effect.never
              } finally {
                yield* scope.fork(ends.around(Effect.never))
              }
            })
            yield* scope.fork(ends.around(Effect.never))
          })
        )

        ends.check()
      })
    ))

  it("a scope that ends by itself is either joining or closed when its last task ends, and never open", () =>
    holds(
      Effect.gen(function* () {
        const seen: Array<string> = []

        yield* TaskScope.run(function* (scope) {
          const tell = Effect.sync(() => void seen.push(scope.state))
          yield* scope.fork(Effect.andThen(Effect.yieldNow, tell))
          yield* Effect.ensuring(Effect.yieldNow, tell)
        })

        claim(seen.length === 2 && seen.every((state) => state === "open" || state === "joining"), seen.join())
      })
    ))

  it("a handle shows the states in their order, whoever looks", async () => {
    const outcomes = await holds(
      Effect.gen(function* () {
        const seen: Array<string> = []
        let handle: TaskScope.TaskScope | undefined

        yield* Effect.exit(
          TaskScope.run(function* (scope) {
            handle = scope
            const tell = Effect.sync(() => void seen.push(scope.state))
            yield* scope.fork(Effect.forEach([tell, Effect.yieldNow, tell], (step) => step))
            yield* scope.fork(
              Effect.andThen(
                Effect.yieldNow,
                Effect.ensuring(
                  Effect.fail("down"),
                  Effect.sync(() => void seen.push(scope.state))
                )
              )
            )
          })
        )

        seen.push(handle?.state ?? "none")
        const order = ["open", "joining", "interrupting", "closed"]
        const places = seen.map((state) => order.indexOf(state))
        claim(
          places.every((place, i) => place >= (places[i - 1] ?? 0)),
          seen.join()
        )
        return seen.join()
      })
    )

    assert.isAbove(outcomes.size, 1, "the schedules all look alike")
  })

  it("a fork into a closed scope is refused, and nothing starts", () =>
    holds(
      Effect.gen(function* () {
        let started = 0
        const count = Effect.sync(() => void started++)

        const exit = yield* Effect.exit(
          TaskScope.run(function* (outer) {
            const inner = yield* TaskScope.run(function* (scope) {
              yield* Effect.yieldNow
              return scope
            })
            yield* outer.fork(count)
            yield* outer.fork(function* () {
              yield* inner.fork(count)
            })
          })
        )

        claim(Exit.isFailure(exit) && String(exit.cause).includes("ScopeClosedError"), String(exit))
        claim(started <= 1, `${started} tasks started`)
      })
    ))

  it("a task that forks into the scope around its own holds that scope open", () =>
    holds(
      Effect.gen(function* () {
        const ends = new Ends()

        yield* TaskScope.run(function* (outer) {
          yield* TaskScope.run(function* (inner) {
            for (let i = 0; i < 2; i++) {
              yield* inner.fork(function* () {
                yield* Effect.yieldNow
                yield* outer.fork(ends.around(Effect.yieldNow))
              })
            }
          })
        })

        ends.check(2)
      })
    ))

  it("an empty scope gives its caller's value back whenever it is interrupted", () =>
    holds(
      Effect.gen(function* () {
        const exit = yield* calledOff(TaskScope.run(function* () {}))

        claim(Exit.isSuccess(exit) || Exit.hasInterrupts(exit), String(exit))
      })
    ))
})
