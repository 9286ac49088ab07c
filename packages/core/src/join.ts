/** @since 0.1.0 */
import * as Effect from "effect/Effect"
import { gather } from "./internal/gather.ts"
import type { AnyExit } from "./internal/task.ts"
import type { AnyTask, ExitOf, NeedsOf } from "./lists.ts"
import type { DeadlineErrorOf } from "./Operation.ts"
import type { RunOptions } from "./options.ts"

/**
 * A policy of your own. Its state lives in the factory's closure and is made anew for each run.
 *
 * A hook that throws is a defect of the scope.
 */
export interface Joiner<Eff, B, E = never, R = never, T = never, TE = never, TR = never> {
  /** Asked before each start; `true` ends the scope, and the task does not start. */
  readonly onFork?: (index: number) => boolean | void
  /** Told how each task ended, once, in order of ending; `true` interrupts the rest. Not called after that. */
  readonly onExit?: (exit: ExitOf<Eff>, index: number) => boolean | void
  /** What comes out once everything has ended; called at most once, and not after a timeout. */
  readonly result: () => Effect.Effect<B, E, R>
  /** What comes out after the deadline; without it that is `DeadlineExceededError`. */
  readonly timeout?: () => Effect.Effect<T, TE, TR>
}

/** A joiner of any list: its `onExit` takes exits that only its list can name. */
type AnyJoiner = Joiner<never, unknown, unknown, unknown, unknown, unknown, unknown>

type Options = Omit<RunOptions, "onDeadline">

type TimeoutErrorOf<J, O> = J extends { readonly timeout: unknown } ? never : DeadlineErrorOf<O>

type OutcomeOf<J> = J extends { readonly result: () => infer B }
  ? B | (J extends { readonly timeout: () => infer T } ? T : never)
  : never

/** Runs `tasks` under the policy that `make` returns, which is typed by the list. */
export const join: <
  Eff extends AnyTask,
  J extends Joiner<Eff, unknown, unknown, unknown, unknown, unknown, unknown>,
  O extends Options = {}
>(
  tasks: Iterable<Eff>,
  make: () => J,
  options?: O
) => Effect.Effect<
  Effect.Success<OutcomeOf<J>>,
  Effect.Error<OutcomeOf<J>> | TimeoutErrorOf<J, O>,
  Effect.Services<OutcomeOf<J>> | NeedsOf<Eff>
> = (tasks: Iterable<AnyTask>, make: () => AnyJoiner, options?: Options) =>
  gather("TaskScope.join", tasks, options, () => {
    const { onExit, onFork, result, timeout } = make()
    return {
      onFork,
      onExit: onExit as ((exit: AnyExit, index: number) => boolean | void) | undefined,
      result: () => Effect.suspend(result),
      timeout: timeout === undefined ? undefined : () => Effect.suspend(timeout)
    }
  })
