/**
 * What an exploration found.
 *
 * @since 0.1.0
 */
import type { Trace } from "./Trace.ts"

/**
 * What told that something is wrong.
 *
 * - `exit`: the program failed or died.
 * - `deadlock`: it did not end, and nothing could run any more.
 * - `livelock`: it did not end within the bound on steps.
 * - `fiber leak`: it ended, and a fiber was still alive after everything that could run had run.
 * - `permit leak`: a permit of a semaphore never came back.
 * - `finalizer leak`: a scope with finalizers was never closed.
 * - `unobserved failure`: a fiber failed, and nobody heard of it.
 * - `invariant`: an invariant did not hold after some step.
 * - `linearizability`: no order of the operations, one at a time, gives what they returned.
 */
export type Oracle =
  | "exit"
  | "deadlock"
  | "livelock"
  | "fiber leak"
  | "permit leak"
  | "finalizer leak"
  | "unobserved failure"
  | "invariant"
  | "linearizability"

/**
 * How fine a schedule may cut. `await`: only where a fiber waits, gives way or ends; such a bug needs no automatic yield.
 * `op`: before any operation, as the runtime's automatic yield may.
 */
export type Granularity = "op" | "await"

/** A turn in a schedule: at this step this fiber went instead of the one whose turn it was. */
export interface Turn {
  readonly tick: number
  readonly fiber: number
}

/** The interrupt that a run was given: before this operation (counted from 0) of this fiber. */
export interface Interruption {
  readonly fiber: number
  readonly operation: number
}

/** One way in which the program goes wrong. */
export interface Failure {
  readonly oracle: Oracle
  readonly message: string
  /** The coarsest granularity at which it was met. */
  readonly granularity: Granularity
  /** The schedule after shrinking. */
  readonly schedule: ReadonlyArray<Turn>
  readonly interruption: Interruption | undefined
  /** Replays the run: `Explore.replay(program, token)`. */
  readonly token: string
  readonly trace: Trace
  /** Schedules run until it was found, this one included. */
  readonly foundAfter: number
  /** The strategy that found it. */
  readonly foundBy: string
  /** Turns of the schedule as it was found, before shrinking. */
  readonly foundTurns: number
}

/** How much of which space a strategy went through. */
export interface Coverage {
  readonly strategy: string
  readonly schedules: number
  /** The space in words; undefined for a strategy that draws at random. */
  readonly space: string | undefined
  /** From 0 to 1, an estimate below 1; undefined for a strategy that draws at random. */
  readonly part: number | undefined
}

export interface Report {
  readonly failure: Failure | undefined
  /** Schedules run. */
  readonly schedules: number
  /** Every distinct outcome, and in how many schedules it came. */
  readonly outcomes: ReadonlyMap<string, number>
  readonly coverage: ReadonlyArray<Coverage>
  /** The strategy asked for. */
  readonly strategy: string
  /** What could not be controlled or seen, and what that means for the result. */
  readonly warnings: ReadonlyArray<string>
}
