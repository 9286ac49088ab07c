/**
 * An Effect child that suspends until it is interrupted, with what is needed to know that all have started.
 */
import { Effect } from "effect"
import type { Stage } from "../../harness/Program.ts"
import type { Suspend } from "./heap.ts"

/** `started` settles once n children have begun to wait. */
export const wait = (n: number): { readonly started: Promise<void>; readonly child: Effect.Effect<never> } => {
  const { promise, resolve } = Promise.withResolvers<void>()
  let waiting = 0
  const child = Effect.callback<never>(() => {
    if (++waiting === n) resolve()
  })
  return { started: promise, child }
}

/** Suspends n children; interrupting them all and waiting for their end is timed. */
export const interrupted = async (suspend: Suspend, n: number): Promise<Stage> => {
  const release = await suspend(n)
  return {
    run: async () => {
      await release()
      return n
    }
  }
}

/** Suspending n children is timed. */
export const forked = (suspend: Suspend, n: number): Stage => {
  let release: () => Promise<unknown> = () => Promise.resolve()
  return {
    run: async () => {
      release = await suspend(n)
      return n
    },
    release: () => release()
  }
}
