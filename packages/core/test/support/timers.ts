/** Counts the sleeps that are under way. */
import { Clock, Effect } from "effect"

export interface Timers {
  pending: number
}

/** Runs `self` with a clock that counts its sleeps into `timers`. */
export const counting =
  (timers: Timers) =>
  <A, E, R>(self: Effect.Effect<A, E, R>): Effect.Effect<A, E, R> =>
    Clock.clockWith((clock) => {
      const counted: Clock.Clock = Object.assign(Object.create(clock) as Clock.Clock, {
        sleep: (duration: Parameters<Clock.Clock["sleep"]>[0]) =>
          Effect.acquireUseRelease(
            Effect.sync(() => timers.pending++),
            () => clock.sleep(duration),
            () => Effect.sync(() => timers.pending--)
          )
      })
      return Effect.provideService(self, Clock.Clock, counted)
    })
