/** A way of going through the schedules of a program. */
import type { Chooser } from "../chooser.ts"

export interface Finished {
  /** The run was given up because all that follows has been seen. */
  readonly pruned: boolean
  /** How many decisions it took. */
  readonly ticks: number
}

export interface Strategy {
  readonly name: string
  readonly chooser: Chooser
  /** A run came to another place than the last one with the same beginning: the program keeps something from run to run. */
  readonly isLost?: boolean
  /** Whether there is a schedule left to run. */
  hasNext(): boolean
  /** The schedule has been run. */
  finished(run: Finished): void
  /** How much of what it set out to cover has been covered: 0 to 1, or undefined when it has no such aim. */
  covered(): Coverage | undefined
}

/** What part of which space has been seen. */
export interface Coverage {
  /** The space in words: "schedules with at most 2 preemptions". */
  readonly space: string
  /** From 0 to 1; 1 means all of it. An estimate below 1. */
  readonly part: number
}
