/**
 * The task under a limit: a trivial async function, the same for every contender.
 */
export const task = async (): Promise<number> => 1

/** Calls `task`, drops its result, and settles `finished` with the n-th completion. */
export const countedTask = (n: number) => {
  const { promise, resolve } = Promise.withResolvers<number>()
  let completed = 0
  const run = async (): Promise<void> => {
    const one = await task()
    completed += one
    if (completed === n) resolve(n)
  }
  return { run, finished: promise }
}
