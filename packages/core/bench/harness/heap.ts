/**
 * Reads the heap of a process started with `--expose-gc`.
 */

/** Bytes of live objects on the heap, after collections in turns of their own: a WeakRef keeps its target for a turn. */
export const liveHeap = async (): Promise<number> => {
  for (let round = 0; round < 3; round++) {
    await new Promise<void>((resolve) => setImmediate(resolve))
    collect()
  }
  return process.memoryUsage().heapUsed
}

const collect = (): void => {
  if (globalThis.gc === undefined) throw new Error("heap figures need a process started with --expose-gc")
  globalThis.gc()
}
