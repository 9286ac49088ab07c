/**
 * A call of a plain function as an effect: it ends when the promise settles, also when it is interrupted. Interruption
 * only aborts.
 */
import * as Effect from "effect/Effect"
import * as Exit from "effect/Exit"
import type { AnyEffect, AnyExit } from "../../internal/task.ts"

export interface Call {
  readonly call: () => unknown
  readonly abort: () => void
  /** The exit for what was thrown: an interruption where it only tells of one, else a failure. */
  readonly exitOf: (error: unknown) => AnyExit
}

export const settle = (self: Call): AnyEffect =>
  Effect.callback((resume) => {
    let wake: ((exit: AnyExit) => void) | undefined
    const end = (exit: AnyExit): void => {
      resume(exit)
      wake?.(exit)
    }
    const fail = (error: unknown): void => end(self.exitOf(error))
    try {
      Promise.resolve(self.call()).then((value) => end(Exit.succeed(value)), fail)
    } catch (error) {
      fail(error)
    }
    return Effect.suspend(() => {
      self.abort()
      return Effect.callback<void>((proceed) => {
        wake = proceed
      })
    })
  })
