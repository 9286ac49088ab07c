/** What the functions over lists infer. */
import { Effect, type Exit, type Stream } from "effect"
import { TaskScope } from "../../src/index.ts"
import type { Equal } from "./equal.ts"
import type { Expect } from "./expect.ts"
import { countOrders, type Db, type DbError, Http, type HttpError, loadUser, ping, type User } from "./fixtures.ts"

type DeadlineError = TaskScope.DeadlineExceededError
const late = { deadline: "1 second" } as const
const moveOn = { deadline: "1 second", onDeadline: () => "partial" } as const
const mixed = [loadUser, countOrders]

const struct = TaskScope.all({ user: loadUser, orders: countOrders })
const tuple = TaskScope.all([loadUser, countOrders, ping])
const list = TaskScope.all(mixed)
const set = TaskScope.all(new Set(mixed))
const allLate = TaskScope.all({ user: loadUser }, late)
const allMovesOn = TaskScope.all([ping], moveOn)

export type All = [
  Expect<
    Equal<
      typeof struct,
      Effect.Effect<{ readonly user: User; readonly orders: number }, DbError | HttpError, Db | Http>
    >
  >,
  Expect<Equal<typeof tuple, Effect.Effect<readonly [User, number, boolean], DbError | HttpError, Db | Http>>>,
  Expect<Equal<Effect.Success<typeof list>, ReadonlyArray<User | number>>>,
  Expect<Equal<Effect.Error<typeof list>, DbError | HttpError>>,
  Expect<Equal<Effect.Services<typeof list>, Db | Http>>,
  Expect<Equal<Effect.Success<typeof set>, ReadonlyArray<User | number>>>,
  Expect<Equal<typeof allLate, Effect.Effect<{ readonly user: User }, DbError | DeadlineError, Db>>>,
  Expect<Equal<typeof allMovesOn, Effect.Effect<readonly [boolean] | string>>>
]

const first = TaskScope.any(mixed)
const firstOfTuple = TaskScope.any([loadUser, countOrders])
const firstLate = TaskScope.any([ping], late)
const firstMovesOn = TaskScope.any([ping], moveOn)

export type Any = [
  // A list may be empty, a tuple cannot.
  Expect<Equal<typeof first, Effect.Effect<User | number, DbError | HttpError | TaskScope.NoTasksError, Db | Http>>>,
  Expect<Equal<typeof firstOfTuple, Effect.Effect<User | number, DbError | HttpError, Db | Http>>>,
  Expect<Equal<typeof firstLate, Effect.Effect<boolean, DeadlineError>>>,
  Expect<Equal<typeof firstMovesOn, Effect.Effect<boolean | string>>>
]

const exits = TaskScope.settled({ user: loadUser, up: ping })
const exitTuple = TaskScope.settled([loadUser, ping])
const exitList = TaskScope.settled(mixed, late)

export type Settled = [
  Expect<
    Equal<
      typeof exits,
      Effect.Effect<{ readonly user: Exit.Exit<User, DbError>; readonly up: Exit.Exit<boolean> }, never, Db>
    >
  >,
  Expect<Equal<Effect.Success<typeof exitTuple>, readonly [Exit.Exit<User, DbError>, Exit.Exit<boolean>]>>,
  Expect<
    Equal<Effect.Success<typeof exitList>, ReadonlyArray<Exit.Exit<User, DbError> | Exit.Exit<number, HttpError>>>
  >,
  Expect<Equal<Effect.Error<typeof exitList>, DeadlineError>>
]

const quorum = TaskScope.quorum(mixed, 1)
const quorumLate = TaskScope.quorum([ping], 1, late)
const until = TaskScope.until(mixed, (exit, index) => {
  type Told = Expect<Equal<typeof exit, Exit.Exit<User, DbError> | Exit.Exit<number, HttpError>>>
  const told: Told = true
  return told && index > 0
})
const untilLate = TaskScope.until([loadUser], () => true, late)

export type Some = [
  Expect<
    Equal<
      typeof quorum,
      Effect.Effect<ReadonlyArray<User | number>, TaskScope.QuorumNotReachedError<DbError | HttpError>, Db | Http>
    >
  >,
  Expect<Equal<Effect.Error<typeof quorumLate>, TaskScope.QuorumNotReachedError<never> | DeadlineError>>,
  Expect<
    Equal<
      typeof until,
      Effect.Effect<
        ReadonlyArray<Exit.Exit<User, DbError> | Exit.Exit<number, HttpError> | undefined>,
        never,
        Db | Http
      >
    >
  >,
  // Out of time is no error: what there is comes out.
  Expect<Equal<Effect.Error<typeof untilLate>, never>>
]

// @ts-expect-error until moves on with what it has, so there is nothing for onDeadline to say
export const refusedUntil = TaskScope.until([ping], () => true, { deadline: "1 second", onDeadline: () => 1 })

const typedByList = TaskScope.join([loadUser, countOrders], () => ({
  onFork: (index) => index > 3,
  onExit: (exit) => {
    type Told = Expect<Equal<typeof exit, Exit.Exit<User, DbError> | Exit.Exit<number, HttpError>>>
    const told: Told = true
    return told
  },
  result: () => Effect.succeed("done")
}))
const withTimeout = TaskScope.join(
  [ping],
  () => ({ result: () => Effect.succeed(1), timeout: () => Effect.andThen(Http, Effect.fail("late")) }),
  late
)
const withoutTimeout = TaskScope.join([ping], () => ({ result: () => countOrders }), late)

export type Join = [
  Expect<Equal<typeof typedByList, Effect.Effect<string, never, Db | Http>>>,
  Expect<Equal<typeof withTimeout, Effect.Effect<number, string, Http>>>,
  Expect<Equal<typeof withoutTimeout, Effect.Effect<number, HttpError | DeadlineError, Http>>>
]

const stream = TaskScope.asCompleted(mixed, { limit: 8 })
const streamLate = TaskScope.asCompleted([ping], { ordered: true, ...late })

export type AsCompleted = [
  Expect<Equal<typeof stream, Stream.Stream<User | number, DbError | HttpError, Db | Http>>>,
  Expect<Equal<typeof streamLate, Stream.Stream<boolean, DeadlineError>>>
]
