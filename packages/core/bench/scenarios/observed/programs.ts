/**
 * Two programs that leave traces for `TaskTree` as often as any: many scopes, and many tasks that suspend.
 */
import { getHeapSpaceStatistics } from "node:v8"
import type { TaskScope } from "@heddle/core"
import { Effect } from "effect"
import { gauge, type Timed, timed } from "../../harness/Program.ts"
import { trivial, yieldsOnce } from "../child.ts"

type Core = { readonly TaskScope: typeof TaskScope }

/** As many scopes of two children as asked. */
export const manyScopes = ({ TaskScope }: Core): Timed => {
  const body = function* (scope: TaskScope.TaskScope) {
    const first = yield* scope.fork(trivial)
    const second = yield* scope.fork(trivial)
    return (yield* first.join) + (yield* second.join)
  }
  return timed((n) =>
    Effect.runPromise(
      Effect.gen(function* () {
        let scopes = 0
        for (let i = 0; i < n; i++) scopes += (yield* TaskScope.run(body)) / 2
        return scopes
      })
    )
  )
}

/** One scope of as many children as asked, each of which suspends. */
export const manyTasks = ({ TaskScope }: Core): Timed =>
  timed((n) =>
    Effect.runPromise(
      TaskScope.run(function* (scope) {
        let forked = 0
        for (; forked < n; forked++) yield* scope.fork(yieldsOnce)
        return forked
      })
    )
  )

/**
 * Whole bytes that `seen` allocates per item beyond what `unseen` does. It wants a process that compiles nothing, since
 * the compiler removes allocations in one run and not in the next, and whose young generation holds a whole run, so that
 * no collection falls inside. Then every run allocates the same.
 */
export const allocatedBeyond = (seen: Timed, unseen: Timed) =>
  gauge(async (n) => {
    await allocated(seen, n)
    await allocated(unseen, n)
    return Math.round(((await allocated(seen, n)) - (await allocated(unseen, n))) / n)
  })

const allocated = async (program: Timed, n: number): Promise<number> => {
  globalThis.gc?.()
  const before = youngBytes()
  await program.run(n)
  const bytes = youngBytes() - before
  if (bytes <= 0) throw new Error("a collection fell inside the run")
  return bytes
}

/**
 * Everything new starts in the young generation. The whole heap is no measure of it: what a collection found dead in the
 * old generation is swept in the background, so that its size goes on falling while the program runs.
 */
const youngBytes = (): number =>
  getHeapSpaceStatistics()
    .filter(({ space_name }) => space_name === "new_space" || space_name === "new_large_object_space")
    .reduce((sum, { space_used_size }) => sum + space_used_size, 0)
