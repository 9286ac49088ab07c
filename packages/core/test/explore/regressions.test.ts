/** What Explore has found in scopes, with the token of the schedule that showed it before the correction. */
import { assert, describe, it } from "@effect/vitest"
import { Effect, Exit, Fiber } from "effect"
import { TaskScope, Unhandled } from "../../src/index.ts"
import { runChoosing } from "../support/explorer.ts"
import { seeded } from "../support/random.ts"
import { claim, neverAgain, same } from "../support/explored.ts"
import { failures } from "../support/finish.ts"

const soon = <A, E>(self: Effect.Effect<A, E>) => Effect.andThen(Effect.yieldNow, self)

/** Counts what `Unhandled` hears. */
const counting = (log: { heard: number }) => Unhandled.withHandler(() => Effect.sync(() => void log.heard++))

describe("regressions", () => {
  // The task was interrupted by the wait for `ready` alone; a starter interrupted before that left it running for ever.
  it("start interrupts its task also when the caller is interrupted between the fork and the wait", () =>
    neverAgain(
      "hx1:seed=42;dev=17>1.e6c0;end=27.4db7",
      TaskScope.supervise(function* (scope) {
        const starter = yield* scope.fork(scope.start((_ready: TaskScope.Ready) => Effect.never))
        yield* Effect.yieldNow
        yield* starter.interrupt
      })
    ))

  // As before, without any automatic yield: the starter has forked, and waits to take its slot back.
  it("start interrupts its task also when the caller is interrupted while it waits for its slot", () =>
    neverAgain(
      "hx1:seed=42;at=await;dev=;end=17.d054",
      TaskScope.supervise(
        function* (scope) {
          const starter = yield* scope.fork(scope.start((_ready: TaskScope.Ready) => Effect.never))
          yield* Effect.yieldNow
          yield* starter.interrupt
        },
        { limit: 1 }
      )
    ))

  // The slot was lent some operations before the handler that ends the lending was in place. Explore passes no turn on
  // between operations that only steer a fiber, so this is run by turns of so many steps, as the runtime's own yield is.
  it("a task whose fiber was interrupted as it began to wait still holds its slot", () => {
    const program = TaskScope.supervise(
      function* (scope) {
        yield* scope.fork(
          Effect.gen(function* () {
            const other = yield* scope.fork(Effect.yieldNow)
            const joiner = yield* Effect.forkChild(other.join)
            yield* Effect.yieldNow
            yield* Fiber.interrupt(joiner)
            // With this task, one more makes two: a third finds no slot.
            const more = [yield* scope.tryFork(Effect.never), yield* scope.tryFork(Effect.never)]
            for (const task of more) if (task !== false) yield* task.interruptNow
            claim(more.includes(false), "the task runs without a slot")
          }),
          { name: "two" }
        )
      },
      { limit: 2, onFailure: (_, cause) => Effect.failCause(cause).pipe(Effect.orDie) }
    )
    for (const stepsPerTurn of [4, 5, 6, 7, 8, 9, 11, 13]) {
      const random = seeded(stepsPerTurn)
      for (let run = 0; run < 100; run++) {
        const exit = runChoosing(program, random.below, stepsPerTurn)
        assert.isTrue(exit !== undefined && Exit.isSuccess(exit), `${stepsPerTurn} steps per turn: ${String(exit)}`)
      }
    }
  })

  // The request for the slot stayed in the queue, in the way of forks, after the task had gone on without it.
  it("a task interrupted while it waits for its slot leaves no request for it in the queue", () =>
    neverAgain(
      "hx1:seed=42;at=await;dev=8>3.dc45,9>-1.c157,18>0.602c;end=20.ca7c",
      TaskScope.run(
        function* (scope) {
          const victim = yield* scope.fork(function* () {
            const child = yield* scope.fork(Effect.yieldNow)
            yield* child.join
          })
          yield* scope.fork(Effect.yieldNow)
          yield* victim.interruptNow
        },
        { limit: 1 }
      )
    ))

  // The failure was kept for the interrupter, which was itself interrupted before it met it; nobody ever heard of it.
  it("a cleanup that fails is the scope's failure when its interrupter goes away as it ends", () =>
    neverAgain(
      "hx1:seed=42;at=await;dev=7>1.1b9c;end=11.0229",
      Effect.gen(function* () {
        let [met, cleaned] = [0, 0]
        const exit = yield* Effect.exit(
          TaskScope.run(function* (scope) {
            const broken = Effect.suspend(() => (cleaned++, Effect.die("cleanup")))
            const task = yield* scope.fork(Effect.onExit(Effect.never, () => soon(broken)))
            const meet = Effect.sync(() => void met++)
            const interrupter = yield* scope.fork(Effect.catchDefect(task.interrupt, () => meet))
            yield* Effect.yieldNow
            yield* interrupter.interruptNow
          })
        )

        claim(failures(exit).length + met >= cleaned, "nobody heard of the failure")
      }),
      ["await"]
    ))

  // It was interrupted with the rest of the scope, before the operation that makes it uninterruptible.
  it("the report of a failure is not interrupted with the scope that it is about", () =>
    neverAgain(
      "hx1:seed=42;dev=;end=21.f94e",
      Effect.gen(function* () {
        const log = { heard: 0 }
        let died = 0
        const dying = Effect.uninterruptible(soon(Effect.suspend(() => (died++, Effect.die("down")))))
        yield* Effect.exit(
          TaskScope.supervise(function* (scope) {
            yield* scope.fork(dying)
            yield* Effect.yieldNow
            return yield* Effect.fail("body")
          }).pipe(counting(log))
        )

        same(log.heard, died, "reports")
      })
    ))

  // Whoever waited for the exit had "seen" the failure as soon as it was woken, even if it was interrupted right then.
  it("a failure is reported when the only one who awaited it is interrupted as it is woken", () =>
    neverAgain(
      "hx1:seed=42;at=await;dev=;end=12.e729",
      Effect.gen(function* () {
        const log = { heard: 0 }
        let seen = 0
        yield* TaskScope.supervise(function* (scope) {
          const bad = yield* scope.fork(soon(Effect.fail("down")))
          const awaiter = yield* scope.fork(Effect.map(bad.await, () => void seen++))
          yield* Effect.yieldNow
          yield* awaiter.interruptNow
        }).pipe(counting(log))

        same(log.heard + seen, 1, "reports and views")
      }),
      ["await"]
    ))
})
