/** @since 0.1.0 */
import type * as Cause from "effect/Cause"
import * as Effect from "effect/Effect"
import { QuorumNotReachedError } from "./errors.ts"
import { gather } from "./internal/gather.ts"
import { checkCount } from "./internal/options.ts"
import { withoutInterrupts } from "./internal/task.ts"
import type { AnyTask, FailureOf, NeedsOf, ValueOf } from "./lists.ts"
import type { DeadlineErrorOf, DeadlineValueOf } from "./Operation.ts"
import type { RunOptions } from "./options.ts"

/**
 * Runs all tasks and succeeds at the `needed`-th success, with those values in the order of the list; the rest are
 * interrupted and awaited. Fails with `QuorumNotReachedError`, carrying the causes, as soon as `needed` is out of reach.
 * `needed` is an integer from 1 to the length of the list.
 */
export const quorum: <Eff extends AnyTask, O extends RunOptions = {}>(
  tasks: Iterable<Eff>,
  needed: number,
  options?: O
) => Effect.Effect<
  ReadonlyArray<ValueOf<Eff>> | DeadlineValueOf<O>,
  QuorumNotReachedError<FailureOf<Eff>> | DeadlineErrorOf<O>,
  NeedsOf<Eff>
> = (tasks: Iterable<AnyTask>, needed: number, options?: RunOptions) => {
  const list = Array.from(tasks)
  const total = list.length
  checkCount("TaskScope.quorum", `needed (of ${total} tasks)`, needed, 1, total)
  return gather("TaskScope.quorum", list, options, () => {
    const successes: Array<{ readonly index: number; readonly value: unknown }> = []
    const causes: Array<Cause.Cause<unknown>> = []
    return {
      onExit: (exit, index) => {
        if (exit._tag === "Success") successes.push({ index, value: exit.value })
        else causes.push(withoutInterrupts(exit.cause))
        return successes.length === needed || total - causes.length < needed
      },
      result: (scope) =>
        successes.length < needed
          ? Effect.fail(new QuorumNotReachedError({ scope, needed, total, causes }))
          : Effect.succeed(Object.freeze(successes.toSorted((a, b) => a.index - b.index).map(({ value }) => value)))
    }
  })
}
