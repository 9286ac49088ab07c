/**
 * Drives the generator of a body.
 *
 * `Effect.gen` walks the iterator, so each `yield*` costs what it costs there. Unlike `Effect.gen`, a body that fails
 * or is interrupted is closed: `return()` runs its `finally` blocks and `using` declarations, whatever they yield runs
 * uninterruptibly, and their failures join the cause.
 */
import { Effect } from "effect"
import { close } from "./closing.ts"
import { ScopeOp } from "./op.ts"
import type { ScopeRuntime } from "./scope.ts"
import { type AnyEffect, type AnyExit, erase } from "./task.ts"

// What a body yields: effects and scope operations of any types; the surface keeps track of them.
export type AnyBody = Generator<any, any, any>

/** The effect of running a body: each run makes a generator of its own. */
export const drive = (scope: ScopeRuntime, make: () => AnyBody): AnyEffect =>
  Effect.suspend(() => {
    const driver = new Driver(scope, make())
    // Effect.gen asks its body for an iterator and calls `next`; the driver is one.
    return Effect.onExitPrimitive(erase(Effect.gen(() => driver as unknown as AnyBody)), driver.close)
  })

class Driver implements Iterator<AnyEffect, unknown> {
  private readonly scope: ScopeRuntime
  private readonly body: AnyBody

  constructor(scope: ScopeRuntime, body: AnyBody) {
    this.scope = scope
    this.body = body
  }

  next(value: unknown): IteratorResult<AnyEffect, unknown> {
    this.scope.stale = true
    return toEffect(this.body.next(value))
  }

  /** Runs the finalizers of a body that did not reach its end. */
  readonly close = (exit: AnyExit): AnyEffect | undefined =>
    exit._tag === "Success" ? undefined : close(this.body, toEffect)
}

const toEffect = (result: IteratorResult<unknown, unknown>): IteratorResult<AnyEffect, unknown> => {
  if (!result.done && result.value instanceof ScopeOp) return { done: false, value: result.value.effect() }
  return result as IteratorResult<AnyEffect, unknown>
}
