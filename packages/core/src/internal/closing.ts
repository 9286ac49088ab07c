/**
 * Closes a generator that stopped half-way: its `finally` blocks and `using` declarations run, and what they yield is
 * run too, as an effect.
 *
 * `return()` alone does that only for a generator that delegates to no other. JavaScript hands a `return` down to the
 * delegate, but when a `finally` of the delegate yields and is resumed with `next`, the delegate ends normally, and the
 * generator above *goes on* as if nothing had happened. So each generator of the chain is closed by itself, from the
 * inside out, which takes a reference to each; `closeOrDelegate` finds them.
 */
import * as Effect from "effect/Effect"
import type { AnyBody } from "./body.ts"
import type { AnyEffect } from "./task.ts"

type Step = IteratorResult<AnyEffect, unknown>

/** Closes `body`; `undefined` when nothing is left to run. `toStep` reads what a generator yields. */
export const close = (
  body: AnyBody,
  toStep: (result: IteratorResult<unknown, unknown>) => Step
): AnyEffect | undefined => {
  /** The generators that are still open, each delegating to the next. */
  const frames = [body]
  /** The one that ended last: the generator above it still delegates to it. */
  let ended: AnyBody | undefined

  const closeInnermost = (): AnyEffect | undefined => {
    try {
      return proceed(enter())
    } catch (defect) {
      return after(Effect.die(defect), true)
    }
  }

  /** Closes the innermost generator, having found it. */
  const enter = (): Step => {
    for (;;) {
      const found = closeOrDelegate(frames.at(-1)!, ended)
      if (found.delegate === undefined) return toStep(found.result)
      frames.push(found.delegate)
    }
  }

  const proceed = (step: Step): AnyEffect | undefined => {
    if (step.done) {
      ended = frames.pop()
      return frames.length === 0 ? undefined : closeInnermost()
    }
    return Effect.matchCauseEffect(step.value, {
      onSuccess: (value) => resume(value) ?? Effect.void,
      // This finalizer is over; those around it still run, and their failures come after.
      onFailure: (cause) => after(Effect.failCause(cause), false)
    })
  }

  const resume = (value: unknown): AnyEffect | undefined => {
    try {
      return proceed(toStep(frames.at(-1)!.next(value)))
    } catch (defect) {
      return after(Effect.die(defect), true)
    }
  }

  /** Goes on closing behind a failure. A generator that threw is over. */
  const after = (failure: AnyEffect, over: boolean): AnyEffect => {
    if (over) ended = frames.pop()
    if (frames.length === 0) return failure
    return Effect.ensuring(
      failure,
      Effect.suspend(() => closeInnermost() ?? Effect.void)
    )
  }

  return closeInnermost()
}

type Found =
  | { readonly delegate: AnyBody; readonly result?: never }
  | { readonly delegate: undefined; readonly result: IteratorResult<unknown, unknown> }

const prototype: { return: AnyBody["return"] } = Object.getPrototypeOf(function* () {}.prototype)
const originalReturn = prototype.return

/**
 * Closes `generator`, unless it delegates to another: then nothing happens but that the delegate is found.
 *
 * A generator suspended in `yield* delegate` answers `return()` by looking up `delegate.return` and calling it. So for
 * the time of that one call, which runs no code of the user's if there is a delegate, the `return` that all generators
 * share says "not yet" and notes who was asked. Where the prototype is frozen, the delegate stays unknown.
 */
const closeOrDelegate = (generator: AnyBody, ended: AnyBody | undefined): Found => {
  const notYet: IteratorResult<unknown, unknown> = { done: false, value: undefined }
  const asked: Array<AnyBody> = []
  const ask = function (this: AnyBody, value: unknown): IteratorResult<unknown, unknown> {
    // Only a delegate is handed the value; a finalizer that leaves a loop closes its generator with none.
    if (value !== notYet) return originalReturn.call(this, value)
    replaceReturn(originalReturn)
    if (this === ended) return originalReturn.call(this, value)
    asked.push(this)
    return notYet
  }
  replaceReturn(ask)
  let result: IteratorResult<unknown, unknown>
  try {
    result = originalReturn.call(generator, notYet)
  } finally {
    replaceReturn(originalReturn)
  }
  const [delegate] = asked
  return delegate === undefined ? { delegate, result } : { delegate }
}

const replaceReturn = (value: AnyBody["return"]): boolean => Reflect.set(prototype, "return", value)
