/**
 * Effect: `forEach` with 16 at once.
 */
import { Effect } from "effect"
import { timed } from "../../harness/Program.ts"
import { countedTask, task } from "./task.ts"

export const forEachDropped = timed((n) => {
  const { run, finished } = countedTask(n)
  const items = Array.from({ length: n }, (_, i) => i)
  const program = Effect.forEach(items, () => Effect.promise(run), { concurrency: 16, discard: true })
  return Effect.runPromise(program).then(() => finished)
})

export const forEachJoined = timed(async (n) => {
  const items = Array.from({ length: n }, (_, i) => i)
  const values = await Effect.runPromise(Effect.forEach(items, () => Effect.promise(task), { concurrency: 16 }))
  return values.reduce((sum, value) => sum + value, 0)
})
