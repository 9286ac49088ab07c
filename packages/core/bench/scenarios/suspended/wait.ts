/**
 * An Effect child that suspends until it is interrupted, with what is needed to know that all have started.
 */
import { Effect } from "effect"
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

/** Suspends n children, and answers what interrupts them all and waits for their end. */
export const interrupted = async (suspend: Suspend, n: number): Promise<() => Promise<number>> => {
  const release = await suspend(n)
  return async () => {
    await release()
    return n
  }
}
