/** Generators that fork themselves, named with `TaskScope.Body`. */
import { Effect } from "effect"
import { TaskScope } from "../../src/index.ts"
import type { Equal } from "./equal.ts"
import type { Expect } from "./expect.ts"

class WalkError {
  readonly _tag = "WalkError"
}

function* walk(scope: TaskScope.TaskScope, depth: number): TaskScope.Body<number, WalkError> {
  if (depth === 0) return yield* Effect.fail(new WalkError())
  const below = yield* scope.fork(() => walk(scope, depth - 1))
  return (yield* below.join) + 1
}

const forked = TaskScope.run(function* (scope) {
  return yield* (yield* scope.fork(() => walk(scope, 3))).join
})

const delegated = TaskScope.run((scope) => walk(scope, 3))

const inside = TaskScope.run(function* (scope) {
  return yield* walk(scope, 3)
})

export type Told = [
  Expect<Equal<typeof forked, Effect.Effect<number, WalkError>>>,
  Expect<Equal<typeof delegated, Effect.Effect<number, WalkError>>>,
  Expect<Equal<typeof inside, Effect.Effect<number, WalkError>>>
]
