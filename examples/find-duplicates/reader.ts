/** A reader thread: does one job after the other, item by item, and starts no item once it is told to stop. */
import { parentPort, workerData } from "node:worker_threads"
import { type Hashed, hashHead, hashWhole, type SizedFile } from "./hash.ts"
import { type Listing, list } from "./listing.ts"
import type { Problem } from "./problem.ts"

export type Job =
  | { readonly kind: "list"; readonly items: ReadonlyArray<string> }
  | { readonly kind: "heads"; readonly items: ReadonlyArray<SizedFile> }
  | { readonly kind: "wholes"; readonly items: ReadonlyArray<SizedFile> }

/** A result for each item that was done, in order; fewer than there are items if the reader was stopped. */
export interface Results {
  readonly list: ReadonlyArray<Listing | Problem>
  readonly heads: ReadonlyArray<Hashed>
  readonly wholes: ReadonlyArray<Hashed>
}

/** What a reader says: how many bytes it has read since it last said so, or that the job is done. */
export type Message =
  | { readonly kind: "read"; readonly bytes: number }
  | { readonly kind: "done"; readonly results: Results[Job["kind"]] }

/** Does `job`. Asks `stopped` before every item, and within long files before every block. */
export const perform = (job: Job, stopped: () => boolean, onRead: (bytes: number) => void): Results[Job["kind"]] => {
  switch (job.kind) {
    case "list":
      return untilStopped(job.items, stopped, list)
    case "heads":
      return untilStopped(job.items, stopped, hashHead)
    case "wholes":
      return untilStopped(job.items, stopped, (file) => hashWhole(file, stopped, onRead))
  }
}

const untilStopped = <Item, Result>(
  items: ReadonlyArray<Item>,
  stopped: () => boolean,
  work: (item: Item) => Result | undefined
): ReadonlyArray<Result> => {
  const results: Array<Result> = []
  for (const item of items) {
    if (stopped()) break
    const result = work(item)
    if (result === undefined) break
    results.push(result)
  }
  return results
}

/** Bytes read before a reader says so. */
const reportEvery = 8 * 2 ** 20

if (parentPort !== null) {
  const port = parentPort
  const stop = workerData as Int32Array
  let unreported = 0
  const say = (message: Message) => port.postMessage(message)
  const onRead = (bytes: number) => {
    unreported += bytes
    if (unreported < reportEvery) return
    say({ kind: "read", bytes: unreported })
    unreported = 0
  }
  port.on("message", (job: Job) => {
    const results = perform(job, () => Atomics.load(stop, 0) === 1, onRead)
    say({ kind: "read", bytes: unreported })
    unreported = 0
    say({ kind: "done", results })
  })
}
