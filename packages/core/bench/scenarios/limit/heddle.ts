/**
 * Heddle: a scope with `limit: 16`.
 */
import { TaskScope } from "@heddle/core"
import { Effect } from "effect"
import { timed } from "../../harness/Program.ts"
import { countedTask, task } from "./task.ts"

export const dropped = timed((n) => {
  const { run, finished } = countedTask(n)
  const program = TaskScope.run(
    function* (scope) {
      for (let i = 0; i < n; i++) yield* scope.fork(Effect.promise(run))
    },
    { limit: 16 }
  )
  return Effect.runPromise(program).then(() => finished)
})

export const joined = timed((n) =>
  Effect.runPromise(
    TaskScope.run(
      function* (scope) {
        const tasks: Array<TaskScope.Task<number>> = []
        for (let i = 0; i < n; i++) tasks.push(yield* scope.fork(Effect.promise(task)))
        let sum = 0
        for (const each of tasks) sum += yield* each.join
        return sum
      },
      { limit: 16 }
    )
  )
)

/**
 * Every fork waits at once: n children of an inner, unlimited scope each fork into the outer, limited one and wait there
 * until one of its 16 places is free.
 */
export const waiting = timed((n) => {
  const { run, finished } = countedTask(n)
  const program = TaskScope.run(
    function* (limited) {
      yield* TaskScope.run(function* (forkers) {
        for (let i = 0; i < n; i++) {
          yield* forkers.fork(function* () {
            yield* limited.fork(Effect.promise(run))
          })
        }
      })
    },
    { limit: 16 }
  )
  return Effect.runPromise(program).then(() => finished)
})
