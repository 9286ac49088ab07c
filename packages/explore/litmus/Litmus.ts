/** A tiny program whose result says what happened; the set of its results is what a search has to find. */
import { Effect } from "effect"

export interface Litmus {
  readonly name: string
  readonly program: Effect.Effect<string>
}

/** Runs both at the same time. */
export const both = <A, B>(left: Effect.Effect<A>, right: Effect.Effect<B>): Effect.Effect<[A, B]> =>
  Effect.all([left, right], { concurrency: 2 })
