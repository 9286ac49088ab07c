/**
 * The handle of a task in an async scope.
 *
 * @since 0.1.0
 */
import type { TaskState } from "../Task.ts"

/** `waiting`: the limit of the scope is reached, and the function has not been called. */
export type TaskHandleState = TaskState | "waiting"

/**
 * `await` it for the value of the task, as often as wanted.
 *
 * It rejects with the error of a task that failed, with `TaskInterruptedError` when the task was interrupted by name,
 * and with the reason of `scope.signal` when the whole scope was interrupted. A handle that nobody awaits raises no
 * `unhandledRejection`: the scope raises what its tasks throw.
 */
export interface TaskHandle<out T> extends PromiseLike<T> {
  /** The name it was given, else the name of its function, else `task#<id>`; `task` for one without that still waits. */
  readonly name: string
  /** Never throws, at any time. */
  readonly state: TaskHandleState
  /** What the function was given. Aborts when the task is interrupted; the reason says why. */
  readonly signal: AbortSignal
  /** Resolves when the function is called: `await scope.fork(f).started` is a fork that waits for its slot. */
  readonly started: PromiseLike<void>
  /**
   * Aborts the signal of the task; a task that still waits for its slot never starts. Resolves when it has settled, and
   * never rejects: an error the task throws on its way out fails the scope like any other.
   */
  readonly interrupt: () => Promise<void>
  /** Its name and state. */
  readonly toString: () => string
}
