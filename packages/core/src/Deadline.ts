/**
 * How much time is left: the earliest deadline of the scopes around the caller, up to the nearest shield.
 *
 * @since 0.1.0
 */
import * as Clock from "effect/Clock"
import * as Duration from "effect/Duration"
import * as Effect from "effect/Effect"
import type { DeadlineExceededError } from "./errors.ts"
import { effectiveDeadline, frameOf } from "./internal/frame.ts"
import { run } from "./run.ts"

/** The instant in milliseconds since the epoch: Infinity without a deadline, -Infinity once the scope is interrupted. */
export const at: Effect.Effect<number> = Effect.withFiber((fiber) => Effect.succeed(effectiveDeadline(frameOf(fiber))))

/** The time left: `Duration.infinity` without a deadline, zero once it has passed or the scope is interrupted. */
export const remaining: Effect.Effect<Duration.Duration> = Effect.withFiber((fiber) => {
  const instant = effectiveDeadline(frameOf(fiber))
  if (instant === Infinity) return Effect.succeed(Duration.infinity)
  return Effect.succeed(Duration.millis(Math.max(0, instant - fiber.getRef(Clock.Clock).currentTimeMillisUnsafe())))
})

/**
 * Runs an effect in a scope of its own with this deadline. Past it the effect is interrupted, its cleanup awaited, and
 * `DeadlineExceededError` raised. An earlier deadline around it stays in force.
 */
export const within =
  (span: Duration.Input, options?: { readonly name?: string | undefined }) =>
  <A, E, R>(self: Effect.Effect<A, E, R>): Effect.Effect<A, E | DeadlineExceededError, R> =>
    run(
      function* within() {
        return yield* self
      },
      { name: options?.name, deadline: span }
    )
