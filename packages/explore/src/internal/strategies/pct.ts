/**
 * Probabilistic concurrency testing: fibers get random priorities, the highest one that can go goes, and at `depth - 1`
 * random moments the one that is going falls below all others. Finds any bug of that depth, in a run of k decisions and n
 * fibers, with a probability of at least 1 / (n k^(depth - 1)).
 *
 * S. Burckhardt, P. Kothari, M. Musuvathi, S. Nagarakatte: A Randomized Scheduler with Probabilistic Guarantees of
 * Finding Bugs, ASPLOS 2010.
 */
import type { Chooser, Crossing } from "../chooser.ts"
import { Generator } from "../random.ts"
import type { FiberRecord } from "../record.ts"
import type { Finished, Strategy } from "./strategy.ts"

export class Pct implements Strategy, Chooser {
  readonly name: string
  readonly chooser = this
  private readonly depth: number
  private readonly generator: Generator
  /** Decisions of the longest run so far: where the moments are drawn from. */
  private length = 0
  private priorities: Array<number> = []
  private moments: Array<number> = []

  constructor(depth: number, seed: number) {
    this.depth = depth
    this.name = `PCT-${depth}`
    this.generator = new Generator(seed)
  }

  begin(): void {
    this.priorities = []
    this.moments = []
    for (let i = 1; i < this.depth; i++) this.moments.push(this.generator.below(Math.max(1, this.length)))
  }

  choose({ candidates, tick }: Crossing): FiberRecord | undefined {
    let best = this.highest(candidates)
    for (let i = 0; i < this.moments.length; i++) {
      if (this.moments[i] !== tick) continue
      this.priorities[best.index + 1] = -1 - i
      best = this.highest(candidates)
    }
    return best
  }

  private highest(candidates: ReadonlyArray<FiberRecord>): FiberRecord {
    let best = candidates[0]!
    let priority = this.priorityOf(best)
    for (let i = 1; i < candidates.length; i++) {
      const other = this.priorityOf(candidates[i]!)
      if (other > priority) {
        best = candidates[i]!
        priority = other
      }
    }
    return best
  }

  /** The dispatcher has the index -1. */
  private priorityOf({ index }: FiberRecord): number {
    return (this.priorities[index + 1] ??= this.generator.fraction())
  }

  hasNext(): boolean {
    return true
  }

  finished({ ticks }: Finished): void {
    if (ticks > this.length) this.length = ticks
  }

  covered(): undefined {
    return undefined
  }
}
