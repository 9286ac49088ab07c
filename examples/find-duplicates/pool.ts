/** Reader threads, each with at most one file open. Plain Node, without Effect: `bench/p-limit.ts` uses it too. */
import { getCompileCacheDir } from "node:module"
import { Worker } from "node:worker_threads"
import type { Job, Message, Results } from "./reader.ts"

export interface Handlers<Kind extends keyof Results> {
  /** Called once, with all results or, after `stop`, with those there are. */
  readonly onDone: (results: Results[Kind]) => void
  /** Hears how many more bytes of long files were read. */
  readonly onRead: (bytes: number) => void
  /** The thread has ended by mistake. */
  readonly onCrash: (error: unknown) => void
}

export interface Pool {
  readonly readers: number
  /**
   * Gives `job` to a free reader. Returns what stops it: the reader starts no further item, closes its file, and `onDone`
   * hears what it did. Throws if no reader is free: the caller bounds its jobs by the number of readers.
   */
  readonly give: <Kind extends keyof Results>(job: JobOf<Kind>, handlers: Handlers<Kind>) => () => void
  readonly close: () => Promise<void>
}

export type JobOf<Kind extends keyof Results> = Extract<Job, { readonly kind: Kind }>

export const make = (readers: number): Pool => {
  const free = Array.from({ length: readers }, startReader)
  const all = [...free]

  const give: Pool["give"] = (job, { onCrash, onDone, onRead }) => {
    const reader = free.pop()
    if (reader === undefined) throw new Error(`There are more jobs than readers (${readers})`)
    const { stop, worker } = reader
    Atomics.store(stop, 0, 0)
    const onMessage = (message: Message) => {
      if (message.kind === "read") return onRead(message.bytes)
      worker.off("message", onMessage)
      worker.off("error", onCrash)
      free.push(reader)
      onDone(message.results as Parameters<typeof onDone>[0])
    }
    worker.on("message", onMessage)
    worker.on("error", onCrash)
    // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread has no origin, a window has
    worker.postMessage(job)
    return () => Atomics.store(stop, 0, 1)
  }

  const close = async (): Promise<void> => {
    await Promise.all(all.map(({ worker }) => worker.terminate()))
  }
  return { readers, give, close }
}

const startReader = () => {
  const stop = new Int32Array(new SharedArrayBuffer(4))
  // Threads do not inherit the compile cache; they take it from their environment.
  const cache = getCompileCacheDir()
  const env = cache === undefined ? process.env : { ...process.env, NODE_COMPILE_CACHE: cache }
  return { stop, worker: new Worker(new URL("./reader.ts", import.meta.url), { workerData: stop, env }) }
}
