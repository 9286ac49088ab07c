/**
 * A run, step by step.
 *
 * @since 0.1.0
 */

export interface TraceFiber {
  /** In the order of their first step: the program itself is 0. */
  readonly index: number
  /** Its span, or undefined. */
  readonly name: string | undefined
  /** Who forked it. */
  readonly parent: number | undefined
  readonly end:
    | { readonly tick: number; readonly state: "done" | "failed" | "interrupted"; readonly message: string }
    | undefined
  /** What it waits for at the end of the run, when it has not ended. */
  readonly waitsFor: string | undefined
}

export interface TraceStep {
  /** The decision after which it came, from 0. */
  readonly tick: number
  /** The fiber, or -1 for what an operation had scheduled for later. */
  readonly fiber: number
  /** The operation, such as `Ref.set`; undefined when the fiber only ended, or came to wait. */
  readonly operation: string | undefined
  /** Where the program asks for it: `file:line`. */
  readonly place: string | undefined
  /** Another fiber went before this one although it could go on. */
  readonly preempts: boolean
  /** This step comes from a turn of the schedule. */
  readonly turn: boolean
  /** What was read and written, by name. */
  readonly touched: ReadonlyArray<{ readonly object: string; readonly write: boolean }>
  /** Fibers that became ready. */
  readonly woken: ReadonlyArray<number>
  /** The operation the fiber waits in after this step. */
  readonly waits: string | undefined
  readonly ended: boolean
  /** Virtual milliseconds. */
  readonly at: number
}

export interface Trace {
  readonly fibers: ReadonlyArray<TraceFiber>
  readonly steps: ReadonlyArray<TraceStep>
}
