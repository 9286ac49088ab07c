/** What `TaskScope.run` infers. */
import { Effect } from "effect"
import { Deadline, TaskScope } from "../../src/index.ts"
import type { Equal } from "./equal.ts"
import type { Expect } from "./expect.ts"
import { countOrders, type Db, type DbError, type Http, type HttpError, loadUser, ping, type User } from "./fixtures.ts"

type DeadlineError = TaskScope.DeadlineExceededError
type Interrupted = TaskScope.ScopeInterruptedError

const nothing = TaskScope.run(function* () {
  return 1
})

const page = TaskScope.run(function* (scope) {
  const user = yield* scope.fork(loadUser)
  const orders = yield* scope.fork(countOrders)
  return [user, orders, yield* user.join, yield* user.await] as const
})

const bodyFails = TaskScope.run(function* (scope) {
  yield* scope.fork(loadUser, { daemon: true })
  return yield* countOrders
})

const generatorChild = TaskScope.run(function* (scope) {
  const task = yield* scope.fork(function* () {
    yield* scope.fork(loadUser)
    if (yield* ping) yield* scope.complete("early")
    return yield* countOrders
  })
  return task
})

const startUser = function* (scope: TaskScope.TaskScope) {
  return yield* scope.fork(loadUser)
}
const delegating = TaskScope.run(function* (scope) {
  return yield* startUser(scope)
})

const nested = TaskScope.run(function* (scope) {
  return yield* scope.fork(TaskScope.all([loadUser, countOrders]))
})

export type Children = [
  // The body alone.
  Expect<Equal<typeof nothing, Effect.Effect<number>>>,
  // Errors and services of the children are the scope's; joining a child has no error, and its exit tells the truth.
  Expect<Equal<Effect.Error<typeof page>, DbError | HttpError>>,
  Expect<Equal<Effect.Services<typeof page>, Db | Http>>,
  Expect<Equal<Effect.Success<typeof page>[0], TaskScope.Task<User, never, DbError>>>,
  Expect<Equal<Effect.Success<typeof page>[1], TaskScope.Task<number, never, HttpError>>>,
  Expect<Equal<Effect.Success<typeof page>[2], User>>,
  // Those of the body are too, and those of daemons.
  Expect<Equal<typeof bodyFails, Effect.Effect<number, DbError | HttpError, Db | Http>>>,
  // A generator brings all it yields: errors, services, forks of its own, and a value to end with.
  Expect<
    Equal<
      typeof generatorChild,
      Effect.Effect<TaskScope.Task<number, never, DbError | HttpError> | "early", DbError | HttpError, Db | Http>
    >
  >,
  Expect<Equal<typeof delegating, Effect.Effect<TaskScope.Task<User, never, DbError>, DbError, Db>>>,
  Expect<Equal<Effect.Error<typeof nested>, DbError | HttpError>>
]

const lists = TaskScope.run(function* (scope) {
  const tuple = yield* scope.forkAll([loadUser, countOrders, ping])
  const list = yield* scope.forkAll(new Set([loadUser, countOrders]))
  const none = yield* scope.forkAll([ping], { discard: true })
  const maybe = yield* scope.tryFork(loadUser)
  const started = yield* scope.start((ready: TaskScope.Ready<number>) => Effect.andThen(ready(1), loadUser))
  return { tuple, list, none, maybe, started }
})
type Lists = Effect.Success<typeof lists>

export type Forks = [
  Expect<
    Equal<
      Lists["tuple"],
      [
        TaskScope.Task<User, never, DbError>,
        TaskScope.Task<number, never, HttpError>,
        TaskScope.Task<boolean, never, never>
      ]
    >
  >,
  Expect<Equal<Lists["list"], Array<TaskScope.Task<User, never, DbError> | TaskScope.Task<number, never, HttpError>>>>,
  Expect<Equal<Lists["none"], void>>,
  Expect<Equal<Lists["maybe"], TaskScope.Task<User, never, DbError> | false>>,
  Expect<Equal<Lists["started"], readonly [number, TaskScope.Task<User, never, DbError>]>>,
  Expect<Equal<Effect.Error<typeof lists>, DbError | HttpError>>,
  Expect<Equal<Effect.Services<typeof lists>, Db | Http>>
]

