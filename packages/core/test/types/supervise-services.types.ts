/** What a supervised fork adds to the services of the scope, wherever it stands: never `any`. */
import { Context, Effect, type Schedule } from "effect"
import { TaskScope } from "../../src/index.ts"
import type { Equal } from "./equal.ts"

class Db extends Context.Service<Db, { readonly query: Effect.Effect<string> }>()("test/Db") {}
class Ticks extends Context.Service<Ticks, { readonly now: number }>()("test/Ticks") {}

declare const schedule: Schedule.Schedule<number, unknown, never, Ticks>

const listed = TaskScope.supervise(function* (scope) {
  yield* Effect.all([scope.fork(Effect.yieldNow), scope.fork(Effect.andThen(Db, Effect.void))], { concurrency: 2 })
})
true satisfies Equal<Effect.Services<typeof listed>, Db>

const nested = TaskScope.supervise(function* (scope) {
  yield* scope.fork(Effect.all([scope.fork(Effect.yieldNow)], { concurrency: 2 }))
})
true satisfies Equal<Effect.Services<typeof nested>, never>

// The services of a restart schedule are the scope's as well.
const restarted = TaskScope.supervise(function* (scope) {
  yield* scope.fork(Effect.andThen(Db, Effect.void), { name: "bot", restart: schedule })
})
true satisfies Equal<Effect.Services<typeof restarted>, Db | Ticks>

const named = TaskScope.supervise(function* (scope) {
  yield* scope.fork(Effect.void, { name: "bot", daemon: true })
})
true satisfies Equal<Effect.Services<typeof named>, never>
