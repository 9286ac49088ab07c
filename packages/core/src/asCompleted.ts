/** @since 0.1.0 */
import type * as Stream from "effect/Stream"
import { byCompletion, inOrder } from "./internal/completion.ts"
import { configure } from "./internal/open.ts"
import type { AnyTask, FailureOf, NeedsOf, ValueOf } from "./lists.ts"
import type { DeadlineErrorOf } from "./Operation.ts"
import type { RunOptions } from "./options.ts"

export interface AsCompletedOptions extends Omit<RunOptions, "onDeadline"> {
  /** Results in the order of the list instead; those that wait for their turn count for the `limit`. */
  readonly ordered?: boolean | undefined
}

/**
 * A stream of the values of `tasks`, in order of completion. The first failure interrupts the rest, waits for it, and
 * fails the stream; ending the stream early interrupts and awaits what runs.
 *
 * With `limit`, at most that many tasks run or wait to be consumed; a slow consumer holds the producers back.
 */
export const asCompleted: <Eff extends AnyTask, O extends AsCompletedOptions = {}>(
  tasks: Iterable<Eff>,
  options?: O
) => Stream.Stream<ValueOf<Eff>, FailureOf<Eff> | DeadlineErrorOf<O>, NeedsOf<Eff>> = (
  tasks: Iterable<AnyTask>,
  options: AsCompletedOptions = {}
) => {
  const { ordered, ...rest } = options
  // Refused here and under this name, not when the stream runs.
  configure("TaskScope.asCompleted", rest, "")
  const config = { name: "TaskScope.asCompleted", ...rest }
  // Under a limit nothing is buffered: a task keeps its slot until its value is taken.
  const bufferSize = options.limit === undefined ? Infinity : 0
  return ordered === true ? inOrder(tasks, config, bufferSize) : byCompletion(tasks, config, bufferSize)
}
