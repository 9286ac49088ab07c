/** Opening a scope as an effect of its caller. */
import { Effect, Exit } from "effect"
import { checkCount, checkSpan } from "./options.ts"
import { currentFiber, isDeep, type Policy, type ScopeConfig, ScopeRuntime } from "./scope.ts"
import type { AnyEffect } from "./task.ts"
import type { RunOptions } from "../options.ts"

export const configure = (where: string, options: RunOptions | undefined, fallbackName: string): ScopeConfig => {
  const name = options?.name ?? (fallbackName === "" ? undefined : fallbackName)
  return {
    name,
    limit: options?.limit === undefined ? undefined : checkCount(where, "limit", options.limit, 1),
    deadline: options?.deadline === undefined ? undefined : checkSpan(where, "deadline", options.deadline),
    onDeadline: options?.onDeadline === undefined ? undefined : succeedWith(options.onDeadline),
    cleanup:
      options?.cleanup === undefined
        ? undefined
        : { millis: checkSpan(where, "cleanup", options.cleanup), stuck: options.stuck ?? "wait" }
  }
}

/**
 * Runs a body in a new scope. Options are checked before, when the effect is made; the scope is made anew each time the
 * effect runs.
 */
export const open = (
  config: ScopeConfig,
  policy: Policy | (() => Policy),
  body: (scope: ScopeRuntime) => AnyEffect
): AnyEffect => {
  const start: AnyEffect = Effect.callback((resume) => {
    const scope = new ScopeRuntime(currentFiber(), typeof policy === "function" ? policy() : policy, config)
    const tracked = Effect.withFiber((fiber) => {
      scope.body = fiber
      return body(scope)
    })
    const exit = scope.start(tracked, resume)
    if (exit === undefined) return Effect.suspend(() => scope.interruptAndWait())
    return resume(exit)
  })
  // Scopes that open inside each other use up the stack: past a depth, each waits for a fresh one.
  return Effect.suspend(() => (isDeep() ? Effect.andThen(Effect.yieldNow, start) : start))
}

const succeedWith =
  (value: () => unknown): (() => Exit.Exit<unknown>) =>
  () =>
    Exit.succeed(value())
