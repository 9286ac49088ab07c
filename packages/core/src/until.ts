/** @since 0.1.0 */
import * as Effect from "effect/Effect"
import { gather } from "./internal/gather.ts"
import type { AnyExit } from "./internal/task.ts"
import type { AnyTask, ExitOf, NeedsOf } from "./lists.ts"
import type { RunOptions } from "./options.ts"

/**
 * Runs tasks until `predicate` holds for one that ended, then interrupts and awaits the rest. Gives the exits in the
 * order of the list, `undefined` for tasks that had not ended by then; no task's failure is an error. Past a deadline it
 * gives what there is. A predicate that throws is a defect.
 */
export const until: <Eff extends AnyTask>(
  tasks: Iterable<Eff>,
  predicate: (exit: ExitOf<Eff>, index: number) => boolean,
  options?: Omit<RunOptions, "onDeadline">
) => Effect.Effect<ReadonlyArray<ExitOf<Eff> | undefined>, never, NeedsOf<Eff>> = (
  tasks: Iterable<AnyTask>,
  predicate: (exit: never, index: number) => boolean,
  options?: RunOptions
) => {
  const list = Array.from(tasks)
  return gather("TaskScope.until", list, options, () => {
    const exits = list.map((): AnyExit | undefined => undefined)
    const result = () => Effect.succeed(Object.freeze(exits))
    return {
      onExit: (exit, index) => {
        exits[index] = exit
        // The exit is one of this list's: the predicate is typed by the same list.
        return predicate(exit as never, index)
      },
      result,
      timeout: result
    }
  })
}
