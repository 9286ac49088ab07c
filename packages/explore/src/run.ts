/**
 * Explores a program, and replays what was found.
 */
import * as Effect from "effect/Effect"
import { NotControlledError, NotRepeatableError, ReplayDivergedError, TokenInvalidError } from "./errors.ts"
import type { Subject } from "./internal/attempt.ts"
import { integer, oneOf } from "./internal/options.ts"
import type { Asked } from "./internal/oracles.ts"
import { type Recording, record } from "./internal/recording.ts"
import { type Found, search, type Searched } from "./internal/search.ts"
import { type Invariant, Session } from "./internal/session.ts"
import { shrink } from "./internal/shrink.ts"
import { RandomWalk } from "./internal/strategies/randomWalk.ts"
import type { Failure, Granularity, Interruption, Oracle, Report, Turn } from "./Report.ts"
import { dpor, portfolio, type Strategy } from "./strategy.ts"
import { parse, print, type Token } from "./Token.ts"

export interface Options {
  /** How many schedules to run at most. Default: 2,000. */
  readonly schedules?: number | undefined
  /** Where the turn may pass on. Default: `op`, before any operation. */
  readonly granularity?: Granularity | undefined
  /** Default: `Explore.portfolio`. */
  readonly strategy?: Strategy | undefined
  /** Of everything that chance decides, the program's own `Random` included. Default: 42. */
  readonly seed?: number | undefined
  /** Steps after which a run counts as never ending. Default: 10,000. */
  readonly maxSteps?: number | undefined
  /** Must hold after every step: false, or a text that says why not, is a failure. */
  readonly invariant?: (() => boolean | string | void) | undefined
  /** Oracles to leave out, such as `{ "fiber leak": false }`. */
  readonly oracles?: Readonly<Partial<Record<Oracle, boolean>>> | undefined
}

/** The options with their defaults. */
export interface Settings {
  readonly schedules: number
  readonly granularity: Granularity
  readonly strategy: Strategy
  readonly seed: number
  readonly maxSteps: number
  readonly invariants: ReadonlyArray<Invariant>
  readonly asked: Asked
}

export const settingsOf = (where: string, options: Options = {}): Settings => {
  const { granularity = "op", invariant, maxSteps = 10_000, oracles = {}, schedules = 2_000, seed = 42 } = options
  return {
    schedules: integer(where, "schedules", schedules, 1, 1_000_000_000),
    granularity: oneOf(where, "granularity", granularity, ["op", "await"]),
    strategy: options.strategy ?? portfolio,
    seed: integer(where, "seed", seed, -2_147_483_648, 2_147_483_647),
    maxSteps: integer(where, "maxSteps", maxSteps, 1, 1_000_000_000),
    invariants: invariant === undefined ? [] : [{ name: "the invariant of the options", holds: invariant }],
    asked: oracles
  }
}

/**
 * Runs the program under many schedules and reports what breaks. Never fails for a bug: `report.failure` holds it, shrunk,
 * with a token that replays it. Dies with a `NotControlledError` when the program does what cannot be controlled, and
 * with a `NotRepeatableError` when it keeps state from run to run.
 */
export const run = <A, E>(program: Effect.Effect<A, E>, options?: Options): Effect.Effect<Report> =>
  Effect.suspend(() => {
    const settings = settingsOf("Explore.run", options)
    return Effect.promise((signal) => exploreSubject(subjectOf(program, settings), settings, signal))
  })

/**
 * Runs the one schedule that a token holds. Fails with a `TokenInvalidError` when it cannot be read, and with a
 * `ReplayDivergedError` when the program goes another way than the one the token was made of.
 */
export const replay = <A, E>(
  program: Effect.Effect<A, E>,
  token: string,
  options?: Pick<Options, "invariant" | "maxSteps" | "oracles">
): Effect.Effect<Report, TokenInvalidError | ReplayDivergedError> =>
  Effect.suspend(() => {
    const settings = settingsOf("Explore.replay", options)
    return Effect.flatMap(parsed(token), (read): Effect.Effect<Report, TokenInvalidError | ReplayDivergedError> =>
      read.plan === undefined
        ? replaySubject(subjectOf(program, settings), token, read, settings)
        : Effect.fail(
            new TokenInvalidError({
              token,
              part: `plan=${read.plan}`,
              allowed: "no plan here: give it to Explore.linearizable as `replay`"
            })
          )
    )
  })

