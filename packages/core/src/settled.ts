/** @since 0.1.0 */
import * as Effect from "effect/Effect"
import { gather } from "./internal/gather.ts"
import { shapeOf } from "./internal/shape.ts"
import type { AnyExit } from "./internal/task.ts"
import type { ElementOf, ExitsOf, NeedsOf, Tasks } from "./lists.ts"
import type { DeadlineErrorOf, DeadlineValueOf } from "./Operation.ts"
import type { RunOptions } from "./options.ts"

/** Runs all tasks to their end and gives all exits, in the order and shape of the list. No task's failure is an error. */
export const settled: <const T extends Tasks, O extends RunOptions = {}>(
  tasks: T,
  options?: O
) => Effect.Effect<ExitsOf<T> | DeadlineValueOf<O>, DeadlineErrorOf<O>, NeedsOf<ElementOf<T>>> = (
  tasks: Tasks,
  options?: RunOptions
) => {
  const shape = shapeOf(tasks)
  return gather(
    "TaskScope.settled",
    shape.effects,
    options,
    () => {
      const exits: Array<AnyExit> = []
      return {
        onExit: (exit, index) => void (exits[index] = exit),
        result: () => Effect.succeed(shape.restore(exits))
      }
    },
    shape.names
  )
}
