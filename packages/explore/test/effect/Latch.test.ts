/** Explore on `effect/Latch`. */
import { describe, it } from "@effect/vitest"
import { Effect, Fiber, Latch } from "effect"
import { claim, ended, holds, holdsInterrupted, together, victim } from "../support/programs.ts"

describe("Latch", () => {
  it.effect("lets nobody pass before it opens, and everybody after", () =>
    holds(
      Effect.gen(function* () {
        const latch = yield* Latch.make()
        let isOpen = false
        let passed = 0
        const wait = Effect.flatMap(latch.await, () =>
          Effect.suspend(() => {
            passed++
            return claim(isOpen, "passed a closed latch")
          })
        )
        const open = Effect.andThen(
          Effect.sync(() => (isOpen = true)),
          latch.open
        )
        yield* together(wait, open, wait)
        yield* claim(passed === 2, `${passed} of 2 passed`)
      })
    )
  )

  it.effect("opens for one of those who open it at once", () =>
    holds(
      Effect.gen(function* () {
        const latch = yield* Latch.make()
        let opened = 0
        const open = Effect.map(latch.open, (first) => void (opened += first ? 1 : 0))
        yield* together(open, latch.await, open)
        yield* claim(opened === 1, `${opened} opened it`)
      })
    )
  )

  it.effect("release lets pass who waits, and stays closed", () =>
    holds(
      Effect.gen(function* () {
        const latch = yield* Latch.make()
        const waiter = yield* Effect.forkChild(latch.await, { startImmediately: true })
        yield* Effect.yieldNow
        yield* Effect.forkChild(
          Effect.whileLoop({
            while: () => waiter.pollUnsafe() === undefined,
            body: () => Effect.andThen(latch.release, Effect.sleep(1)),
            step: () => {}
          })
        )
        yield* Fiber.join(waiter)
        yield* claim(!latch.isOpen(), "release opened the latch")
      })
    )
  )

  it.effect("a waiter that is interrupted holds up nobody else", () =>
    holdsInterrupted(
      Effect.gen(function* () {
        const latch = yield* Latch.make()
        const gone = yield* victim(latch.await)
        const other = yield* Effect.forkChild(latch.await)
        yield* Effect.yieldNow
        yield* latch.open
        yield* Fiber.join(other)
        yield* ended(gone)
      }),
      "victim"
    )
  )

  it.effect("interrupted while it opens, it has either opened for all or for nobody", () =>
    holdsInterrupted(
      Effect.gen(function* () {
        const latch = yield* Latch.make()
        const waiters = yield* Effect.forEach([1, 2], () => Effect.forkChild(latch.await, { startImmediately: true }))
        const opener = yield* victim(latch.open)
        yield* ended(opener)
        yield* claim(latch.isOpen() || waiters.every((fiber) => fiber.pollUnsafe() === undefined), "half open")
        yield* latch.open
        yield* Fiber.joinAll(waiters)
      }),
      "victim"
    )
  )
})
