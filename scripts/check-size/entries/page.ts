/** The smallest page with Effect and `TaskScope`: two children, joined. */
import { TaskScope } from "@heddle/core"
import { Effect } from "effect"

const one = Effect.gen(function* () {
  return yield* Effect.succeed(1)
})

const program = TaskScope.run(function* (scope) {
  const first = yield* scope.fork(one)
  const second = yield* scope.fork(one)
  return (yield* first.join) + (yield* second.join)
})

console.log(await Effect.runPromise(program))
