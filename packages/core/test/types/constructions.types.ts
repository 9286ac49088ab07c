/** Statements that hold because the program which would break them does not compile. */
import { Effect, type Scope } from "effect"
import { TaskScope } from "../../src/index.ts"
import type { Equal } from "./equal.ts"

// S122: nothing on the handle sets the limit.
export const setsLimit = TaskScope.run(
  function* (scope) {
    // @ts-expect-error: there is no limit to assign to
    scope.limit = 2
    yield* Effect.void
  },
  { limit: 1 }
)

// S111: a task's need of a resource scope is a need of its task scope, met only by what lies around that.
const needsScope = TaskScope.run(function* (scope) {
  yield* scope.fork(Effect.acquireRelease(Effect.void, () => Effect.void))
})
true satisfies Equal<Effect.Services<typeof needsScope>, Scope.Scope>

// S111, S112: a fork of run is no effect, so no Effect.scoped, timeout or provide can be put around it.
export const putsAround = TaskScope.run(function* (scope) {
  // @ts-expect-error: a scope operation is not an effect
  yield* Effect.scoped(scope.fork(Effect.void))
  // @ts-expect-error: a scope operation is not an effect
  yield* Effect.timeout(scope.fork(Effect.void), 1000)
})
