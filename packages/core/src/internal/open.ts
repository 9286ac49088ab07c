/** Opening a scope as an effect of its caller. */
import type * as Duration from "effect/Duration"
import * as Effect from "effect/Effect"
import * as Exit from "effect/Exit"
import { checkCount, checkSpan } from "./options.ts"
import { currentFiber, isDeep, type Policy, type ScopeConfig, ScopeRuntime } from "./scope.ts"
import type { AnyEffect } from "./task.ts"
import type { RunOptions } from "../options.ts"

export const configure = (where: string, options: RunOptions = {}, fallbackName: string): ScopeConfig => {
  const { cleanup, deadline, limit, name = fallbackName, onDeadline, stuck = "wait" } = options
  const span = (option: string, value: Duration.Input | undefined) =>
    value === undefined ? undefined : checkSpan(where, option, value)
  const millis = span("cleanup", cleanup)
  return {
    name: name === "" ? undefined : name,
    limit: limit === undefined ? undefined : checkCount(where, "limit", limit, 1),
    deadline: span("deadline", deadline),
    onDeadline: onDeadline && (() => Exit.succeed(onDeadline())),
    cleanup: millis === undefined ? undefined : { millis, stuck }
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
