/**
 * Effection: children of one task that wait for ever, and halting them.
 */
import { run, spawn, suspend as suspendTask } from "effection"
import { prepared } from "../../harness/Program.ts"
import { bytesPerChild, type Suspend } from "./heap.ts"
import { interrupted } from "./wait.ts"

const suspend: Suspend = async (n) => {
  const { promise, resolve } = Promise.withResolvers<void>()
  let waiting = 0
  const parent = run(function* () {
    for (let i = 0; i < n; i++) {
      // oxlint-disable-next-line typescript/no-floating-promises -- effection's tasks are promises too; the scope holds it
      yield* spawn(function* () {
        if (++waiting === n) resolve()
        yield* suspendTask()
      })
    }
    yield* suspendTask()
  })
  parent.catch(() => undefined)
  await promise
  return () => parent.halt()
}

export const effectionBytes = bytesPerChild(suspend)

export const effectionInterrupt = prepared((n) => interrupted(suspend, n))
