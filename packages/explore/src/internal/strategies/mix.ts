/** Several strategies in turn: no single one finds everything. */
import { Bounded } from "./bounded.ts"
import { Dpor } from "./dpor.ts"
import { Pct } from "./pct.ts"
import { RandomWalk } from "./randomWalk.ts"
import type { Strategy } from "./strategy.ts"

export class Mix {
  readonly name: string
  readonly strategies: ReadonlyArray<Strategy>
  private readonly order: ReadonlyArray<Strategy>
  private at = 0

  constructor(name: string, order: ReadonlyArray<Strategy>) {
    this.name = name
    this.order = order
    this.strategies = [...new Set(order)]
  }

  /** Begins with another one of the order: several mixes side by side need not all begin with the same. */
  startAt(index: number): this {
    this.at = index % this.order.length
    return this
  }

  /** The strategy of the next run; undefined when all have come to their end, or one of them has run every schedule. */
  next(): Strategy | undefined {
    if (this.strategies.some((strategy) => strategy instanceof Bounded && strategy.isComplete())) return undefined
    for (let tried = 0; tried < this.order.length; tried++) {
      const strategy = this.order[this.at++ % this.order.length]!
      if (strategy.hasNext()) return strategy
    }
    return undefined
  }
}

export const single = (strategy: Strategy): Mix => new Mix(strategy.name, [strategy])

/**
 * Half of the runs at random; the rest by priorities with two and four changes, with few preemptions, and one of each
 * kind. Random walks miss a fiber that must run alone for long, priorities and few preemptions a handshake of many
 * switches, and the last one what it cannot see.
 */
export const portfolio = (seed: number): Mix => {
  const random = new RandomWalk(seed)
  const three = new Pct(3, seed + 1)
  const five = new Pct(5, seed + 2)
  const few = new Bounded(3)
  const kinds = new Dpor()
  return new Mix("portfolio", [few, random, three, random, kinds, random, five, random])
}
