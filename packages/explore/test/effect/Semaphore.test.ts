/** Explore on `effect/Semaphore`. */
import { describe, it } from "@effect/vitest"
import { Effect, Fiber, Semaphore } from "effect"
import { claim, ended, gauge, holds, holdsInterrupted, together, victim } from "../support/programs.ts"

const isFree = (semaphore: Semaphore.Semaphore, permits: number) =>
  Effect.gen(function* () {
    yield* claim(yield* semaphore.takeIfAvailable(permits), `${permits} permits are not free`)
    yield* claim(!(yield* semaphore.takeIfAvailable(1)), "there are more permits than made")
    yield* semaphore.release(permits)
  })

describe("Semaphore", () => {
  it.effect("withPermit lets at most as many in as there are permits", () =>
    holds(
      Effect.gen(function* () {
        const semaphore = yield* Semaphore.make(2)
        const room = yield* gauge
        const call = semaphore.withPermit(room.wrap(Effect.yieldNow))
        yield* together(call, call, call)
        yield* claim(room.peak <= 2 && room.entered === 3, `${room.entered} entered, up to ${room.peak} at once`)
        yield* isFree(semaphore, 2)
      })
    )
  )

  it.effect("withPermits of different sizes never hand out more than there are, and all get their turn", () =>
    holds(
      Effect.gen(function* () {
        const semaphore = yield* Semaphore.make(3)
        let held = 0
        const hold = (n: number) =>
          semaphore.withPermits(n)(
            Effect.gen(function* () {
              held += n
              yield* Effect.yieldNow
              yield* claim(held <= 3, `${held} permits are out`)
              held -= n
            })
          )
        yield* together(hold(3), hold(1), hold(2), hold(1))
        yield* isFree(semaphore, 3)
      })
    )
  )

  it.effect("take and release by different fibers conserve the permits", () =>
    holds(
      Effect.gen(function* () {
        const semaphore = yield* Semaphore.make(1)
        const pass = Effect.andThen(semaphore.take(1), semaphore.release(1))
        yield* together(pass, pass, pass)
        yield* isFree(semaphore, 1)
      })
    )
  )

  it.effect("takeIfAvailable takes at once or not at all", () =>
    holds(
      Effect.gen(function* () {
        const semaphore = yield* Semaphore.make(1)
        let holders = 0
        const tryOnce = Effect.gen(function* () {
          if (!(yield* semaphore.takeIfAvailable(1))) return
          holders++
          yield* claim(holders === 1, "two hold the one permit")
          holders--
          yield* semaphore.release(1)
        })
        yield* together(tryOnce, tryOnce, semaphore.withPermit(Effect.yieldNow))
        yield* isFree(semaphore, 1)
      })
    )
  )

  it.effect("resize wakes everybody it makes room for", () =>
    holds(
      Effect.gen(function* () {
        const semaphore = yield* Semaphore.make(0)
        const call = semaphore.withPermit(Effect.yieldNow)
        yield* together(call, call, semaphore.resize(2))
        yield* isFree(semaphore, 2)
      })
    )
  )

  it.effect("a smaller number of permits is kept to as soon as those out are back", () =>
    holds(
      Effect.gen(function* () {
        const semaphore = yield* Semaphore.make(2)
        const call = semaphore.withPermit(Effect.yieldNow)
        yield* together(call, call, semaphore.resize(1), call)
        yield* isFree(semaphore, 1)
      })
    )
  )

  it.effect("withPermits gives back what it took and wakes the next, wherever it is interrupted", () =>
    holdsInterrupted(
      Effect.gen(function* () {
        const semaphore = yield* Semaphore.make(2)
        const first = yield* victim(semaphore.withPermits(2)(Effect.yieldNow))
        const second = yield* Effect.forkChild(semaphore.withPermit(Effect.yieldNow))
        const third = yield* Effect.forkChild(semaphore.withPermits(2)(Effect.yieldNow))
        yield* Fiber.join(second)
        yield* Fiber.join(third)
        yield* ended(first)
        yield* isFree(semaphore, 2)
      }),
      "victim"
    )
  )

  it.effect("a waiter that is interrupted leaves its place to those behind it", () =>
    holdsInterrupted(
      Effect.gen(function* () {
        const semaphore = yield* Semaphore.make(1)
        yield* semaphore.take(1)
        const waiter = yield* victim(semaphore.withPermit(Effect.void))
        const behind = yield* Effect.forkChild(semaphore.withPermit(Effect.void))
        yield* semaphore.release(1)
        yield* Fiber.join(behind)
        yield* ended(waiter)
        yield* isFree(semaphore, 1)
      }),
      "victim"
    )
  )

  it.effect("takeScoped gives back with the scope, wherever it is interrupted", () =>
    holdsInterrupted(
      Effect.gen(function* () {
        const semaphore = yield* Semaphore.make(1)
        const use = Effect.scoped(Effect.andThen(semaphore.takeScoped(1), Effect.yieldNow))
        const first = yield* victim(use)
        yield* use
        yield* ended(first)
        yield* isFree(semaphore, 1)
      }),
      "victim"
    )
  )
})
