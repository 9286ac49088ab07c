/**
 * Plain promises and RxJS: no interruption, no ownership, the least the platform can do.
 */
import { lastValueFrom, mergeMap, range, reduce } from "rxjs"
import { timed } from "../../harness/Program.ts"

const trivial = async () => 1

export const promiseAll = timed(async (n) => {
  const values = await Promise.all(Array.from({ length: n }, trivial))
  return values.reduce((sum, value) => sum + value, 0)
})

export const rxjsMergeMap = timed((n) =>
  lastValueFrom(
    range(0, n).pipe(
      mergeMap(trivial),
      reduce((sum, value) => sum + value, 0)
    )
  )
)
