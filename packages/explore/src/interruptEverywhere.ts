/**
 * Interrupts a fiber at every point of its life.
 */
import * as Effect from "effect/Effect"
import { ExploreOptionError, NotControlledError } from "./errors.ts"
import { attempt, type Subject } from "./internal/attempt.ts"
import { integer } from "./internal/options.ts"
import type { Finding } from "./internal/oracles.ts"
import type { Session } from "./internal/session.ts"
import { RandomWalk } from "./internal/strategies/randomWalk.ts"
import { Replay } from "./internal/strategies/replay.ts"
import type { Interruption, Report, Turn } from "./Report.ts"
import { failureOf, type Options, sessionOf, settingsOf, type Settings, subjectOf } from "./run.ts"
import { shrinkInterrupted } from "./internal/shrinkInterrupted.ts"

export interface InterruptOptions extends Pick<Options, "granularity" | "seed" | "maxSteps" | "invariant" | "oracles"> {
  /**
   * The fiber to interrupt, by its name: of its span, or given with `Explore.named`. Without it, the program itself is
   * interrupted; that it then ends interrupted is no failure.
   */
  readonly target?: string | undefined
  /** For every point, how many schedules to run beside the one without preemptions. Default: 20. */
  readonly schedules?: number | undefined
}

const where = "Explore.interruptEverywhere"

/**
 * For every operation of the target, one after the other: runs the program, interrupts the target just before that
 * operation, lets everything come to its end, and asks the oracles: did the program's own checks hold, did every fiber
 * end, did every permit come back, was every scope closed? Dies with an `ExploreOptionError` when no fiber has the name.
 */
export const interruptEverywhere = <A, E>(
  program: Effect.Effect<A, E>,
  options: InterruptOptions = {}
): Effect.Effect<Report> =>
  Effect.suspend(() => {
    const schedules = integer(where, "schedules", options.schedules ?? 20, 0, 1_000_000)
    const settings = settingsOf(where, { ...options, schedules: undefined })
    return Effect.promise((signal) =>
      everywhere(subjectOf(program, settings), settings, options.target, schedules, signal)
    )
  })

const everywhere = async (
  subject: Subject,
  settings: Settings,
  target: string | undefined,
  perPoint: number,
  signal: AbortSignal
): Promise<Report> => {
  const session = sessionOf(settings)
  const outcomes = new Map<string, number>()
  const walk = new RandomWalk(settings.seed)
  let schedules = 0
  let points = 0
  const report = (failure: Report["failure"]): Report => ({
    failure,
    schedules,
    outcomes,
    coverage: [
      { strategy: "interruptEverywhere", schedules, space: `${points} points of ${target ?? "the program"}`, part: 1 }
    ],
    strategy: "interruptEverywhere",
    warnings: []
  })
  const first = await attempt(session, subject, new Replay([]))
  if (first.ending === "refused") throw new NotControlledError({ problem: session.problem })
  checkTarget(session, target)
  // Other schedules may take the target through more operations than the first one did.
  let most = operationsOf(session, target)
  for (let operation = 0; operation < most && !signal.aborted; operation++) {
    let reached = false
    for (let run = 0; run <= perPoint; run++) {
      session.interruptNamed(target, operation)
      const tried = await attempt(session, subject, run === 0 ? new Replay([]) : walk)
      session.interrupt(undefined)
      most = Math.max(most, operationsOf(session, target))
      const { victim } = session
      if (victim === undefined) continue
      reached = true
      schedules++
      outcomes.set(tried.outcome, (outcomes.get(tried.outcome) ?? 0) + 1)
      if (tried.finding === undefined) continue
      const struck = { fiber: victim.index, operation }
      return report(await described(session, subject, settings, tried.finding, struck, schedules))
    }
    if (reached) points++
  }
  return report(undefined)
}

const operationsOf = ({ fibers }: Session, target: string | undefined): number => {
  const own = target === undefined ? fibers.slice(0, 1) : fibers.filter(({ name }) => name === target)
  return Math.max(0, ...own.map(({ operations }) => operations))
}

const described = async (
  session: Session,
  subject: Subject,
  settings: Settings,
  { oracle }: Finding,
  interruption: Interruption,
  foundAfter: number
) => {
  const found: ReadonlyArray<Turn> = session.turns
  const turns = await shrinkInterrupted(session, subject, oracle, found, interruption)
  return failureOf(session, subject, turns, interruption, {
    granularity: settings.granularity,
    seed: settings.seed,
    foundAfter,
    foundBy: "interruptEverywhere",
    foundTurns: found.length
  })
}

/** Some fiber must have the name in the run without preemptions. */
const checkTarget = (session: Session, target: string | undefined): void => {
  if (target === undefined || session.fibers.some(({ name }) => name === target)) return
  const names = session.fibers.flatMap(({ name }) => (name === undefined ? [] : [name]))
  const allowed =
    names.length === 0 ? "none: no fiber has a name; give one with Effect.withSpan or Explore.named" : names.join(", ")
  throw new ExploreOptionError({ where, option: "target", value: target, allowed })
}
