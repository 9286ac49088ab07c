/** @since 0.1.0 */
import * as Context from "effect/Context"
import * as Effect from "effect/Effect"
import { CurrentFrame, frameOf } from "./internal/frame.ts"

/**
 * Runs `effect` so that interruption of the scopes and fibers around it does not reach it: the caller waits for its end
 * first. Scopes inside it can be interrupted as ever, and see no outer deadline.
 *
 * It runs in a fiber of its own. A second shield entered after the interruption does not run: interruption of a fiber is
 * final, so put what belongs together into one.
 */
export const shield = <A, E, R>(effect: Effect.Effect<A, E, R>): Effect.Effect<A, E, R> =>
  Effect.contextWith((context: Context.Context<R>) =>
    Effect.uninterruptible(
      Effect.withFiber((fiber) => {
        const frame = { isShield: true, outer: frameOf(fiber) } as const
        const inner = Effect.runForkWith(Context.add(context, CurrentFrame, frame))(effect)
        return Effect.callback<A, E>((resume) => {
          inner.addObserver(resume)
        })
      })
    )
  )
