/**
 * A scope for tasks: it waits for all of them, and when one fails it interrupts the others.
 *
 * ```ts
 * import { Effect } from "effect"
 * import { TaskScope } from "@heddle/core"
 *
 * const page = TaskScope.run(function* (scope) {
 *   const user = yield* scope.fork(Effect.succeed("Ada"), { name: "user" })
 *   const orders = yield* scope.fork(Effect.succeed(3))
 *   return `${yield* user.join} has ${yield* orders.join} orders`
 * })
 *
 * await Effect.runPromise(page) // => "Ada has 3 orders"
 * ```
 *
 * @since 0.1.0
 */
export { all } from "./all.ts"
export { any } from "./any.ts"
export { asCompleted } from "./asCompleted.ts"
export { type Joiner, join } from "./join.ts"
export { quorum } from "./quorum.ts"
export { run } from "./run.ts"
export { settled } from "./settled.ts"
export { shield } from "./shield.ts"
export { supervise } from "./supervise.ts"
export { until } from "./until.ts"

export {
  DeadlineExceededError,
  InvalidOptionError,
  NoTasksError,
  NotInScopeError,
  QuorumNotReachedError,
  ReadyError,
  ScopeClosedError,
  ScopeInterruptedError,
  TaskFailedError,
  TaskInterruptedError
} from "./errors.ts"

export type {
  Body,
  CompletionOf,
  DeadlineErrorOf,
  DeadlineValueOf,
  ErrorOf,
  Operation,
  ServicesOf,
  Yieldable
} from "./Operation.ts"
export type { AnyTask, ElementOf, ExitOf, ExitsOf, FailureOf, NeedsOf, Tasks, ValueOf, ValuesOf } from "./lists.ts"
export type { ForkAllOptions, ForkOptions, RunOptions, ShutdownOptions } from "./options.ts"
export type { Ready, ScopeDeadline, ScopeHandle, TaskScope } from "./handle.ts"
export type { Supervisor } from "./supervise.ts"
export type { Task, TaskState } from "./Task.ts"
