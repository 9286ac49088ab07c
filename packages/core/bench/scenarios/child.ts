/**
 * The children of the Effect programs: the same for every contender of a scenario.
 */
import { Effect } from "effect"

/** A child that computes a value at once. A constant would let a runtime skip the child altogether. */
export const trivial: Effect.Effect<number> = Effect.sync(() => 1)

/** A child that gives the others a turn before it ends. */
export const yieldsOnce: Effect.Effect<number> = Effect.as(Effect.yieldNow, 1)
