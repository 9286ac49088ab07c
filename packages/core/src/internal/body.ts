/**
 * Drives the generator of a body.
 *
 * `Effect.gen` walks the iterator, so each `yield*` costs what it costs there. Unlike `Effect.gen`, a body that fails
 * or is interrupted is closed: `return()` runs its `finally` blocks and `using` declarations, whatever they yield runs
 * uninterruptibly, and their failures join the cause.
 */
import type * as Cause from "effect/Cause"
import * as Effect from "effect/Effect"
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

interface Thrown {
  readonly defect: unknown
}

class Driver implements Iterator<AnyEffect, unknown> {
  private readonly scope: ScopeRuntime
  private readonly body: AnyBody
  private thrown: Thrown | undefined = undefined

  constructor(scope: ScopeRuntime, body: AnyBody) {
    this.scope = scope
    this.body = body
  }

  next(value: unknown): IteratorResult<AnyEffect, unknown> {
    this.scope.stale = true
    try {
      return toEffect(this.body.next(value))
    } catch (defect) {
      this.thrown = { defect }
      throw defect
    }
  }

  /** Runs the finalizers of a body that did not reach its end. */
  readonly close = (exit: AnyExit): AnyEffect | undefined => {
    if (exit._tag === "Success") return undefined
    return this.thrown === undefined ? close(this.body, toEffect) : this.raise(this.thrown, exit.cause)
  }

  /** Effect drops what a body throws in the step in which it is interrupted; no failure is lost here. */
  private raise({ defect }: Thrown, cause: Cause.Cause<unknown>): AnyEffect | undefined {
    const known = cause.reasons.some((reason) => reason._tag === "Die" && reason.defect === defect)
    return known ? undefined : Effect.die(defect)
  }
}

const toEffect = (result: IteratorResult<unknown, unknown>): IteratorResult<AnyEffect, unknown> => {
  if (!result.done && result.value instanceof ScopeOp) return { done: false, value: result.value.effect() }
  return result as IteratorResult<AnyEffect, unknown>
}
