/** The streams of `asCompleted`, untyped. */
import * as Effect from "effect/Effect"
import * as Latch from "effect/Latch"
import * as Queue from "effect/Queue"
import * as Stream from "effect/Stream"
import type { RunOptions } from "../options.ts"
import { run } from "../run.ts"
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

/** A task offers its value once the one before it has; until then it keeps its slot. */
export const inOrder = (tasks: Iterable<Given>, config: RunOptions, bufferSize: number): AnyStream =>
  Stream.callback<unknown, unknown, unknown>(
    (queue) =>
      run(function* (scope) {
        let turn = Latch.makeUnsafe(true)
        for (const task of tasks) {
          const [mine, next] = [turn, Latch.makeUnsafe()]
          turn = next
          const offer = (value: unknown) => mine.whenOpen(Effect.andThen(Queue.offer(queue, value), next.open))
          yield* scope.fork(Effect.flatMap(task, offer))
        }
      }, config).pipe(endingWith(queue)),
    { bufferSize }
  )

const endingWith =
  <A>(queue: Queue.Queue<A, any>) =>
  (scope: Effect.Effect<void, unknown, unknown>): Effect.Effect<void, never, unknown> =>
    Effect.matchCauseEffect(scope, {
      onSuccess: () => Queue.end(queue),
      onFailure: (cause) => Queue.failCause(queue, cause)
    })
