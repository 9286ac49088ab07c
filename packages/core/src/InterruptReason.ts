/**
 * Why a scope interrupted a task.
 *
 * Every interrupt a scope causes carries its reason as an annotation of the cause; the interrupted task reads it in its
 * finalizers with `InterruptReason.fromCause`.
 *
 * @since 0.1.0
 */
import type * as Cause from "effect/Cause"
import { Annotation } from "./internal/annotation.ts"

/**
 * What happened, in which scope, and because of which task.
 *
 * - `ChildFailed`: a sibling failed. `BodyFailed`: the body failed. `BodyDone`: a daemon whose scope has nothing left to wait for.
 * - `Explicit`: `scope.interrupt`, `task.interrupt`, or an `AbortSignal` (its reason is in `value`).
 * - `Deadline`: the scope's deadline passed. `Shutdown`: the grace of `scope.shutdown` was over.
 * - `Parent`: the fiber that runs the scope was interrupted; `because` is the outer scope's reason where there is one.
 * - `Satisfied`: the result is decided (`any`, `quorum`, `until`, `scope.complete`).
 */
export interface InterruptReason {
  readonly _tag:
    | "ChildFailed"
    | "BodyFailed"
    | "BodyDone"
    | "Explicit"
    | "Deadline"
    | "Shutdown"
    | "Parent"
    | "Satisfied"
  /** The scope that interrupts. */
  readonly scope: string
  /** The task that caused it, where one did. */
  readonly task?: string | undefined
  /** What the caller of `interrupt` said. */
  readonly message?: string | undefined
  /** The foreign reason, such as the `reason` of an `AbortSignal`. */
  readonly value?: unknown
  /** The outer scope's reason, for `Parent`. */
  readonly because?: InterruptReason | undefined
}

/** The reason of the first interrupt in `cause` that a scope caused; `undefined` when no scope did. */
export const fromCause = <E>(cause: Cause.Cause<E>): InterruptReason | undefined => {
  for (const reason of cause.reasons) {
    const found = reason._tag === "Interrupt" ? reason.annotations.get(Annotation.key) : undefined
    if (found !== undefined) return found as InterruptReason
  }
  return undefined
}

/** The reason as a sentence: `scope "page": task "orders" failed`. */
export const render = (reason: InterruptReason): string => {
  const detail = reason.message === undefined ? "" : `: ${reason.message}`
  return `scope "${reason.scope}": ${sentence(reason)}${detail}`
}

const sentence = (reason: InterruptReason): string => {
  switch (reason._tag) {
    case "ChildFailed":
      return `task "${reason.task}" failed`
    case "BodyFailed":
      return "the body failed"
    case "BodyDone":
      return "only daemons were left"
    case "Explicit":
      return reason.task === undefined ? "interrupted by name" : `task "${reason.task}" was interrupted by name`
    case "Deadline":
      return "the deadline passed"
    case "Shutdown":
      return "the grace of the shutdown was over"
    case "Satisfied":
      return "the result was decided"
    case "Parent":
      return reason.because === undefined
        ? "the caller was interrupted"
        : `the caller was interrupted (${render(reason.because)})`
  }
}
