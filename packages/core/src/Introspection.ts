/**
 * What holds state a person may ask about: semaphores, channels, breakers, pools. Each registers once, by name; it is
 * held weakly, so registering keeps nothing alive and costs nothing until somebody looks.
 *
 * Scopes need not register: `TaskTree` finds them.
 *
 * @since 0.1.0
 */
import * as Effect from "effect/Effect"
import { CurrentRegistry, Registry } from "./internal/registry.ts"
import * as things from "./internal/things.ts"

/** A thing that can be looked at. `inspect` is called only when somebody looks. */
export interface Inspectable {
  /** What it is, in one lower-case word: `semaphore`, `channel`. */
  readonly kind: string
  readonly name: string
  readonly inspect: () => Inspection
}

export interface Inspection {
  /** Plain data, as it is shown: `{ permits: 4, taken: 4 }`. */
  readonly state: Readonly<Record<string, unknown>>
  /** Ids of the fibers that hold it. */
  readonly holders?: ReadonlyArray<number> | undefined
  /** Ids of the fibers that wait for it, the longest waiting first. */
  readonly waiters?: ReadonlyArray<number> | undefined
}

/** A thing and what it said of itself. */
export interface Entry extends Inspection {
  readonly kind: string
  readonly name: string
}

/** Makes `thing` known to whoever looks, for as long as something else uses it. */
export const register = (thing: Inspectable): Effect.Effect<void> =>
  Effect.map(CurrentRegistry, (registry) => things.register(registry, thing))

/** What is in use now, in order of registration. */
export const snapshot: Effect.Effect<ReadonlyArray<Entry>> = Effect.map(CurrentRegistry, (registry) => {
  return things.living(registry).map((thing) => ({ kind: thing.kind, name: thing.name, ...thing.inspect() }))
})

/** Runs an effect with a registry of its own: it sees, and is seen by, nothing outside. For tests. */
export const isolated = <A, E, R>(self: Effect.Effect<A, E, R>): Effect.Effect<A, E, R> =>
  Effect.suspend(() => Effect.provideService(self, CurrentRegistry, new Registry()))
