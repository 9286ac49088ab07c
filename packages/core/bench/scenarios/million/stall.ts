/**
 * The longest time the event loop could not turn while some work ran.
 */

/** Runs `work` and answers the longest gap between two turns of the event loop, in milliseconds. */
export const longestStall = async (work: () => Promise<unknown>): Promise<number> => {
  let longest = 0
  let last = performance.now()
  let isRunning = true
  const turn = () => {
    const now = performance.now()
    longest = Math.max(longest, now - last)
    last = now
    if (isRunning) setImmediate(turn)
  }
  setImmediate(turn)
  await new Promise<void>((resolve) => setImmediate(resolve))
  longest = 0
  last = performance.now()
  await work()
  longest = Math.max(longest, performance.now() - last)
  isRunning = false
  return longest
}
