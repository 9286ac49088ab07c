/** The schedule without preemptions, first come first served, but for the turns that are given. */
import type { Chooser, Crossing } from "../chooser.ts"
import type { FiberRecord } from "../record.ts"
import type { Turn } from "../../Report.ts"
import type { Strategy } from "./strategy.ts"

export class Replay implements Strategy, Chooser {
  readonly name = "replay"
  readonly chooser = this
  private readonly turns: ReadonlyArray<Turn>
  private at = 0
  /** The first turn that could not be taken in this run. */
  missed: (Turn & { readonly ready: ReadonlyArray<number> }) | undefined = undefined
  private left = 1

  constructor(turns: ReadonlyArray<Turn>) {
    this.turns = turns
  }

  begin(): void {
    this.at = 0
    this.missed = undefined
  }

  choose({ candidates, tick }: Crossing): FiberRecord | undefined {
    while (this.at < this.turns.length && this.turns[this.at]!.tick < tick)
      this.miss(this.turns[this.at++]!, candidates)
    const turn = this.turns[this.at]
    if (turn === undefined || turn.tick !== tick) return candidates[0]
    this.at++
    const chosen = candidates.find(({ index }) => index === turn.fiber)
    if (chosen === undefined) this.miss(turn, candidates)
    return chosen ?? candidates[0]
  }

  private miss(turn: Turn, candidates: ReadonlyArray<FiberRecord>): void {
    this.missed ??= { ...turn, ready: candidates.map(({ index }) => index) }
  }

  /** The first turn that was never reached. */
  unreached(): Turn | undefined {
    return this.turns[this.at]
  }

  hasNext(): boolean {
    return this.left-- > 0
  }

  finished(): void {}

  covered(): undefined {
    return undefined
  }
}
