/**
 * The ways of going through schedules.
 */
import { Bounded } from "./internal/strategies/bounded.ts"
import { Dpor } from "./internal/strategies/dpor.ts"
import { type Mix, portfolio as portfolioMix, single } from "./internal/strategies/mix.ts"
import { Pct } from "./internal/strategies/pct.ts"
import { RandomWalk } from "./internal/strategies/randomWalk.ts"
import { integer } from "./internal/options.ts"

/** A way of going through schedules, such as `Explore.portfolio`. */
export interface Strategy {
  readonly name: string
  /** Begins anew, with what chance decides taken from the seed. */
  readonly start: (seed: number) => Mix
}

/** Half of the schedules at random, the rest by PCT, with few preemptions and by DPOR. The default. */
export const portfolio: Strategy = { name: "portfolio", start: portfolioMix }

/** At every step any fiber that can go, each as likely as the others. */
export const random: Strategy = { name: "random", start: (seed) => single(new RandomWalk(seed)) }

/**
 * Random priorities with `depth - 1` changes: finds a bug of that depth, among n fibers and k steps, with a probability
 * of at least 1 / (n k^(depth - 1)) in each schedule.
 */
export const pct = (depth: number): Strategy => {
  integer("Explore.pct", "depth", depth, 1, 100)
  return { name: `PCT-${depth}`, start: (seed) => single(new Pct(depth, seed)) }
}

/** Every schedule, or with `preemptions` every one that has at most so many; those with few first. */
export const exhaustive = (options?: { readonly preemptions?: number | undefined }): Strategy => {
  const most = options?.preemptions
  if (most !== undefined) integer("Explore.exhaustive", "preemptions", most, 0, 1000)
  const make = () => new Bounded(most ?? Number.POSITIVE_INFINITY)
  return { name: make().name, start: () => single(make()) }
}

/**
 * One schedule of each kind that no operation can tell apart. It knows what Effect's Ref, Deferred, Queue, Semaphore and
 * fibers share, and what reports itself; plain variables it does not see.
 */
export const dpor: Strategy = { name: "DPOR", start: () => single(new Dpor()) }
