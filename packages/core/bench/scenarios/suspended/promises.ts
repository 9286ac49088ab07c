/**
 * Promises: every child waits on an AbortSignal of its own, which is how a single one can be cancelled.
 */
import { prepared } from "../../harness/Program.ts"
import { bytesPerChild, type Suspend } from "./heap.ts"
import { interrupted } from "./wait.ts"

const waitForAbort = (signal: AbortSignal): Promise<void> =>
  new Promise((_, reject) => {
    signal.addEventListener("abort", () => reject(signal.reason), { once: true })
  })

const suspend: Suspend = async (n) => {
  const controllers: Array<AbortController> = []
  const children: Array<Promise<void>> = []
  for (let i = 0; i < n; i++) {
    const controller = new AbortController()
    controllers.push(controller)
    children.push(waitForAbort(controller.signal))
  }
  return () => {
    for (const controller of controllers) controller.abort()
    return Promise.allSettled(children)
  }
}

export const promiseBytes = bytesPerChild(suspend)

export const promiseInterrupt = prepared((n) => interrupted(suspend, n))
