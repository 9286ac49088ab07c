import { describe, it } from "@effect/vitest"
import { Effect, Exit } from "effect"
import { InterruptReason, TaskScope } from "../../src/index.ts"
import { Ends } from "../support/ends.ts"
import { claim, holds, same } from "../support/explored.ts"
import { failures } from "../support/finish.ts"

describe("a task interrupted by name", () => {
  it("has ended, with its cleanup, when interrupt returns, whoever else interrupts it", () =>
    holds(
      Effect.gen(function* () {
        const ends = new Ends()
        let early = 0

        yield* TaskScope.run(function* (scope) {
          const task = yield* scope.fork(ends.around(Effect.never))
          const interrupter = Effect.andThen(
            task.interrupt,
            Effect.sync(() => {
              if (ends.ended < ends.begun) early++
            })
          )
          yield* scope.fork(interrupter)
          yield* scope.fork(interrupter)
          yield* task.interruptNow
        })

        same(early, 0, "returned before the cleanup had ended")
        ends.check()
      })
    ))

  it("kills two joiners with one TaskInterruptedError each, and nothing else", () =>
    holds(
      Effect.gen(function* () {
        const met: Array<string> = []

        yield* TaskScope.supervise(function* (scope) {
          const task = yield* scope.fork(Effect.never, { name: "gone" })
          const joiner = Effect.catchDefect(task.join, (defect) => Effect.sync(() => void met.push(String(defect))))
          yield* scope.fork(joiner)
          yield* scope.fork(joiner)
          yield* Effect.yieldNow
          yield* task.interrupt
        })

        claim(met.length === 2 && met.every((text) => text.includes("gone")), met.join())
      })
    ))

  it("whose cleanup fails is met by the interrupter or by the scope, and not by both", () =>
    holds(
      Effect.gen(function* () {
        let met = 0
        const broken = Effect.onExit(Effect.never, () => Effect.andThen(Effect.yieldNow, Effect.die("cleanup")))

        const exit = yield* Effect.exit(
          TaskScope.run(function* (scope) {
            const task = yield* scope.fork(broken)
            yield* Effect.yieldNow
            yield* Effect.catchDefect(task.interrupt, () => Effect.sync(() => void met++))
          })
        )

        same(failures(exit).length + met, Exit.isSuccess(exit) && met === 0 ? 0 : 1, "met")
      })
    ))

  it("whose cleanup fails is the scope's when the interrupter is interrupted meanwhile", () =>
    holds(
      Effect.gen(function* () {
        let [met, cleaned] = [0, 0]
        const broken = Effect.uninterruptibleMask((restore) =>
          Effect.onExit(restore(Effect.never), () =>
            Effect.andThen(
              Effect.yieldNow,
              Effect.suspend(() => (cleaned++, Effect.die("cleanup")))
            )
          )
        )

        const exit = yield* Effect.exit(
          TaskScope.run(function* (scope) {
            const task = yield* scope.fork(broken)
            const interrupter = yield* scope.fork(
              Effect.catchDefect(task.interrupt, () => Effect.sync(() => void met++))
            )
            yield* scope.fork(Effect.andThen(Effect.yieldNow, interrupter.interruptNow))
            yield* interrupter.await
            yield* task.interruptNow
          })
        )

        same(failures(exit).length + met, cleaned, "met")
      }),
      // Between any two operations an interrupt may take from the interrupter what it has just met.
      { schedules: 800, granularities: ["await"] }
    ))

  it("whose cleanup failed and was met by one interrupter is not the scope's when another goes away", () =>
    holds(
      Effect.gen(function* () {
        let met = 0
        const broken = Effect.onExit(Effect.never, () => Effect.andThen(Effect.yieldNow, Effect.die("cleanup")))

        const exit = yield* Effect.exit(
          TaskScope.run(function* (scope) {
            const task = yield* scope.fork(broken)
            const interrupter = Effect.catchDefect(task.interrupt, () => Effect.sync(() => void met++))
            yield* scope.fork(interrupter)
            const other = yield* scope.fork(interrupter)
            yield* Effect.yieldNow
            yield* other.interruptNow
          })
        )

        claim(met === 0 || Exit.isSuccess(exit), `met ${met} times, and by the scope`)
      }),
      { granularities: ["await"] }
    ))

  it("tells the reason that came first", () =>
    holds(
      Effect.gen(function* () {
        const reasons: Array<string | undefined> = []
        const probe = Effect.onExit(Effect.never, (exit) =>
          Effect.sync(() => {
            if (Exit.isFailure(exit)) reasons.push(InterruptReason.fromCause(exit.cause)?._tag)
          })
        )

        yield* Effect.exit(
          TaskScope.run(function* (scope) {
            const task = yield* scope.fork(probe)
            yield* scope.fork(Effect.andThen(Effect.yieldNow, Effect.fail("down")))
            yield* Effect.yieldNow
            yield* task.interruptNow
          })
        )

        claim(
          reasons.every((reason) => reason === "Explicit" || reason === "ChildFailed"),
          reasons.join()
        )
      })
    ))
})
