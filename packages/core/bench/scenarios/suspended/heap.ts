/**
 * Bytes a suspended child holds: the live heap before and after n of them, in a process that did it once before.
 */
import { liveHeap } from "../../harness/heap.ts"
import { type Gauge, gauge } from "../../harness/Program.ts"

/** Suspends n children; the answer releases them and waits for their end. */
export type Suspend = (n: number) => Promise<() => Promise<unknown>>

/** The rehearsal leaves compiled code and grown tables behind, which are no child's. */
const rehearsed = 1_000

export const bytesPerChild = (suspend: Suspend): Gauge =>
  gauge(async (n) => {
    const rehearsal = await suspend(Math.min(n, rehearsed))
    await rehearsal()
    const before = await liveHeap()
    const release = await suspend(n)
    const after = await liveHeap()
    await release()
    return (after - before) / n
  })
