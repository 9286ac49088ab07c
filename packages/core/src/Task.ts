/**
 * The handle of a task.
 *
 * @since 0.1.0
 */
import type * as Effect from "effect/Effect"
import type * as Exit from "effect/Exit"

export type TaskState = "running" | "interrupting" | "done" | "failed" | "interrupted"

/**
 * A task of a scope: `A` is its value, `E` what `join` may fail with, `X` what its exit may fail with.
 *
 * In `TaskScope.run` a failing task interrupts whoever could join it, so `E` is `never` there and `X` tells the truth.
 */
export interface Task<out A, out E = never, out X = unknown> {
  /** The name it was given, else the name of its generator function or span, else `task#<id>`. */
  readonly name: string
  /** The id of its fiber. */
  readonly id: number
  /** The names from the outermost scope down to the task; known also after its end. */
  readonly path: ReadonlyArray<string>
  /** Never throws, at any time. */
  readonly state: TaskState
  /**
   * Waits for the value. May be repeated.
   *
   * In `run`, the joiner of a failing task is interrupted with the rest of the scope. In `supervise`, it fails with the
   * task's error. Joining a task that interrupted itself, or that was interrupted by name, dies with
   * `TaskInterruptedError`. Interrupting the joiner leaves the task alone.
   */
  readonly join: Effect.Effect<A, E>
  /** Waits for the exit, whatever it is. */
  readonly await: Effect.Effect<Exit.Exit<A, X>>
  /** Interrupts the task and waits for its cleanup; a cleanup that fails dies here, and does not fail the scope. */
  readonly interrupt: Effect.Effect<void>
  /** Interrupts the task without waiting; the scope waits for it. */
  readonly interruptNow: Effect.Effect<void>
}
