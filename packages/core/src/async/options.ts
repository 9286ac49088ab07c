/**
 * What can be set on an async scope and its tasks.
 *
 * @since 0.1.0
 */
import type { ForkAllOptions, ForkOptions, RunOptions } from "../options.ts"
import type { Report } from "../Unhandled.ts"

/**
 * Spans are milliseconds or strings such as `"2 seconds"`. `onDeadline` may return a promise; it is awaited after
 * everything has settled.
 */
export interface TaskScopeOptions extends RunOptions {
  /**
   * Interrupts the scope when it aborts; its `reason` is then what the scope rejects with and what its tasks see.
   * Aborted already: nothing starts. The listener is removed when the scope ends.
   */
  readonly signal?: AbortSignal | undefined
  /** Hears failures nobody observed and cleanups that do not end, of this scope and those inside it. Default: logs. */
  readonly onUnhandled?: ((report: Report) => void) | undefined
}

/** The name defaults to that of the function, else `task#<id>`. A daemon does not hold the scope open. */
export type AsyncForkOptions = ForkOptions

export type AsyncForkAllOptions = ForkAllOptions
