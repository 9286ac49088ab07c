/**
 * The errors a scope raises by itself. Typed ones are failures; the others are defects, because only a mistake in the
 * program causes them.
 *
 * @since 0.1.0
 */
import type * as Cause from "effect/Cause"
import * as Data from "effect/Data"

/** The deadline of a scope passed. Its tasks had started; all of them have ended. */
export class DeadlineExceededError extends Data.TaggedError("DeadlineExceededError")<{
  readonly scope: string
}> {
  override get message(): string {
    return `The deadline of scope "${this.scope}" passed`
  }
}

/** `scope.interrupt` or `scope.shutdown` ended the scope. Its tasks had started; all of them have ended. */
export class ScopeInterruptedError extends Data.TaggedError("ScopeInterruptedError")<{
  readonly scope: string
  readonly reason: string | undefined
}> {
  override get message(): string {
    return `Scope "${this.scope}" was interrupted${this.reason === undefined ? "" : `: ${this.reason}`}`
  }
}

// Marked, as the next one, so that a bundle without joiners leaves it out.
/** `any` was given nothing to run. Nothing started. */
export class NoTasksError
  extends /* @__PURE__ */ Data.TaggedError("NoTasksError")<{
    readonly scope: string
  }>
{
  override get message(): string {
    return `Scope "${this.scope}" has no task that could succeed: the list is empty`
  }
}

/** So many tasks failed that `needed` successes could no longer be reached. The rest were interrupted and have ended. */
export class QuorumNotReachedError<E>
  extends /* @__PURE__ */ Data.TaggedError("QuorumNotReachedError")<{
    readonly scope: string
    readonly needed: number
    readonly total: number
    readonly causes: ReadonlyArray<Cause.Cause<E>>
  }>
{
  override get message(): string {
    const { causes, needed, scope, total } = this
    return `Scope "${scope}" needed ${needed} of ${total} successes, and ${causes.length} tasks failed`
  }
}

/** Defect: something waited for the value of a task (or a body) that was interrupted, so there is none. */
export class TaskInterruptedError extends Data.TaggedError("TaskInterruptedError")<{
  readonly task: string
  readonly scope: string
}> {
  override get message(): string {
    return `Task "${this.task}" of scope "${this.scope}" was interrupted and has no value`
  }
}

/** Defect: a task of a scope that has ended was joined, and it had failed. */
export class TaskFailedError extends Data.TaggedError("TaskFailedError")<{
  readonly task: string
  readonly scope: string
  readonly cause: unknown
}> {
  override get message(): string {
    return `Task "${this.task}" of the ended scope "${this.scope}" failed and has no value`
  }
}

/** Defect: a fork into a scope that has ended. The task never started. */
export class ScopeClosedError extends Data.TaggedError("ScopeClosedError")<{
  readonly scope: string
  readonly operation: string
}> {
  override get message(): string {
    return `${this.operation}: scope "${this.scope}" has ended; nothing can start in it`
  }
}

/** Defect: an operation on a scope by a fiber that is neither its body nor one of its tasks. Nothing changed. */
export class NotInScopeError extends Data.TaggedError("NotInScopeError")<{
  readonly scope: string
  readonly operation: string
}> {
  override get message(): string {
    return `${this.operation}: only the body of scope "${this.scope}", its tasks and the scopes inside it may do this`
  }
}

/** Defect: a task given to `start` ended without saying it was ready, or said it twice. */
export class ReadyError extends Data.TaggedError("ReadyError")<{
  readonly task: string
  readonly scope: string
  readonly problem: "never ready" | "ready twice"
}> {
  override get message(): string {
    return this.problem === "never ready"
      ? `Task "${this.task}" of scope "${this.scope}" ended without calling ready`
      : `Task "${this.task}" of scope "${this.scope}" called ready twice; once is allowed`
  }
}

/** Defect: an option out of range. Nothing started. */
export class InvalidOptionError extends Data.TaggedError("InvalidOptionError")<{
  readonly where: string
  readonly option: string
  readonly value: unknown
  readonly allowed: string
}> {
  override get message(): string {
    return `${this.where}: ${this.option} is ${show(this.value)}; allowed: ${this.allowed}`
  }
}

const show = (value: unknown): string => (typeof value === "string" ? JSON.stringify(value) : String(value))
