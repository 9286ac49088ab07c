/** A sequential model: what one operation after the other does. */
import * as Equal from "effect/Equal"
import type { Outcome } from "./history.ts"

/**
 * What an operation does in a state: the next state, and its value or the error it fails with. Without `result` any value
 * will do; of an effect whose type says `void` that is the right answer, since it may hold one all the same. `undefined`
 * instead of all that: in this state the operation has to wait.
 */
export type Step<State> =
  | { readonly state: State; readonly result?: unknown }
  | { readonly state: State; readonly failure: unknown }
  | undefined

export interface Model<State, Op> {
  /** States are immutable values: a step makes a new one. */
  readonly initial: State
  readonly step: (state: State, operation: Op) => Step<State>
  /** Default: by `effect/Equal`, which compares arrays, plain objects, maps, sets and errors by what they hold. */
  readonly equals?: (a: State, b: State) => boolean
  /** Equal states have equal keys, and different states different ones. It spares comparing the states. */
  readonly key?: (state: State) => string | number
}

/** Results are compared as states are by default. */
export const sameValue = (a: unknown, b: unknown): boolean => Object.is(a, b) || Equal.equals(a, b)

/** Whether an operation that the model lets do this may have ended so. */
export const agrees = (step: NonNullable<Step<unknown>>, { failed, value }: Outcome): boolean =>
  "failure" in step
    ? failed && sameValue(step.failure, value)
    : !failed && (!("result" in step) || sameValue(step.result, value))
