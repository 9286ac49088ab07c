/** What the types say of failures in scopes, compiled with the tests; nothing here runs. */
import { Data, Effect } from "effect"
import { TaskScope } from "../../src/index.ts"
import type { Supervisor } from "../../src/supervise.ts"
import type { Equal } from "./equal.ts"

class DbError extends Data.TaggedError("DbError")<{ readonly table: string }> {}
class HttpError extends Data.TaggedError("HttpError")<{ readonly status: number }> {}

declare const db: Effect.Effect<string, DbError>
declare const http: Effect.Effect<number, HttpError>
declare const supervisor: Supervisor

// S17: a fork operation is no effect, so no combinator can be put around it, and Effect.gen does not accept it.
export const inGen = TaskScope.run(function* (scope) {
  // @ts-expect-error a fork operation is not an effect
  yield* Effect.ignore(scope.fork(db))
  // @ts-expect-error a fork operation has no pipe
  scope.fork(db).pipe(Effect.ignore)
  // @ts-expect-error Effect.gen yields effects only
  yield* Effect.gen(function* () {
    return yield* scope.fork(db)
  })
  // @ts-expect-error nor does it accept a start
  yield* Effect.gen(function* () {
    return yield* scope.start((ready: TaskScope.Ready) => Effect.andThen(db, ready()))
  })
})

// S17: joining in `run` cannot fail, so there is nothing to catch; the error is in the type of the scope.
export const joined = TaskScope.run(function* (scope) {
  const task = yield* scope.fork(db)
  true satisfies Equal<typeof task.join, Effect.Effect<string>>
  return yield* task.join
})
true satisfies Equal<typeof joined, Effect.Effect<string, DbError>>

// S25: one task or three, the type of the error is the same.
export const one = TaskScope.run(function* (scope) {
  yield* scope.fork(db)
})
export const three = TaskScope.run(function* (scope) {
  yield* scope.forkAll([db, db, db])
})
true satisfies Equal<typeof one, typeof three>
true satisfies Equal<typeof one, Effect.Effect<void, DbError>>

// S28: interruption by name is in the type where it is yielded, and nowhere else.
export const byName = TaskScope.run(function* (scope) {
  yield* scope.fork(http)
  yield* scope.interrupt("enough")
})
true satisfies Equal<typeof byName, Effect.Effect<void, HttpError | TaskScope.ScopeInterruptedError>>

// S33: the errors of supervised children are not the scope's.
export const supervised = TaskScope.supervise(function* (scope) {
  yield* scope.fork(db)
  yield* scope.forkAll([db, http])
  return "value"
})
true satisfies Equal<typeof supervised, Effect.Effect<string>>

// S38: the handler's parameters are known without being written down.
export const handled = TaskScope.supervise(
  function* (scope) {
    yield* scope.fork(db)
  },
  { onFailure: (task, cause) => Effect.logError(task.name, cause) }
)
true satisfies Equal<typeof handled, Effect.Effect<void>>

// S40: joining a supervised child fails with the child's own error, which is the body's until it is caught.
export const supervisedFork = supervisor.fork(db)
true satisfies Equal<typeof supervisedFork, Effect.Effect<TaskScope.Task<string, DbError, DbError>>>
export const uncaught = TaskScope.supervise(function* (scope) {
  const task = yield* scope.fork(db)
  return yield* task.join
})
true satisfies Equal<typeof uncaught, Effect.Effect<string, DbError>>
export const caught = TaskScope.supervise(function* (scope) {
  const task = yield* scope.fork(db)
  return yield* Effect.catchTag(task.join, "DbError", (error) => Effect.succeed(error.table))
})
true satisfies Equal<typeof caught, Effect.Effect<string>>

// S8: a handle is nothing that could be entered: it cannot be yielded, run, or used with `using`.
export const entered = TaskScope.run(function* (scope) {
  yield* Effect.void
  // @ts-expect-error a handle is no effect and no operation
  yield* scope
  // @ts-expect-error nor is it disposable
  using again = scope
  // @ts-expect-error and it has no operation that closes it
  scope.close()
  return again
})
