/** Gates for tests of plain async code: nothing here looks at the clock. */

/** Pending until the signal aborts; then resolves with its reason. */
export const aborted = (signal: AbortSignal): Promise<unknown> =>
  new Promise((resolve) => {
    if (signal.aborted) resolve(signal.reason)
    else signal.addEventListener("abort", () => resolve(signal.reason), { once: true })
  })

/** As `fetch` does: pending until the signal aborts, then rejects with its reason. */
export const foreign = async (signal: AbortSignal): Promise<never> => {
  throw await aborted(signal)
}

/** Lets everything run that is ready to run. */
export const settleDown = (): Promise<void> =>
  new Promise((resolve) => {
    setImmediate(() => setImmediate(resolve))
  })

/** The error a promise rejects with; throws when it resolves. */
export const rejection = async (promise: PromiseLike<unknown>): Promise<unknown> => {
  const outcome = await Promise.allSettled([promise])
  if (outcome[0].status === "rejected") return outcome[0].reason
  throw new Error("resolved, where a rejection was expected")
}

/** Whether a promise has settled by now. */
export const hasSettled = async (promise: PromiseLike<unknown>): Promise<boolean> => {
  let settled = false
  const note = (): void => {
    settled = true
  }
  promise.then(note, note)
  await settleDown()
  return settled
}
