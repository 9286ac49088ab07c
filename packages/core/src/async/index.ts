/**
 * Scopes for plain async functions: promises and `AbortSignal`, no Effect.
 *
 * ```ts
 * import { taskScope } from "@heddle/core/async"
 *
 * const loadUser = async (id: number) => `user ${id}`
 * const countOrders = async (_id: number) => 3
 *
 * const page = await taskScope({ name: "page", limit: 16, deadline: "2 seconds" }, async (scope) => {
 *   const user = scope.fork(() => loadUser(1), { name: "user" })
 *   const orders = scope.fork(() => countOrders(1), { name: "orders" })
 *   return `${await user} has ${await orders} orders`
 * })
 *
 * page // => "user 1 has 3 orders"
 * ```
 *
 * @since 0.1.0
 */
export { currentScope } from "./currentScope.ts"
export { openTaskScope } from "./openTaskScope.ts"
export { suppressed } from "./suppressed.ts"
export { taskScope } from "./taskScope.ts"

export { InterruptedError, ScopeLeftError, ScopeNotJoinedError } from "./errors.ts"
export {
  DeadlineExceededError,
  InvalidOptionError,
  ReadyError,
  ScopeClosedError,
  ScopeInterruptedError,
  TaskInterruptedError
} from "../errors.ts"

export type { AsyncForkAllOptions, AsyncForkOptions, TaskScopeOptions } from "./options.ts"
export type { TaskHandle, TaskHandleState } from "./TaskHandle.ts"
export type { OpenTaskScope, Ready, ScopeDeadline, TaskFunction, TaskScope } from "./scope.ts"
