/** The smallest page with Effect and `TaskScope`: two children, joined. */
import { TaskScope } from "@heddle/core"
import { Effect } from "effect"

const program = TaskScope.run((scope) =>
  Effect.gen(function* () {
    const one = yield* scope.fork(Effect.succeed(1))
    const two = yield* scope.fork(Effect.succeed(2))
    return (yield* one.join) + (yield* two.join)
  })
)

console.log(await Effect.runPromise(program))
