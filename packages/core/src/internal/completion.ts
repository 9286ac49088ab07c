/** The streams of `asCompleted`, untyped. */
import { Effect, Queue, Stream } from "effect"
import type { RunOptions } from "../options.ts"
import { run } from "../run.ts"
import type { Task } from "../Task.ts"
import type { Given } from "./task.ts"

// Element, error and services are those of the caller's list, which only the surface knows.
type AnyStream = Stream.Stream<any, any, any>

export const byCompletion = (tasks: Iterable<Given>, config: RunOptions, bufferSize: number): AnyStream =>
  Stream.callback<unknown, unknown, unknown>(
    (queue) =>
      run(function* (scope) {
        for (const task of tasks) yield* scope.fork(Effect.flatMap(task, (value) => Queue.offer(queue, value)))
      }, config).pipe(endingWith(queue)),
    { bufferSize }
  )

/** The queue holds handles, so its bound is on results that wait; they are joined in the order of the list. */
export const inOrder = (tasks: Iterable<Given>, config: RunOptions, bufferSize: number): AnyStream =>
  Stream.callback<Task<unknown>, unknown, unknown>(
    (queue) =>
      run(function* (scope) {
        for (const task of tasks) yield* Queue.offer(queue, yield* scope.fork(task))
      }, config).pipe(endingWith(queue)),
    { bufferSize }
  ).pipe(Stream.mapEffect((task) => Effect.flatMap(task.await, (exit) => exit)))

const endingWith =
  <A>(queue: Queue.Queue<A, any>) =>
  (scope: Effect.Effect<void, unknown, unknown>): Effect.Effect<void, never, unknown> =>
    Effect.matchCauseEffect(scope, {
      onSuccess: () => Queue.end(queue),
      onFailure: (cause) => Queue.failCause(queue, cause)
    })
