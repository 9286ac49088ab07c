/** What happened between two decisions. */
import type { Primitive } from "./effect.ts"
import type { FiberRecord } from "./record.ts"

export interface Access {
  readonly object: object
  readonly write: boolean
  /** The fiber that did, which is another than the step's when that one started it at once; -1 for the dispatcher. */
  readonly by: number
}

export interface Step {
  readonly tick: number
  readonly fiber: FiberRecord
  /** The operation, or undefined when the fiber ended or came to wait before it did one, or for the dispatcher. */
  operation: Primitive | undefined
  /** What the dispatcher ran. */
  readonly task: (() => void) | undefined
  /** What is known to have been touched. */
  readonly accesses: Array<Access>
  /** Who became ready, started ones included. */
  readonly woken: Array<FiberRecord>
  /** Virtual milliseconds. */
  readonly at: number
  /** The fiber ended in this step. */
  ended: boolean
  /** Where in the source the operation was asked for, when places are recorded. */
  place: string | undefined
}
