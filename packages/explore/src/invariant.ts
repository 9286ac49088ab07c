/**
 * Invariants that a program declares about state it has made itself.
 */
import * as Effect from "effect/Effect"
import { CurrentSession } from "./internal/session.ts"

/**
 * From here on, `holds` is asked after every step of every fiber: false, or a text that says why not, is a failure. It
 * must read only, and at once, as `ref.ref.current` does. Outside of an exploration nothing asks.
 */
export const invariant = (name: string, holds: () => boolean | string | void): Effect.Effect<void> =>
  Effect.withFiber((fiber) => {
    fiber.getRef(CurrentSession)?.invariants.push({ name, holds })
    return Effect.void
  })
