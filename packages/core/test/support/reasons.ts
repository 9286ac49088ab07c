/** Tasks that tell why they were interrupted. */
import { Effect, Exit } from "effect"
import { InterruptReason } from "../../src/index.ts"

/** Waits for ever; when it is interrupted, `tell` hears why. */
export const probe = (tell: (reason: InterruptReason.InterruptReason | undefined) => void): Effect.Effect<never> =>
  Effect.onExit(Effect.never, (exit) =>
    Effect.sync(() => tell(Exit.isFailure(exit) ? InterruptReason.fromCause(exit.cause) : undefined))
  )
