/** What the person at the keyboard says while the search runs. */
import * as Effect from "effect/Effect"
import * as Latch from "effect/Latch"

/** Exit codes by convention: 128 and the signal's number. */
export const exitCodes = { SIGINT: 130, SIGTERM: 143 } as const

export type StopSignal = keyof typeof exitCodes

/**
 * Waits for Ctrl-C (SIGINT) or SIGTERM and succeeds with its name. From then on, and once interrupted, both do what they do
 * by default: a second Ctrl-C ends the process at once.
 */
export const stop: Effect.Effect<StopSignal> = Effect.callback((resume) => {
  const listeners = (Object.keys(exitCodes) as Array<StopSignal>).map((signal) => {
    const listener = () => {
      removeAll()
      resume(Effect.succeed(signal))
    }
    process.on(signal, listener)
    return () => process.off(signal, listener)
  })
  const removeAll = () => listeners.forEach((remove) => remove())
  return Effect.sync(removeAll)
})

/** Runs `print` at every Ctrl-\ (SIGQUIT), until interrupted; for those that come while it runs, once more. */
export const onQuit = (print: Effect.Effect<void>): Effect.Effect<never> =>
  Effect.acquireUseRelease(
    Effect.sync(() => {
      const pressed = Latch.makeUnsafe(false)
      const listener = () => pressed.openUnsafe()
      process.on("SIGQUIT", listener)
      return { pressed, listener }
    }),
    ({ pressed }) => Effect.forever(Effect.andThen(Effect.andThen(pressed.await, pressed.close), print)),
    ({ listener }) => Effect.sync(() => process.off("SIGQUIT", listener))
  )
