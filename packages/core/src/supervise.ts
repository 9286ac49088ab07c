/** @since 0.1.0 */
import type * as Cause from "effect/Cause"
import type * as Effect from "effect/Effect"
import type * as Schedule from "effect/Schedule"
import type { ScopeHandle, Ready } from "./handle.ts"
import { drive } from "./internal/body.ts"
import { SuperviseHandle } from "./internal/superviseHandle.ts"
import { Supervision } from "./internal/supervision.ts"
import { configure, open } from "./internal/open.ts"
import type { CompletionOf, DeadlineErrorOf, DeadlineValueOf, ErrorOf, ServicesOf, Yieldable } from "./Operation.ts"
import type { ForkAllOptions, ForkOptions, RunOptions } from "./options.ts"
import type { Task } from "./Task.ts"

export interface SuperviseOptions extends RunOptions {
  /**
   * Hears every task that failed, once, with its cause; it is not interrupted, and the scope waits for it. Without it,
   * `Unhandled` hears those that nobody joined by the end of the scope. A defect in it fails the scope.
   */
  readonly onFailure?:
    | ((task: Task<unknown, unknown>, cause: Cause.Cause<unknown>) => Effect.Effect<void, never, unknown>)
    | undefined
}

export interface SuperviseForkOptions<R = never> extends ForkOptions {
  /**
   * Starts the task again after a failure or a defect, as long as the schedule says so. The task stays the same: `join`
   * gives its last outcome, and interrupting it ends it for good.
   */
  readonly restart?: Schedule.Schedule<unknown, unknown, never, R> | undefined
}

/** The handle of `TaskScope.supervise`: forking is an effect, and adds nothing to the errors of the scope. */
export interface Supervisor extends ScopeHandle {
  /** Starts a task at once. Waits for a slot under a `limit`; interrupted there, it never starts. */
  readonly fork: <A, E, R, O extends SuperviseForkOptions<unknown> = {}>(
    task: Effect.Effect<A, E, R>,
    options?: O
  ) => Effect.Effect<Task<A, E, E>, never, R | RestartServicesOf<O>>
  /** Forks a list in order; tuples keep their shape. With `discard`, no handle is kept. */
  readonly forkAll: {
    <const L extends ReadonlyArray<Effect.Effect<unknown, unknown, unknown>>>(
      tasks: L,
      options?: ForkAllOptions
    ): Effect.Effect<{ -readonly [K in keyof L]: SupervisedTaskOf<L[K]> }, never, ServicesOf<L[number]>>
    <Eff extends Effect.Effect<unknown, unknown, unknown>>(
      tasks: Iterable<Eff>,
      options: ForkAllOptions & { readonly discard: true }
    ): Effect.Effect<void, never, ServicesOf<Eff>>
    <Eff extends Effect.Effect<unknown, unknown, unknown>>(
      tasks: Iterable<Eff>,
      options?: ForkAllOptions
    ): Effect.Effect<Array<SupervisedTaskOf<Eff>>, never, ServicesOf<Eff>>
  }
  /** As `fork`, but gives `false` where `fork` would wait. */
  readonly tryFork: <A, E, R>(
    task: Effect.Effect<A, E, R>,
    options?: ForkOptions
  ) => Effect.Effect<Task<A, E, E> | false, never, R>
  /** Starts a task and returns once it says it is ready. Fails with the task's error if that comes first. */
  readonly start: <V, A, E, R>(
    serve: (ready: Ready<V>) => Effect.Effect<A, E, R>,
    options?: ForkOptions
  ) => Effect.Effect<readonly [V, Task<A, E, E>], E, R>
}

type RestartServicesOf<O> = O extends { readonly restart: Schedule.Schedule<unknown, never, unknown, infer R> }
  ? R
  : never

type SupervisedTaskOf<Eff> = Eff extends Effect.Effect<infer A, infer E, unknown> ? Task<A, E, E> : never

type HandlerServicesOf<O> = O extends {
  readonly onFailure: (...args: never) => Effect.Effect<unknown, unknown, infer R>
}
  ? R
  : never

/**
 * Runs `body` in a scope whose tasks fail alone: the failure of one leaves the others, the body and the scope untouched,
 * and is met by who joins it. The scope still waits for all of them; a failing body interrupts them.
 */
export const supervise: <Y extends Yieldable, A, O extends SuperviseOptions = {}>(
  body: (scope: Supervisor) => Generator<Y, A, never>,
  options?: O & SuperviseOptions
) => Effect.Effect<
  A | CompletionOf<Y> | DeadlineValueOf<O>,
  ErrorOf<Y> | DeadlineErrorOf<O>,
  ServicesOf<Y> | HandlerServicesOf<O>
> = (body, options) =>
  open(
    configure("TaskScope.supervise", options, body.name),
    () => new Supervision(options?.onFailure),
    // The handle types the effects of the runtime, which knows them untyped.
    (scope) => drive(scope, () => body(new SuperviseHandle(scope) as unknown as Supervisor))
  )
