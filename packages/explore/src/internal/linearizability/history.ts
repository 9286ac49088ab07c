/** What a run did, as its callers saw it: operations with the times of their calls and returns. */

/** What an operation came to: its value, or the error it failed with. */
export interface Outcome {
  readonly failed: boolean
  readonly value: unknown
}

/** How an operation ended. */
export interface Return {
  readonly at: number
  readonly outcome: Outcome
}

/** Times are integers. An operation that returned before another was called comes before it in every order. */
export interface HistoryOperation {
  readonly fiber: number
  readonly name: string
  readonly argument: unknown
  readonly called: number
  /** Undefined when the operation was still pending as the run ended. */
  readonly returned: Return | undefined
}
