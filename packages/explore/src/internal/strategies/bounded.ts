/**
 * All schedules, those with few preemptions first: none, then one, then two. Most bugs need few.
 *
 * M. Musuvathi, S. Qadeer: Iterative Context Bounding for Systematic Testing of Multithreaded Programs, PLDI 2007.
 */
import type { Chooser, Crossing } from "../chooser.ts"
import type { FiberRecord } from "../record.ts"
import type { Coverage, Strategy } from "./strategy.ts"

interface Node {
  readonly choices: number
  /** Which one the current run takes. */
  at: number
}

export class Bounded implements Strategy, Chooser {
  readonly name: string
  readonly chooser = this
  private readonly most: number
  private readonly all: boolean
  private path: Array<Node> = []
  private depth = 0
  private preemptions = 0
  /** How many preemptions the schedules of this round have. */
  private bound = 0
  /** The round left out schedules that need more preemptions. */
  private hasMore = false
  private done = false
  isLost = false

  /** `most`: with how many preemptions to end; Infinity goes on until every schedule has been run. */
  constructor(most: number) {
    this.most = most
    this.all = most === Number.POSITIVE_INFINITY
    // Without an end there is no order to keep, and one round does.
    if (this.all) this.bound = most
    this.name = this.all ? "exhaustive" : `at most ${most} preemptions`
  }

  begin(): void {
    this.depth = 0
    this.preemptions = 0
  }

  choose(crossing: Crossing): FiberRecord | undefined {
    const { candidates, current } = crossing
    if (candidates.length === 1) return candidates[0]
    if (current !== undefined && this.preemptions >= this.bound) {
      this.hasMore = true
      return current
    }
    const node = this.path[this.depth] ?? { choices: candidates.length, at: 0 }
    if (node.choices !== candidates.length) {
      this.isLost = true
      return undefined
    }
    this.path[this.depth++] = node
    if (current !== undefined && node.at > 0) this.preemptions++
    return candidates[node.at]
  }

  hasNext(): boolean {
    return !this.done
  }

  /** No schedule was left out. */
  isComplete(): boolean {
    return this.done && !this.hasMore
  }

  finished(): void {
    this.path.length = this.depth
    while (this.path.length > 0) {
      const last = this.path[this.path.length - 1]!
      if (++last.at < last.choices) return
      this.path.pop()
    }
    if (this.hasMore && this.bound < this.most) {
      this.bound++
      this.hasMore = false
    } else {
      this.done = true
    }
  }

  /** Every subtree counts for as much as its siblings. */
  covered(): Coverage {
    const space = this.all || this.isComplete() ? "all schedules" : `schedules with at most ${this.bound} preemptions`
    if (this.done) return { space, part: 1 }
    let part = 0
    let weight = 1
    for (const { at, choices } of this.path) {
      weight /= choices
      part += at * weight
    }
    return { space, part }
  }
}
