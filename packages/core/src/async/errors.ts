/**
 * The errors of async scopes that the Effect surface has no use for.
 *
 * @since 0.1.0
 */
import * as Data from "effect/Data"
import { type InterruptReason, render } from "../InterruptReason.ts"

/**
 * The `reason` of a signal whose scope interrupts without an error of its own: a sibling failed (`cause` is its error),
 * the body failed, the task was interrupted by name, or the scope has ended.
 *
 * Its `name` is `AbortError`, so that code which passes over aborted requests passes over this.
 */
export class InterruptedError extends Data.TaggedError("InterruptedError")<{
  readonly reason: InterruptReason
  readonly cause?: unknown
}> {
  override readonly name = "AbortError"

  override get message(): string {
    return render(this.reason)
  }
}

/** `join` was called on a scope that had been joined or left before. The first call stands. */
export class ScopeLeftError extends Data.TaggedError("ScopeLeftError")<{
  readonly scope: string
  readonly how: "joined" | "left"
}> {
  override get message(): string {
    return `join: scope "${this.scope}" was already ${this.how}; a scope is joined once, before its block is left`
  }
}

/** Reported, never thrown: a block was left without `join`. Its tasks had started; all were interrupted and have ended. */
export class ScopeNotJoinedError extends Data.TaggedError("ScopeNotJoinedError")<{
  readonly scope: string
}> {
  override get message(): string {
    return `Scope "${this.scope}" was left without "await scope.join()"; its tasks were interrupted`
  }
}
