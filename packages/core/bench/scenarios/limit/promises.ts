/**
 * p-limit and RxJS: 16 at once.
 */
import pLimit from "p-limit"
import { lastValueFrom, mergeMap, range, reduce } from "rxjs"
import { timed } from "../../harness/Program.ts"
import { countedTask, task } from "./task.ts"

export const pLimitDropped = timed((n) => {
  const limit = pLimit(16)
  const { run, finished } = countedTask(n)
  for (let i = 0; i < n; i++) void limit(run)
  return finished
})

export const pLimitJoined = timed(async (n) => {
  const limit = pLimit(16)
  const values = await Promise.all(Array.from({ length: n }, () => limit(task)))
  return values.reduce((sum, value) => sum + value, 0)
})

export const rxjsMergeMap = timed((n) =>
  lastValueFrom(
    range(0, n).pipe(
      mergeMap(task, 16),
      reduce((sum, value) => sum + value, 0)
    )
  )
)
