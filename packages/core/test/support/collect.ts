/** Asks the engine what is still reachable. */
import { setFlagsFromString } from "node:v8"
import { runInNewContext } from "node:vm"
import { Effect } from "effect"

setFlagsFromString("--expose-gc")
const collectGarbage = runInNewContext("gc") as () => void

/** How many of the referents survive, after turns of the event loop in which nothing holds them by accident. */
export const survivors = (references: ReadonlyArray<WeakRef<object>>): Effect.Effect<number> =>
  Effect.promise(async () => {
    for (let round = 0; round < 5; round++) {
      await new Promise((resolve) => setImmediate(resolve))
      collectGarbage()
    }
    return references.filter((reference) => reference.deref() !== undefined).length
  })