export const parsed = (token: string): Effect.Effect<Token, TokenInvalidError> =>
  Effect.try({ try: () => parse(token), catch: (error) => error as TokenInvalidError })

export const replaySubject = (
  subject: Subject,
  text: string,
  token: Token,
  settings: Settings
): Effect.Effect<Report, ReplayDivergedError> =>
  Effect.flatMap(
    Effect.promise(() => replayToken(subject, token, settings)),
    (recording) => {
      const diverged = divergence(text, token, recording)
      return diverged === undefined ? Effect.succeed(reportOf(recording, token, text)) : Effect.fail(diverged)
    }
  )

export const subjectOf = (program: Effect.Effect<unknown, unknown>, settings: Settings): Subject => ({
  program,
  asked: settings.asked,
  invariants: settings.invariants
})

export const sessionOf = ({ granularity, maxSteps, seed }: Settings): Session =>
  new Session(new RandomWalk(0), { granularity, maxSteps, seed })

const exploreSubject = async (subject: Subject, settings: Settings, signal: AbortSignal): Promise<Report> => {
  const session = sessionOf(settings)
  const escapes = await checkRepeats(session, subject)
  const searched = await search(session, subject, settings.strategy.start(settings.seed), settings.schedules, signal)
  refuse(searched)
  const { coverage, found, outcomes, outside, schedules } = searched
  return {
    schedules,
    outcomes,
    coverage,
    strategy: settings.strategy.name,
    warnings: [...escapes, ...(outside ? [worldsOrder] : []), ...(settings.strategy === dpor ? [unseen] : [])],
    failure: found && (await understand(session, subject, settings, found, schedules))
  }
}

const worldsOrder =
  "The program waits for the world outside, such as a promise: what answers first is not controlled, so no coverage is complete."

const unseen =
  "DPOR does not see variables of the program's own that generators and the functions given to Ref.update and the like " +
  "read and write: where fibers share such variables, use the portfolio, random or PCT."

/** Throws when the search could not do what it is for. */
export const refuse = ({ isLost, refused }: Searched): void => {
  if (refused !== undefined) throw new NotControlledError({ problem: refused })
  if (isLost) throw notRepeatable(0, "one thing", "another")
}

/** Makes what was found small, sees how coarse a schedule meets it, and writes it down. */
export const understand = async (
  session: Session,
  subject: Subject,
  settings: Settings,
  { by, finding, turns }: Found,
  foundAfter: number,
  plan?: number
): Promise<Failure> => {
  const { granularity, seed } = settings
  const coarse = granularity === "op" ? await atAwait(subject, settings, finding.oracle) : undefined
  const at = coarse ?? { session, turns, granularity }
  const schedule = await shrink(at.session, subject, finding.oracle, at.turns)
  return failureOf(at.session, subject, schedule, undefined, {
    granularity: at.granularity,
    seed,
    foundAfter,
    foundBy: by,
    foundTurns: at.turns.length,
    plan
  })
}

/** Whether the same oracle speaks where only waiting passes the turn on, so that no automatic yield is needed. */
const atAwait = async (subject: Subject, settings: Settings, oracle: Oracle) => {
  const session = sessionOf({ ...settings, granularity: "await" })
  const { found } = await search(
    session,
    subject,
    settings.strategy.start(settings.seed),
    Math.min(settings.schedules, 300)
  )
  return found?.finding.oracle === oracle ? { session, turns: found.turns, granularity: "await" as const } : undefined
}

export interface Circumstances {
  readonly granularity: Granularity
  readonly seed: number
  readonly foundAfter: number
  readonly foundBy: string
  readonly foundTurns: number
  readonly plan?: number | undefined
}

