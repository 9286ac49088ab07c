/** @since 0.1.0 */
import * as Cause from "effect/Cause"
import * as Effect from "effect/Effect"
import { TaskInterruptedError } from "./errors.ts"
import { forkAllEffect } from "./internal/fork.ts"
import { configure, open } from "./internal/open.ts"
import { failFast } from "./internal/policies.ts"
import type { Policy } from "./internal/scope.ts"
import { shapeOf } from "./internal/shape.ts"
import type { AnyEffect } from "./internal/task.ts"
import type { ElementOf, FailureOf, NeedsOf, Tasks, ValuesOf } from "./lists.ts"
import type { DeadlineErrorOf, DeadlineValueOf } from "./Operation.ts"
import type { RunOptions } from "./options.ts"

/**
 * Runs all tasks and gives their values, in the order and shape of the list (frozen; an empty list gives an empty one).
 * The first failure interrupts the rest, waits for it, and is what `all` fails with.
 */
export const all: <const T extends Tasks, O extends RunOptions = {}>(
  tasks: T,
  options?: O
) => Effect.Effect<
  ValuesOf<T> | DeadlineValueOf<O>,
  FailureOf<ElementOf<T>> | DeadlineErrorOf<O>,
  NeedsOf<ElementOf<T>>
> = (tasks: Tasks, options?: RunOptions): AnyEffect => {
  const { effects, names, restore } = shapeOf(tasks)
  const config = configure("TaskScope.all", options, "TaskScope.all")
  return Effect.suspend(() => {
    // The body's value: by the time it comes out, every task has put its own into it.
    const values: Array<unknown> = []
    const ended: NonNullable<Policy["ended"]> = (scope, task, exit) => {
      if (exit._tag === "Success") values[task.index] = exit.value
      else if (!Cause.hasInterruptsOnly(exit.cause)) failFast.failed(scope, task, exit.cause)
      else failFast.failed(scope, task, Cause.die(new TaskInterruptedError({ task: task.name, scope: scope.name })))
    }
    return open(config, { ...failFast, ended }, (scope) =>
      Effect.andThen(forkAllEffect(scope, effects, { discard: true, name: names }), Effect.succeed(values))
    ).pipe(Effect.map((out) => (out === values ? restore(values) : out)))
  })
}
