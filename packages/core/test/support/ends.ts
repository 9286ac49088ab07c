/** Counts what begins and what ends, so that nothing is left out and nothing ends twice. */
import { Effect } from "effect"
import { claim } from "./explored.ts"

export class Ends {
  begun = 0
  ended = 0

  /** Runs `self` with a cleanup that takes two turns. */
  readonly around = <A, E, R>(self: Effect.Effect<A, E, R>): Effect.Effect<A, E, R> =>
    Effect.uninterruptibleMask((restore) => {
      this.begun++
      return Effect.ensuring(
        restore(self),
        Effect.andThen(
          Effect.yieldNow,
          Effect.sync(() => void this.ended++)
        )
      )
    })

  /** Dies unless all that began has ended, and that was `expected` times where it is given. */
  check(expected = this.begun): void {
    claim(this.begun === expected, `${this.begun} began, not ${expected}`)
    claim(this.ended === this.begun, `${this.begun} began and ${this.ended} ended`)
  }
}