/** Runs the schedule once more to write it down. */
export const failureOf = async (
  session: Session,
  subject: Subject,
  schedule: ReadonlyArray<Turn>,
  interruption: Interruption | undefined,
  circumstances: Circumstances
): Promise<Failure> => {
  const recording = await record(session, subject, schedule, interruption)
  const { finding } = recording.attempt
  if (finding === undefined) throw notRepeatable(recording.end.tick, "a failure", "none")
  const { granularity, plan, seed, ...found } = circumstances
  const token = print({ seed, granularity, turns: recording.turns, interruption, plan, end: recording.end })
  return { ...finding, ...found, granularity, interruption, token, schedule: recording.turns, trace: recording.trace }
}

/**
 * Runs the default schedule twice: all that follows relies on the second run being like the first. Answers what the
 * program does that cannot be controlled.
 */
export const checkRepeats = async (session: Session, subject: Subject): Promise<ReadonlyArray<string>> => {
  const first = await record(session, subject, [], undefined, false)
  if (first.attempt.ending === "refused") throw new NotControlledError({ problem: session.problem })
  const then = await record(session, subject, [], undefined, false)
  if (first.attempt.outside) return then.warnings
  if (first.end.hash === then.end.hash) {
    if (first.attempt.outcome === then.attempt.outcome) return then.warnings
    throw notRepeatable(
      first.end.tick,
      `the end, with ${first.attempt.outcome}`,
      `the end, with ${then.attempt.outcome}`
    )
  }
  const text = ({ trace }: Recording, at: number) => {
    const step = trace.steps[at]
    return step === undefined ? "the end" : `${step.operation ?? "the end"} of fiber ${step.fiber}`
  }
  const at = first.trace.steps.findIndex((_, index) => text(first, index) !== text(then, index))
  throw notRepeatable(Math.max(at, 0), text(first, Math.max(at, 0)), text(then, Math.max(at, 0)))
}

const notRepeatable = (step: number, first: string, second: string) => new NotRepeatableError({ step, first, second })

const replayToken = async (subject: Subject, token: Token, settings: Settings) => {
  const session = sessionOf({ ...settings, seed: token.seed, granularity: token.granularity })
  const recording = await record(session, subject, token.turns, token.interruption)
  if (recording.attempt.ending === "refused") throw new NotControlledError({ problem: session.problem })
  return recording
}

/** The first thing that is not as the token says. */
const divergence = (text: string, token: Token, { end, missed, trace, turns }: Recording) => {
  const differs = (step: number, expected: string, found: string) =>
    new ReplayDivergedError({ token: text, step, expected, found })
  const doing = (tick: number) => {
    const step = trace.steps.find((other) => other.tick >= tick)
    return step === undefined ? "the run had ended" : `fiber ${step.fiber} did ${step.operation ?? "nothing"}`
  }
  let previous = 0
  for (const turn of token.turns) {
    const taken = turns.find(({ tick }) => tick === turn.tick)
    if (taken !== undefined && taken.hash !== turn.hash) {
      return differs(
        previous,
        `the steps up to ${turn.tick} to be others`,
        `from step ${previous} on ${doing(previous)}`
      )
    }
    if (missed !== undefined && missed.tick === turn.tick) {
      const ready = missed.ready === undefined ? "the run had ended" : `ready were ${missed.ready.join(", ")}`
      return differs(turn.tick, `fiber ${turn.fiber} to go`, ready)
    }
    previous = turn.tick
  }
  if (end.hash === token.end.hash && end.tick === token.end.tick) return undefined
  if (end.tick === token.end.tick) {
    return differs(previous, "other steps from there on", `from step ${previous} on ${doing(previous)}`)
  }
  return differs(
    previous,
    `${token.end.tick} steps in all, ending otherwise`,
    `there were ${end.tick}; from there on ${doing(previous)}`
  )
}

const reportOf = ({ attempt, trace, turns }: Recording, token: Token, text: string): Report => ({
  schedules: 1,
  outcomes: new Map([[attempt.outcome, 1]]),
  coverage: [],
  strategy: "replay",
  warnings: [],
  failure: attempt.finding && {
    ...attempt.finding,
    granularity: token.granularity,
    schedule: turns,
    interruption: token.interruption,
    token: text,
    trace,
    foundAfter: 1,
    foundBy: "replay",
    foundTurns: turns.length
  }
})
