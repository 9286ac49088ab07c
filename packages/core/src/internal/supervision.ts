/** The policy of `supervise`: a failed task is its joiner's business, or the handler's. */
import type * as Cause from "effect/Cause"
import * as Effect from "effect/Effect"
import type { Task } from "../Task.ts"
import { Handler } from "../Unhandled.ts"
import type { Policy, ScopeRuntime } from "./scope.ts"
import { erase, type TaskRuntime, withoutInterrupts } from "./task.ts"

type OnFailure = (task: Task<unknown, unknown>, cause: Cause.Cause<unknown>) => Effect.Effect<void, never, any>

/** Failed tasks that may still be joined; past so many, the oldest is reported before the end of the scope. */
const maxUnobserved = 1024

export class Supervision implements Policy {
  readonly supervised = true
  private readonly onFailure: OnFailure | undefined
  private readonly unobserved = new Set<TaskRuntime>()

  constructor(onFailure: OnFailure | undefined) {
    this.onFailure = onFailure
  }

  readonly failed = (scope: ScopeRuntime, task: TaskRuntime, cause: Cause.Cause<unknown>): void => {
    if (task.kind === "handler") {
      scope.record(cause)
      scope.interrupt({ _tag: "ChildFailed", scope: scope.name, task: task.name })
    } else if (this.onFailure !== undefined) {
      const { onFailure } = this
      task.observed = true
      const heard = erase(Effect.suspend(() => onFailure(task, withoutInterrupts(cause))))
      scope.fork(heard, scope.context, `onFailure(${task.name})`, "handler")
    } else {
      this.keep(scope, task)
    }
  }

  readonly closing = (scope: ScopeRuntime): void => {
    for (const task of this.unobserved) this.report(scope, task)
  }

  readonly observed = (task: TaskRuntime): void => {
    this.unobserved.delete(task)
  }

  private keep(scope: ScopeRuntime, task: TaskRuntime): void {
    this.unobserved.add(task)
    if (this.unobserved.size <= maxUnobserved) return
    for (const oldest of this.unobserved) return this.report(scope, oldest)
  }

  private report(scope: ScopeRuntime, task: TaskRuntime): void {
    this.unobserved.delete(task)
    const { exit } = task
    if (task.observed || exit?._tag !== "Failure") return
    task.observed = true
    const { name } = task
    const report = {
      _tag: "UnobservedFailure",
      task: name,
      scope: scope.name,
      cause: withoutInterrupts(exit.cause)
    } as const
    const told = Effect.flatMap(Handler, (handler) => handler(report))
    scope.fork(told, scope.context, `Unhandled(${name})`, "handler")
  }
}
