/**
 * Heddle: children forked one by one into a scope, then joined one by one.
 */
import { TaskScope } from "@heddle/core"
import { Effect } from "effect"
import { timed } from "../../harness/Program.ts"
import { trivial, yieldsOnce } from "../child.ts"

const forkThenJoin = (child: Effect.Effect<number>) =>
  timed((n) =>
    Effect.runPromise(
      TaskScope.run(function* (scope) {
        const tasks: Array<TaskScope.Task<number>> = []
        for (let i = 0; i < n; i++) tasks.push(yield* scope.fork(child))
        let sum = 0
        for (const task of tasks) sum += yield* task.join
        return sum
      })
    )
  )

export const taskScope = forkThenJoin(trivial)

export const taskScopeYielding = forkThenJoin(yieldsOnce)

/** As many scopes of two children as asked, one after the other; an item is a scope. */
const manyPairs = (pair: () => Effect.Effect<number>) =>
  timed((n) =>
    Effect.runPromise(
      Effect.gen(function* () {
        let scopes = 0
        for (let i = 0; i < n; i++) scopes += (yield* pair()) / 2
        return scopes
      })
    )
  )

const body = function* (scope: TaskScope.TaskScope) {
  const first = yield* scope.fork(trivial)
  const second = yield* scope.fork(trivial)
  return (yield* first.join) + (yield* second.join)
}

export const pairs = manyPairs(() => TaskScope.run(body))

/** Each body a closure of its own, as where it uses its caller's variables. */
export const pairsOfClosures = manyPairs(() =>
  TaskScope.run(function* (scope) {
    const first = yield* scope.fork(trivial)
    const second = yield* scope.fork(trivial)
    return (yield* first.join) + (yield* second.join)
  })
)
