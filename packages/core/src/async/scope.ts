/**
 * What can be done with an async scope.
 *
 * @since 0.1.0
 */
import type * as Duration from "effect/Duration"
import type { InterruptReason } from "../InterruptReason.ts"
import type { ShutdownOptions } from "../options.ts"
import type { AsyncForkAllOptions, AsyncForkOptions } from "./options.ts"
import type { TaskHandle } from "./TaskHandle.ts"

/** Gets a signal that aborts when the task is interrupted. The scope waits for what it returns, aborted or not. */
export type TaskFunction<T> = (signal: AbortSignal) => T | PromiseLike<T>

/** Says that a task given to `start` is ready. The second call throws in the task; one after its interruption does nothing. */
export type Ready<in V = void> = (value: V) => void

/** The deadline of a scope that was opened with one; moving it on another scope throws. Spans as in the options. */
export interface ScopeDeadline {
  /** Milliseconds since the epoch; Infinity without a deadline. */
  readonly at: number
  /** Moves it to an instant. One in the past interrupts the scope at once. */
  readonly moveTo: (epochMillis: number) => void
  /** Moves it to `span` from now. */
  readonly restart: (span: Duration.Input) => void
  /** Moves it `span` later. */
  readonly extend: (span: Duration.Input) => void
}

/** The handle of an async scope. Who has it may use it: the body, its tasks, and functions it is passed to. */
export interface TaskScope {
  readonly name: string
  /** `open` while the body runs, `joining` after it, `interrupting` while everything is made to end, then `closed`. */
  readonly state: "open" | "joining" | "interrupting" | "closed"
  /** Why the scope is being interrupted, or was. */
  readonly reason: InterruptReason | undefined
  /**
   * Aborts when the scope is interrupted, with the error that the scope rejects with or an `InterruptedError`, and at
   * the latest when the scope has ended.
   */
  readonly signal: AbortSignal
  readonly deadline: ScopeDeadline
  /** Resolves once `shutdown` was called or the scope is ending: accept loops race it, and stop. */
  readonly closing: Promise<void>
  /** Names of tasks the scope ended without, because of `stuck: "abandon"`. Their promises have not settled by then. */
  readonly orphans: ReadonlyArray<string>
  /**
   * Starts a task: calls the function at once, or when a slot is free under a `limit`, in order of the forks. Under an
   * interruption it is called with an aborted signal, or not at all if it would have to wait for a slot. Throws
   * `ScopeClosedError` once the scope has ended.
   */
  readonly fork: <T>(task: TaskFunction<T>, options?: AsyncForkOptions) => TaskHandle<T>
  /** Forks a list in order; tuples keep their shape. */
  readonly forkAll: {
    <const L extends ReadonlyArray<TaskFunction<unknown>>>(
      tasks: L,
      options?: AsyncForkAllOptions
    ): { -readonly [K in keyof L]: TaskHandle<Awaited<ReturnType<L[K]>>> }
    <T>(tasks: Iterable<TaskFunction<T>>, options?: AsyncForkAllOptions): Array<TaskHandle<T>>
  }
  /**
   * Forks a task and waits until it calls `ready`; the task goes on. Gives what `ready` was called with, and the handle.
   * A failure before that is the scope's, and rejects here too; so does ending without `ready` (`ReadyError`).
   */
  readonly start: <V, T>(
    serve: (signal: AbortSignal, ready: Ready<V>) => T | PromiseLike<T>,
    options?: AsyncForkOptions
  ) => PromiseLike<readonly [V, TaskHandle<T>]>
  /** Interrupts everything and makes the scope reject with `ScopeInterruptedError`. Returns at once. */
  readonly interrupt: (message?: string) => void
  /**
   * Raises `closing` and returns at once; after `grace`, interrupts what is left. The body's value stands if it has
   * returned by then, otherwise the scope rejects with `ScopeInterruptedError`.
   */
  readonly shutdown: (options?: ShutdownOptions) => void
  /** Its name and state. */
  readonly toString: () => string
}

/** A scope in block form: `await using scope = openTaskScope()`. */
export interface OpenTaskScope extends TaskScope, AsyncDisposable {
  /**
   * Waits until every task has settled, and raises what the scope rejects with. Called once, at the end of the block;
   * a second call rejects with `ScopeLeftError`. Tasks may still fork meanwhile.
   */
  readonly join: () => Promise<void>
}
