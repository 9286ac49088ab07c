/** @since 0.1.0 */
import { OpenHandle } from "./internal/openHandle.ts"
import { AsyncRuntime } from "./internal/runtime.ts"
import type { TaskScopeOptions } from "./options.ts"
import type { OpenTaskScope } from "./scope.ts"

/**
 * Opens a scope for the rest of a block: `await using scope = openTaskScope()`, and `await scope.join()` as its last
 * statement.
 *
 * Leaving the block without `join` interrupts the tasks and waits for them. It does not throw, because it cannot know
 * whether the block is left with an error that this would hide; it reports a `ScopeNotJoinedError`, and failures that
 * nobody awaited, to `onUnhandled`. Functions called in the block itself do not see the scope with `currentScope`.
 */
export const openTaskScope = (options?: Omit<TaskScopeOptions, "onDeadline">): OpenTaskScope =>
  new OpenHandle(new AsyncRuntime("openTaskScope", options, "")).surface()
