/** Fibers under test, and how a test waits for them without sleeping. */
import { Effect, type Fiber } from "effect"
import { TestClock } from "effect/testing"

/**
 * Starts at once: what runs before the first suspension has run when this returns.
 *
 * The test clock is moved by nothing first: until then its first sleep forks a warning in an interruptible region, and a
 * finalizer that sleeps would be interrupted there.
 */
export const start = <A, E, R>(self: Effect.Effect<A, E, R>): Effect.Effect<Fiber.Fiber<A, E>, never, R> =>
  Effect.andThen(TestClock.adjust(0), Effect.forkChild(self, { startImmediately: true }))

/** Gives the other fibers turns until those that can go on have gone on. Time stands still. */
export const settle: Effect.Effect<void> = Effect.forEach(
  Array.from({ length: 20 }, () => Effect.yieldNow),
  (turn) => turn,
  { discard: true }
)

/** Interrupts without waiting. */
export const interruptNow = (fiber: Fiber.Fiber<unknown, unknown>): Effect.Effect<void> =>
  Effect.sync(() => fiber.interruptUnsafe())
