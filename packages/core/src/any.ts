/** @since 0.1.0 */
import * as Cause from "effect/Cause"
import * as Effect from "effect/Effect"
import type * as Exit from "effect/Exit"
import { NoTasksError, TaskInterruptedError } from "./errors.ts"
import { gather } from "./internal/gather.ts"
import { withoutInterrupts } from "./internal/task.ts"
import type { AnyTask, FailureOf, NeedsOf, ValueOf } from "./lists.ts"
import type { DeadlineErrorOf, DeadlineValueOf } from "./Operation.ts"
import type { RunOptions } from "./options.ts"

/** A list that cannot be empty has no `NoTasksError`. */
type EmptyErrorOf<T> = T extends readonly [unknown, ...ReadonlyArray<unknown>] ? never : NoTasksError

/**
 * Runs all tasks and gives the first success; the rest are interrupted and awaited. `undefined` is a success like any.
 * If all fail, it fails with all their causes in the order of the list; of an empty list, with `NoTasksError`.
 * A defect in the cleanup of a loser is a defect of `any`.
 */
export const any: <const T extends Iterable<AnyTask>, O extends RunOptions = {}>(
  tasks: T,
  options?: O
) => Effect.Effect<
  ValueOf<ElementOfList<T>> | DeadlineValueOf<O>,
  FailureOf<ElementOfList<T>> | EmptyErrorOf<T> | DeadlineErrorOf<O>,
  NeedsOf<ElementOfList<T>>
> = (tasks: Iterable<AnyTask>, options?: RunOptions) =>
  gather("TaskScope.any", tasks, options, () => {
    const causes: Array<Cause.Cause<unknown>> = []
    let winner: Exit.Success<unknown> | undefined
    return {
      onExit: (exit, index) => {
        if (exit._tag === "Success") winner = exit
        else causes[index] = exit.cause
        return winner !== undefined
      },
      result: (scope) => {
        if (winner !== undefined) return winner
        if (causes.length === 0) return Effect.fail(new NoTasksError({ scope }))
        const reasons = causes.flatMap((cause) => withoutInterrupts(cause).reasons)
        if (reasons.length === 0) return Effect.die(new TaskInterruptedError({ task: "every task", scope }))
        return Effect.failCause(Cause.fromReasons(reasons))
      }
    }
  })

type ElementOfList<T> = T extends Iterable<infer Eff> ? Eff : never
