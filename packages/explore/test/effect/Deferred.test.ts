/** Explore on `effect/Deferred`. */
import { describe, it } from "@effect/vitest"
import { Deferred, Effect, Exit, Fiber } from "effect"
import { claim, ended, holds, holdsInterrupted, together, victim } from "../support/programs.ts"

describe("Deferred", () => {
  it.effect("is completed by one of those who complete it, and everybody gets that value", () =>
    holds(
      Effect.gen(function* () {
        const deferred = yield* Deferred.make<number>()
        const winners: Array<number> = []
        const seen: Array<number> = []
        const complete = (n: number) =>
          Effect.map(Deferred.succeed(deferred, n), (first) => void (first && winners.push(n)))
        const wait = Effect.map(Deferred.await(deferred), (n) => void seen.push(n))
        yield* together(wait, complete(1), complete(2), wait)
        yield* claim(winners.length === 1, `${winners.length} completed it`)
        yield* claim(
          seen.length === 2 && seen.every((n) => n === winners[0]),
          `${String(winners)} completed it, seen ${String(seen)}`
        )
      })
    )
  )

  it.effect("passes a failure on to everybody who waits", () =>
    holds(
      Effect.gen(function* () {
        const deferred = yield* Deferred.make<number, string>()
        const waiters = yield* Effect.forEach([1, 2], () => Effect.forkChild(Deferred.await(deferred)))
        yield* Deferred.fail(deferred, "no")
        const exits = yield* Effect.forEach(waiters, Fiber.await)
        yield* claim(
          exits.every((exit) => Exit.isFailure(exit)),
          "a waiter got no failure"
        )
      })
    )
  )

  it.effect("a waiter that is interrupted holds up nobody else", () =>
    holdsInterrupted(
      Effect.gen(function* () {
        const deferred = yield* Deferred.make<number>()
        const first = yield* Effect.forkChild(Deferred.await(deferred))
        const gone = yield* victim(Deferred.await(deferred))
        const last = yield* Effect.forkChild(Deferred.await(deferred))
        yield* Effect.yieldNow
        yield* Deferred.succeed(deferred, 1)
        yield* Fiber.join(first)
        yield* Fiber.join(last)
        yield* ended(gone)
      }),
      "victim"
    )
  )

  it.effect("into tells those who wait, wherever it is interrupted after it began", () =>
    holdsInterrupted(
      Effect.gen(function* () {
        const deferred = yield* Deferred.make<number>()
        let began = false
        const work = Effect.suspend(() => {
          began = true
          return Effect.as(Effect.yieldNow, 1)
        })
        const worker = yield* victim(Deferred.into(work, deferred))
        yield* ended(worker)
        yield* claim(!began || (yield* Deferred.isDone(deferred)), "began, and nobody will ever hear")
      }),
      "victim"
    )
  )

  it.effect("interrupt ends those who wait", () =>
    holds(
      Effect.gen(function* () {
        const deferred = yield* Deferred.make<number>()
        const waiters = yield* Effect.forEach([1, 2], () => Effect.forkChild(Deferred.await(deferred)))
        yield* together(Deferred.interrupt(deferred), Effect.asVoid(Deferred.poll(deferred)))
        const exits = yield* Effect.forEach(waiters, Fiber.await)
        yield* claim(exits.every(Exit.hasInterrupts), "a waiter was not interrupted")
      })
    )
  )
})