const body = function* () {
  return yield* loadUser
}
const withDeadline = TaskScope.run(body, { name: "page", limit: 2, deadline: "2 seconds" })
const movesOn = TaskScope.run(body, { deadline: "2 seconds", onDeadline: () => "partial" })
const noDeadline = TaskScope.run(body, { name: "page", onDeadline: () => "partial" })
const undefinedDeadline = TaskScope.run(body, { deadline: undefined })
declare const anyOptions: TaskScope.RunOptions
const unknownOptions = TaskScope.run(body, anyOptions)
const within = loadUser.pipe(Deadline.within("1 second"))

export type Deadlines = [
  // The deadline's error is there exactly where a deadline is given without a value to move on with.
  Expect<Equal<typeof withDeadline, Effect.Effect<User, DbError | DeadlineError, Db>>>,
  Expect<Equal<typeof movesOn, Effect.Effect<User | string, DbError, Db>>>,
  Expect<Equal<typeof noDeadline, Effect.Effect<User, DbError, Db>>>,
  Expect<Equal<typeof undefinedDeadline, Effect.Effect<User, DbError, Db>>>,
  // Options nobody can see into may have one.
  Expect<Equal<Effect.Error<typeof unknownOptions>, DbError | DeadlineError>>,
  Expect<Equal<typeof within, Effect.Effect<User, DbError | DeadlineError, Db>>>,
  // S71: one option says when, so two kinds of deadline at once cannot be given.
  Expect<Equal<Exclude<Extract<keyof TaskScope.RunOptions, `${string}eadline${string}`>, "onDeadline">, "deadline">>
]

const interrupts = TaskScope.run(function* (scope) {
  if (yield* ping) yield* scope.interrupt("enough")
  return 1
})
const shuts = TaskScope.run(function* (scope) {
  yield* scope.shutdown({ grace: "1 second" })
  return 1
})
const completes = TaskScope.run(function* (scope) {
  if (yield* ping) return yield* scope.complete("early")
  return 1
})
const closes = TaskScope.run(function* (scope) {
  yield* scope.closing
  return 1
})

export type Endings = [
  Expect<Equal<typeof interrupts, Effect.Effect<number, Interrupted>>>,
  Expect<Equal<typeof shuts, Effect.Effect<number, Interrupted>>>,
  Expect<Equal<typeof completes, Effect.Effect<number | "early">>>,
  Expect<Equal<typeof closes, Effect.Effect<number>>>
]

const shielded = TaskScope.shield(loadUser)
type Handle = TaskScope.Task<User, DbError, DbError>

export type Handles = [
  Expect<Equal<typeof shielded, Effect.Effect<User, DbError, Db>>>,
  // S96: there is nothing on a task that would be its value; it is waited for.
  Expect<
    Equal<
      Exclude<keyof Handle, symbol>,
      "name" | "id" | "path" | "state" | "join" | "await" | "interrupt" | "interruptNow"
    >
  >,
  Expect<Equal<Handle["join"], Effect.Effect<User, DbError>>>,
  Expect<Equal<Handle["interrupt"], Effect.Effect<void>>>,
  Expect<Equal<TaskScope.TaskState, "running" | "interrupting" | "done" | "failed" | "interrupted">>,
  Expect<Equal<TaskScope.TaskScope["state"], "open" | "joining" | "interrupting" | "closed">>
]

export const refused = (scope: TaskScope.TaskScope) => [
  // A fork is no Effect, so that nothing between it and the scope can take its error away.
  // @ts-expect-error in Effect.gen, a handler around it could
  Effect.gen(function* () {
    yield* scope.fork(loadUser)
  }),
  // @ts-expect-error and so could a handler right at it
  Effect.catchTag(scope.fork(loadUser), "DbError", () => Effect.void),
  // @ts-expect-error an operation has no pipe
  scope.fork(loadUser).pipe,
  // @ts-expect-error nor may the other operations stand in Effect.gen
  Effect.gen(function* () {
    yield* scope.interrupt()
  }),
  // @ts-expect-error
  Effect.gen(function* () {
    yield* scope.start(() => loadUser)
  }),
  // @ts-expect-error a body yields effects and operations, not promises
  TaskScope.run(function* () {
    yield Promise.resolve(1)
  }),
  // @ts-expect-error a child is an effect or a generator function, not a function that makes effects
  scope.fork(() => loadUser)
]
