/**
 * What the body of a scope can do with it.
 *
 * @since 0.1.0
 */
import type * as Duration from "effect/Duration"
import type * as Effect from "effect/Effect"
import type { ScopeInterruptedError } from "./errors.ts"
import type { InterruptReason } from "./InterruptReason.ts"
import type { CompletionOf, ErrorOf, Operation, ServicesOf, Yieldable } from "./Operation.ts"
import type { ForkAllOptions, ForkOptions, ShutdownOptions } from "./options.ts"
import type { Task } from "./Task.ts"

/** Says that a task given to `start` is ready. The second call is a defect of the task. */
export type Ready<in V = void> = (value: V) => Effect.Effect<void>

/** The deadline of a scope that was opened with one; on another scope, moving it is a defect. */
export interface ScopeDeadline {
  /** Milliseconds since the epoch, by the clock in force; Infinity without a deadline. */
  readonly at: Effect.Effect<number>
  /** Moves it to an instant. One in the past interrupts the scope at once. */
  readonly moveTo: (epochMillis: number) => Effect.Effect<void>
  /** Moves it to `span` from now. */
  readonly restart: (span: Duration.Input) => Effect.Effect<void>
  /** Moves it `span` later. */
  readonly extend: (span: Duration.Input) => Effect.Effect<void>
}

/** What `run` and `supervise` share. */
export interface ScopeHandle {
  readonly name: string
  /** `open` while the body runs, `joining` after it, `interrupting` while everything is made to end, then `closed`. */
  readonly state: "open" | "joining" | "interrupting" | "closed"
  /** Why the scope is being interrupted, or was. */
  readonly reason: InterruptReason | undefined
  readonly deadline: ScopeDeadline
  /** Done once `shutdown` was called or the scope is ending: accept loops wait for it, and stop. */
  readonly closing: Effect.Effect<void>
  /** Interrupts everything, the caller included, and makes the scope fail with `ScopeInterruptedError`. */
  readonly interrupt: (message?: string) => Operation<never, ScopeInterruptedError>
  /** Interrupts everything, the caller included, and makes the scope succeed with `value`. */
  readonly complete: <const V>(value: V) => Operation<never, never, never, V>
  /**
   * Raises `closing` and returns at once; after `grace`, interrupts what is left. The body's value stands if it has
   * returned by then, otherwise the scope fails with `ScopeInterruptedError`.
   */
  readonly shutdown: (options?: ShutdownOptions) => Operation<void, ScopeInterruptedError>
}

/** The handle of `TaskScope.run`. Usable by the body, by its tasks and by scopes inside them; a defect elsewhere. */
export interface TaskScope extends ScopeHandle {
  /**
   * Starts a task at once and returns its handle. Waits for a slot under a `limit`; interrupted there, it never starts.
   * Adds the task's errors and services to the scope's. A generator function may fork into the same scope.
   */
  readonly fork: {
    <A, E, R>(task: Effect.Effect<A, E, R>, options?: ForkOptions): Operation<Task<A, never, E>, E, R>
    <Y extends Yieldable, A>(
      task: () => Generator<Y, A, never>,
      options?: ForkOptions
    ): Operation<Task<A, never, ErrorOf<Y>>, ErrorOf<Y>, ServicesOf<Y>, CompletionOf<Y>>
  }
  /** Forks a list in order; tuples keep their shape. With `discard`, no handle is kept: for lists that are very long. */
  readonly forkAll: {
    <const L extends ReadonlyArray<Effect.Effect<unknown, unknown, unknown>>>(
      tasks: L,
      options?: ForkAllOptions
    ): Operation<{ -readonly [K in keyof L]: RunTaskOf<L[K]> }, ErrorOf<L[number]>, ServicesOf<L[number]>>
    <Eff extends Effect.Effect<unknown, unknown, unknown>>(
      tasks: Iterable<Eff>,
      options: ForkAllOptions & { readonly discard: true }
    ): Operation<void, ErrorOf<Eff>, ServicesOf<Eff>>
    <Eff extends Effect.Effect<unknown, unknown, unknown>>(
      tasks: Iterable<Eff>,
      options?: ForkAllOptions
    ): Operation<Array<RunTaskOf<Eff>>, ErrorOf<Eff>, ServicesOf<Eff>>
  }
  /** As `fork`, but gives `false` where `fork` would wait. */
  readonly tryFork: {
    <A, E, R>(task: Effect.Effect<A, E, R>, options?: ForkOptions): Operation<Task<A, never, E> | false, E, R>
    <Y extends Yieldable, A>(
      task: () => Generator<Y, A, never>,
      options?: ForkOptions
    ): Operation<Task<A, never, ErrorOf<Y>> | false, ErrorOf<Y>, ServicesOf<Y>, CompletionOf<Y>>
  }
  /**
   * Starts a task and returns once it says it is ready, with what it said; the task goes on. A failure before that is
   * the scope's failure; ending without it is a defect. If the caller is interrupted first, so is the task.
   */
  readonly start: <V, A, E, R>(
    serve: (ready: Ready<V>) => Effect.Effect<A, E, R>,
    options?: ForkOptions
  ) => Operation<readonly [V, Task<A, never, E>], E, R>
}

type RunTaskOf<Eff> = Eff extends Effect.Effect<infer A, infer E, unknown> ? Task<A, never, E> : never
