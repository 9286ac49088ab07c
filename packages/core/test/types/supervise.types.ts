/** What `TaskScope.supervise` infers. */
import { Effect, Schedule } from "effect"
import { TaskScope } from "../../src/index.ts"
import type { Equal } from "./equal.ts"
import type { Expect } from "./expect.ts"
import { countOrders, type Db, type DbError, Http, type HttpError, loadUser, ping, type User } from "./fixtures.ts"

const forks = TaskScope.supervise(function* (scope) {
  const user = yield* scope.fork(loadUser)
  const tuple = yield* scope.forkAll([loadUser, ping])
  const maybe = yield* scope.tryFork(loadUser)
  return { user, tuple, maybe }
})

const joins = TaskScope.supervise(function* (scope) {
  const user = yield* scope.fork(loadUser)
  yield* scope.fork(countOrders)
  return yield* user.join
})

const recovers = TaskScope.supervise(function* (scope) {
  const user = yield* scope.fork(loadUser)
  return yield* Effect.catchTag(user.join, "DbError", () => Effect.succeed("nobody"))
})

const starts = TaskScope.supervise(function* (scope) {
  return yield* scope.start((ready: TaskScope.Ready<number>) => Effect.andThen(ready(1), loadUser))
})

const handled = TaskScope.supervise(
  function* (scope) {
    yield* scope.fork(loadUser)
  },
  { onFailure: () => Effect.asVoid(Http), deadline: "1 second" }
)

const restarts = TaskScope.supervise(function* (scope) {
  yield* scope.fork(loadUser, { restart: Schedule.recurs(3) })
})

const ends = TaskScope.supervise(function* (scope) {
  if (yield* ping) yield* scope.complete("early")
  if (yield* ping) yield* scope.interrupt()
  return 1
})

export type Supervised = [
  // Forking adds services, and no error.
  Expect<Equal<Effect.Error<typeof forks>, never>>,
  Expect<Equal<Effect.Services<typeof forks>, Db>>,
  Expect<Equal<Effect.Success<typeof forks>["user"], TaskScope.Task<User, DbError, DbError>>>,
  Expect<
    Equal<
      Effect.Success<typeof forks>["tuple"],
      [TaskScope.Task<User, DbError, DbError>, TaskScope.Task<boolean, never, never>]
    >
  >,
  Expect<Equal<Effect.Success<typeof forks>["maybe"], TaskScope.Task<User, DbError, DbError> | false>>,
  // The error comes with the join, where it can be caught.
  Expect<Equal<typeof joins, Effect.Effect<User, DbError, Db | Http>>>,
  Expect<Equal<typeof recovers, Effect.Effect<User | string, never, Db>>>,
  // Before it is ready, a task's failure is that of start.
  Expect<Equal<typeof starts, Effect.Effect<readonly [number, TaskScope.Task<User, DbError, DbError>], DbError, Db>>>,
  // The handler's services are the scope's.
  Expect<Equal<typeof handled, Effect.Effect<void, TaskScope.DeadlineExceededError, Db | Http>>>,
  Expect<Equal<typeof restarts, Effect.Effect<void, never, Db>>>,
  Expect<Equal<typeof ends, Effect.Effect<number | "early", TaskScope.ScopeInterruptedError>>>
]

// A fork of a supervisor is a plain effect: it may stand in Effect.gen, because it has no error to lose.
export const inGen = (scope: TaskScope.Supervisor) =>
  Effect.gen(function* () {
    return yield* scope.fork(countOrders)
  })

export type InGen = Expect<
  Equal<ReturnType<typeof inGen>, Effect.Effect<TaskScope.Task<number, HttpError, HttpError>, never, Http>>
>
