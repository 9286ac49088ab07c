/** Who decides which fiber goes next. */
import type { Primitive } from "./effect.ts"
import type { Step } from "./step.ts"
import type { FiberRecord } from "./record.ts"

/** Where a decision is taken. */
export interface Crossing {
  /** Counts the decisions of a run, from 0. */
  readonly tick: number
  /** The fiber that could go on, if the one that last had the turn can: choosing another one preempts it. */
  readonly current: FiberRecord | undefined
  /** What `current` would do. */
  readonly operation: Primitive | undefined
  /** All that could go, `current` first, then in the order in which they became ready. Never empty. */
  readonly candidates: ReadonlyArray<FiberRecord>
}

export interface Chooser {
  /** Called before every run. */
  begin(): void
  /** One of the candidates, or undefined to give the run up: everything from here on has been seen. */
  choose(crossing: Crossing): FiberRecord | undefined
  /** Hears of every step when it has one: what was touched, and who became ready. */
  readonly onStep?: ((step: Step) => void) | undefined
  /** The fiber gave way. */
  readonly onYield?: ((fiber: FiberRecord) => void) | undefined
}
