/** Runs effects to their end in virtual time, and reads what came out. */
import { type Cause, Clock, Effect, Exit, Fiber } from "effect"
import { TestClock } from "effect/testing"

/** The exit of an effect after up to a day of virtual time; an effect that has not ended by then is a defect. */
export const finish = <A, E, R>(self: Effect.Effect<A, E, R>): Effect.Effect<Exit.Exit<A, E>, never, R> =>
  Effect.gen(function* () {
    // The first sleep of a clock that was never moved forks a warning, in an interruptible region.
    yield* TestClock.adjust(0)
    const fiber = yield* Effect.forkChild(self, { startImmediately: true })
    yield* TestClock.adjust("1 day")
    const exit = fiber.pollUnsafe()
    if (exit !== undefined) return exit
    yield* Effect.forkDetach(Fiber.interrupt(fiber))
    return yield* Effect.die(new Error("not finished after a day of virtual time"))
  })

/** As `finish`, for an effect that is meant to succeed. */
export const value = <A, E, R>(self: Effect.Effect<A, E, R>): Effect.Effect<A, E, R> => Effect.flatten(finish(self))

/** What an exit failed with, in order: typed errors and defects as they are, interrupts as the word. */
export const failures = (exit: Exit.Exit<unknown, unknown>): ReadonlyArray<unknown> =>
  Exit.isSuccess(exit) ? [] : failuresOf(exit.cause)

export const failuresOf = (cause: Cause.Cause<unknown>): ReadonlyArray<unknown> =>
  cause.reasons.map((reason) => {
    if (reason._tag === "Fail") return reason.error
    return reason._tag === "Die" ? reason.defect : "interrupt"
  })

/** Adds `what` with the virtual time in milliseconds: `fork@0`. */
export const note = (log: Array<string>, what: string): Effect.Effect<void> =>
  Effect.map(Clock.currentTimeMillis, (now) => void log.push(`${what}@${now}`))
