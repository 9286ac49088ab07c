import { describe, it } from "@effect/vitest"
import { Deferred, Effect, Exit, Fiber } from "effect"
import { Explore } from "@heddle/explore"
import { TaskScope } from "../../src/index.ts"
import { Ends } from "../support/ends.ts"
import { called, calledOff, claim, holds, holdsInterrupted } from "../support/explored.ts"

/** Tasks that fork and join in their own full scope. */
const crowded = (ends: Ends, limit: number) =>
  TaskScope.run(
    function* (scope) {
      for (let i = 0; i < 2; i++) {
        yield* scope.fork(function* () {
          const child = yield* scope.fork(ends.around(Effect.yieldNow))
          yield* child.join
          yield* ends.around(Effect.yieldNow)
        })
      }
    },
    { limit }
  )

/** As `crowded`, with one task that is interrupted by name; the others have to get through. */
const oneInterrupted = (interrupter: (task: TaskScope.Task<void>) => Effect.Effect<void>) =>
  Effect.gen(function* () {
    const ends = new Ends()
    let finished = 0

    yield* TaskScope.run(
      function* (scope) {
        const family = (name: string) =>
          function* () {
            yield* Effect.yieldNow
            const child = yield* scope.fork(ends.around(Effect.yieldNow), { name: `child of ${name}` })
            yield* child.join
            yield* ends.around(Effect.yieldNow)
            finished++
          }
        const victim = yield* scope.fork(family("victim"), { name: "victim" })
        yield* scope.fork(family("other"))
        yield* scope.fork(() => interruption(interrupter(victim)), { daemon: true })
        yield* scope.fork(family("another"))
        yield* victim.await
      },
      { limit: 1 }
    )

    claim(finished >= 2, `${finished} finished`)
    ends.check()
  })

function* interruption(effect: Effect.Effect<void>) {
  yield* effect
}

describe("a limit under interruption", () => {
  for (const limit of [1, 2]) {
    it(`of ${limit}: the caller may be interrupted at any operation`, () =>
      holdsInterrupted(
        "caller",
        Effect.gen(function* () {
          const ends = new Ends()
          yield* called(crowded(ends, limit))
          ends.check()
        })
      ))

    it(`of ${limit}: the caller may be interrupted at any moment`, () =>
      holds(
        Effect.gen(function* () {
          const ends = new Ends()
          yield* calledOff(crowded(ends, limit))
          ends.check()
        }),
        { schedules: 500 }
      ))
  }

  it("a task interrupted by name while it waits for a slot leaves the others theirs", () =>
    holds(
      oneInterrupted((task) => task.interrupt),
      { schedules: 1000 }
    ))

  it("the same where nobody waits for its end", () =>
    holds(
      oneInterrupted((task) => task.interruptNow),
      { schedules: 1000 }
    ))

  it("a task struck at any operation leaves the others their slots", () =>
    holdsInterrupted(
      "victim",
      Effect.gen(function* () {
        let finished = 0
        yield* TaskScope.run(
          function* (scope) {
            const leaf = Effect.yieldNow
            const family = TaskScope.run(function* () {
              yield* (yield* scope.fork(leaf)).join
              yield* Effect.yieldNow
            })
            yield* scope.fork(Explore.named("victim")(family))
            yield* scope.fork(Effect.tap(family, () => Effect.sync(() => void finished++)))
            yield* scope.fork(Effect.tap(family, () => Effect.sync(() => void finished++)))
          },
          { limit: 1 }
        )
        claim(finished === 2, `${finished} finished`)
      })
    ))

  it("a fork that is interrupted while it waits for its slot takes no slot with it", () =>
    holds(
      Effect.gen(function* () {
        let after = 0

        yield* TaskScope.supervise(
          function* (scope) {
            yield* scope.fork(Effect.forEach([1, 2], () => Effect.yieldNow))
            const waiting = yield* Effect.forkChild(scope.fork(Effect.yieldNow), { startImmediately: true })
            yield* Effect.yieldNow
            waiting.interruptUnsafe()
            const last = yield* scope.fork(Effect.sync(() => void after++))
            yield* last.await
          },
          { limit: 1 }
        )

        claim(after === 1, "the last task did not run")
      }),
      { schedules: 500 }
    ))

  it("a task goes on lending its slot for one of its fibers when another is interrupted in its wait", () =>
    holds(
      Effect.gen(function* () {
        yield* TaskScope.supervise(
          function* (scope) {
            const gate = yield* Deferred.make<void>()
            const gated = yield* scope.fork(Deferred.await(gate), { daemon: true })
            yield* scope.fork(
              Effect.gen(function* () {
                const one = yield* Effect.forkChild(gated.await, { startImmediately: true })
                const other = yield* Effect.forkChild(gated.await, { startImmediately: true })
                yield* Effect.yieldNow
                yield* Fiber.interrupt(one)
                yield* Fiber.await(other)
              })
            )
            yield* scope.fork(Deferred.succeed(gate, undefined))
          },
          { limit: 1 }
        )
      })
    ))

  it("a fork that waits for its slot as the scope closes is refused, or was in time", () =>
    holds(
      Effect.gen(function* () {
        const fiber = yield* TaskScope.supervise(
          function* (scope) {
            yield* scope.fork(Effect.yieldNow)
            const fiber = yield* Effect.forkDetach(Effect.exit(scope.fork(Effect.yieldNow)), { startImmediately: true })
            yield* Effect.yieldNow
            return fiber
          },
          { limit: 1 }
        )
        const exit = yield* Fiber.join(fiber)

        claim(Exit.isSuccess(exit) || String(exit.cause).includes("ScopeClosedError"), String(exit))
      })
    ))

  it("a failure while forks and joins wait interrupts them all, and every slot comes back", () =>
    holds(
      Effect.gen(function* () {
        const ends = new Ends()

        const exit = yield* Effect.exit(
          TaskScope.run(
            function* (scope) {
              for (let i = 0; i < 2; i++) {
                yield* scope.fork(function* () {
                  const child = yield* scope.fork(ends.around(Effect.yieldNow))
                  yield* child.join
                })
              }
              yield* scope.fork(Effect.andThen(Effect.yieldNow, Effect.fail("down")))
              yield* scope.fork(ends.around(Effect.never))
            },
            { limit: 1 }
          )
        )

        claim(Exit.isFailure(exit), "succeeded")
        ends.check()
      }),
      { schedules: 500 }
    ))
})
