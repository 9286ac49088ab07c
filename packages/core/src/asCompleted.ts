/** @since 0.1.0 */
import { Effect, Queue, Stream } from "effect"
import { run } from "./run.ts"
import type { AnyTask, FailureOf, NeedsOf, ValueOf } from "./lists.ts"
import type { DeadlineErrorOf } from "./Operation.ts"
import type { RunOptions } from "./options.ts"
import type { Task } from "./Task.ts"

export interface AsCompletedOptions extends Omit<RunOptions, "onDeadline"> {
  /** Results in the order of the list instead; at most `limit` of them wait for their turn. */
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
  const config = { name: "TaskScope.asCompleted", ...rest }
  const bufferSize = options.limit ?? Infinity
  return ordered === true ? inOrder(tasks, config, bufferSize) : byCompletion(tasks, config, bufferSize)
}

const byCompletion = (tasks: Iterable<AnyTask>, config: RunOptions, bufferSize: number): Stream.Stream<any, any, any> =>
  Stream.callback(
    (queue) =>
      run(function* (scope) {
        for (const task of tasks) yield* scope.fork(Effect.flatMap(task, (value) => Queue.offer(queue, value)))
      }, config).pipe(endingWith(queue)),
    { bufferSize }
  )

/** The queue holds handles, so its bound is on results that wait; they are joined in the order of the list. */
const inOrder = (tasks: Iterable<AnyTask>, config: RunOptions, bufferSize: number): Stream.Stream<any, any, any> =>
  Stream.callback<Task<any, any>, any, any>(
    (queue) =>
      run(function* (scope) {
        for (const task of tasks) yield* Queue.offer(queue, yield* scope.fork(task))
      }, config).pipe(endingWith(queue)),
    { bufferSize }
  ).pipe(Stream.mapEffect((task) => Effect.flatMap(task.await, (exit) => exit)))

const endingWith =
  (queue: Queue.Queue<any, any>) =>
  (scope: Effect.Effect<void, any, any>): Effect.Effect<void, any, any> =>
    Effect.matchCauseEffect(scope, {
      onSuccess: () => Queue.end(queue),
      onFailure: (cause) => Queue.failCause(queue, cause)
    })
