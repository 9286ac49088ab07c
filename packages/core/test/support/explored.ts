/** Programs that must hold under every interleaving that `@heddle/explore` comes to. */
import { assert } from "@effect/vitest"
import { Effect, type Exit, Fiber } from "effect"
import { Explore } from "@heddle/explore"
import { counted } from "./census.ts"
import { depth } from "./depth.ts"

export interface HoldsOptions {
  /** For each granularity; multiplied by `HEDDLE_DEPTH`. */
  readonly schedules?: number
  /** Default: both. */
  readonly granularities?: ReadonlyArray<Explore.Granularity>
}

/**
 * Explores `program`, which dies when something is wrong, with turns passed on before any operation and at waits only.
 * What its scopes hold is counted at every step, and must be nothing at the end. Gives the outcomes it had.
 */
export const holds = async (
  program: Effect.Effect<unknown, unknown>,
  options: HoldsOptions = {}
): Promise<ReadonlySet<string>> => {
  const schedules = (options.schedules ?? 120) * depth
  const outcomes = new Set<string>()
  for (const granularity of options.granularities ?? (["op", "await"] as const)) {
    const report = await Effect.runPromise(Explore.run(counted(program), { schedules, granularity }))
    expectClean(report)
    for (const outcome of report.outcomes.keys()) outcomes.add(outcome)
  }
  return outcomes
}

/**
 * As `holds`, for a program that had a bug under the schedule of this token. The token need not fit any more, since a
 * correction changes what is done in which step; where it does, that schedule holds too.
 */
export const neverAgain = async (
  token: string,
  program: Effect.Effect<unknown, unknown>,
  granularities?: HoldsOptions["granularities"]
): Promise<void> => {
  const replayed = Effect.map(Explore.replay(counted(program), token), expectClean)
  await Effect.runPromise(Effect.catchTag(replayed, "ReplayDivergedError", () => Effect.void))
  await holds(program, { schedules: 800, ...(granularities && { granularities }) })
}

/** The same with `target`, a fiber named with `Explore.named`, interrupted before each of its operations in turn. */
export const holdsInterrupted = async (
  target: string,
  program: Effect.Effect<unknown, unknown>,
  schedules = 6 * depth
): Promise<ReadonlySet<string>> => {
  const report = await Effect.runPromise(Explore.interruptEverywhere(counted(program), { target, schedules }))
  expectClean(report)
  assert.isAbove(report.schedules, 0, `${target} was never interrupted`)
  return new Set(report.outcomes.keys())
}

const expectClean = ({ failure }: Explore.Report): void => {
  if (failure !== undefined) assert.fail(`${failure.oracle}: ${failure.message}\n${failure.token}`)
}

/** Dies unless the claim is true. */
export const claim = (claim: boolean, otherwise: string): void => {
  if (!claim) throw new Error(otherwise)
}

/** In alphabetical order. */
export const sorted = (texts: Iterable<unknown>): ReadonlyArray<string> =>
  Array.from(texts, String).toSorted((a, b) => (a < b ? -1 : 1))

/** Dies unless both look the same in JSON. */
export const same = (found: unknown, expected: unknown, what: string): void => {
  const [one, other] = [JSON.stringify(found), JSON.stringify(expected)]
  claim(one === other, `${what}: ${one}, not ${other}`)
}

/** Runs `self` in a fiber named `caller` and gives its exit: what is interrupted is the caller, and the program goes on. */
export const called = <A, E>(self: Effect.Effect<A, E>): Effect.Effect<Exit.Exit<A, E>> =>
  Effect.flatMap(Effect.forkChild(Explore.named("caller")(self)), Fiber.await)

/** As `called`, with somebody who interrupts the caller at some moment, maybe while it waits, maybe after its end. */
export const calledOff = <A, E>(self: Effect.Effect<A, E>): Effect.Effect<Exit.Exit<A, E>> =>
  Effect.gen(function* () {
    const caller = yield* Effect.forkChild(Explore.named("caller")(self))
    yield* Effect.forkChild(Effect.sync(() => caller.interruptUnsafe()))
    return yield* Fiber.await(caller)
  })
