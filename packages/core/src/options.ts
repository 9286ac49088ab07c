/**
 * What can be set on scopes and tasks.
 *
 * @since 0.1.0
 */
import type * as Duration from "effect/Duration"

export interface RunOptions {
  /** Shown in errors, reasons and the task tree. Default: the name of the body function, else `scope#<id>`. */
  readonly name?: string | undefined
  /**
   * How many tasks run at once, an integer from 1; default: no limit. A fork beyond it waits in order of arrival.
   * Daemons do not count, and neither does a task while it waits inside this scope (to fork, to join).
   */
  readonly limit?: number | undefined
  /** Counted from the opening. Past it everything is interrupted and awaited, then `DeadlineExceededError` is raised. */
  readonly deadline?: Duration.Input | undefined
  /** Gives the value to go on with when the deadline has passed, instead of an error. */
  readonly onDeadline?: (() => unknown) | undefined
  /** The time finalizers get once the scope is being interrupted; past it, stuck tasks are reported to `Unhandled`. */
  readonly cleanup?: Duration.Input | undefined
  /** What to do with tasks past the cleanup time: go on waiting (default), or end without them. */
  readonly stuck?: "wait" | "abandon" | undefined
}

export interface ForkOptions {
  /** Default: the name of the generator function or of the task's span, else `task#<id>`. */
  readonly name?: string | undefined
  /** A daemon does not hold the scope open: it is interrupted, and awaited, when everything else has ended. */
  readonly daemon?: boolean | undefined
}

export interface ForkAllOptions {
  readonly name?: ((index: number) => string) | undefined
  readonly daemon?: boolean | undefined
}

export interface ShutdownOptions {
  /** The time tasks get to end by themselves after `closing` is raised; default 0. */
  readonly grace?: Duration.Input | undefined
  /** The time finalizers get after that; past it, stuck tasks are reported to `Unhandled`. */
  readonly cleanup?: Duration.Input | undefined
  /** What to do with tasks past the cleanup time: go on waiting (default), or end without them. */
  readonly stuck?: "wait" | "abandon" | undefined
}
