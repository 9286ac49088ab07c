/** @since 0.1.0 */
import type { DeadlineValueOf } from "../Operation.ts"
import { isDeep } from "../internal/scope.ts"
import { requireFunction } from "./internal/check.ts"
import { AsyncHandle } from "./internal/handle.ts"
import { callIn } from "./internal/place.ts"
import { AsyncRuntime } from "./internal/runtime.ts"
import type { TaskScopeOptions } from "./options.ts"
import type { TaskScope } from "./scope.ts"

/**
 * Runs `body` in a scope of its own; settles when the body and every task have settled.
 *
 * The first failure, of the body or of a task, aborts the signals of everything else, waits for it, and is what the
 * promise rejects with, as it is; `suppressed(error)` gives the others. A promise cannot be interrupted: a function that
 * ignores its signal is waited for, unless the options say `stuck: "abandon"`. What is thrown because a signal aborted
 * (the reason of the signal, an `AbortError`, an error that has the reason as its cause) is no failure.
 */
export const taskScope: {
  <A>(body: (scope: TaskScope) => A | PromiseLike<A>): Promise<A>
  <A, const O extends TaskScopeOptions>(
    options: O,
    body: (scope: TaskScope) => A | PromiseLike<A>
  ): Promise<A | Awaited<DeadlineValueOf<O>>>
} = (...given: ReadonlyArray<unknown>): Promise<never> =>
  new Promise((resolve, reject) => {
    const [options, body] = typeof given[0] === "function" ? [undefined, given[0]] : given
    requireFunction("taskScope", "body", body)
    const runtime = new AsyncRuntime("taskScope", options as TaskScopeOptions | undefined, body.name)
    const handle = new AsyncHandle(runtime)
    const place = handle.place()
    const run = (): void =>
      runtime.run(
        () => callIn(place, () => body(place.scope)),
        (ended) => {
          if (ended._tag === "Success") resolve(ended.value as never)
          else reject(ended.error)
        }
      )
    // Scopes that open inside each other use up the stack: past a depth, each waits for a fresh one.
    if (isDeep()) queueMicrotask(run)
    else run()
  })
