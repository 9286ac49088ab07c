/**
 * `Explore.linearizable`: plans of operations, each under many schedules.
 */
import * as Effect from "effect/Effect"
import type { ReplayDivergedError, TokenInvalidError } from "./errors.ts"
import type { Subject } from "./internal/attempt.ts"
import { integer } from "./internal/options.ts"
import { search } from "./internal/search.ts"
import type { Mix } from "./internal/strategies/mix.ts"
import { type LinearizableOptions, linearizableRun } from "./linearizable.ts"
import type { Failure, Report } from "./Report.ts"
import {
  checkRepeats,
  type Options,
  parsed,
  refuse,
  replaySubject,
  sessionOf,
  type Settings,
  settingsOf,
  understand
} from "./run.ts"

export interface LinearizableExploration extends Options {
  /**
   * How many plans, of which fiber does what, to draw. They take turns: with 2,000 schedules and the default of 100
   * plans, each is run under 20 schedules.
   */
  readonly plans?: number | undefined
  /** A token to replay instead. */
  readonly replay?: string | undefined
}

const where = "Explore.linearizable"

/**
 * Lets `fibers` fibers use one subject, `perFiber` operations each, under many schedules, and asks of every run whether
 * some order of the operations, one at a time and none before it was called or after it returned, gives what they gave.
 * Operations may wait for ever where the model says so. With `replay`, fails as `Explore.replay` does.
 */
export const linearizable = <Subject_, ArgumentsByName, State>(
  options: LinearizableOptions<Subject_, ArgumentsByName, State> & LinearizableExploration
): Effect.Effect<Report, TokenInvalidError | ReplayDivergedError> =>
  Effect.suspend(() => {
    const settings = settingsOf(where, options)
    const plans = integer(where, "plans", options.plans ?? 100, 1, 1_000_000)
    const planned = (plan: number) => planOf(options, settings, plan)
    const { replay } = options
    if (replay === undefined) return Effect.promise((signal) => explorePlans(planned, settings, plans, signal))
    return Effect.flatMap(parsed(replay), (token) =>
      replaySubject(planned(token.plan ?? 0).subject, replay, token, settings)
    )
  })

interface Plan {
  readonly subject: Subject
  readonly mix: Mix
  readonly undecided: () => number
}

const planOf = <Subject_, ArgumentsByName, State>(
  options: LinearizableOptions<Subject_, ArgumentsByName, State>,
  settings: Settings,
  plan: number
): Plan => {
  const { program, undecided, verdict } = linearizableRun(options, plan)
  // Who waits for ever is judged by the model.
  const asked = { deadlock: false, "fiber leak": false, ...settings.asked }
  return {
    subject: { program, asked, invariants: settings.invariants, verdict },
    mix: settings.strategy.start(settings.seed + plan).startAt(plan),
    undecided
  }
}

const explorePlans = async (
  planned: (plan: number) => Plan,
  settings: Settings,
  count: number,
  signal: AbortSignal
): Promise<Report> => {
  const session = sessionOf(settings)
  const outcomes = new Map<string, number>()
  const plans: Array<Plan> = []
  let schedules = 0
  let failure: Failure | undefined
  let escapes: ReadonlyArray<string> = []
  const report = (): Report => {
    const undecided = plans.reduce((sum, plan) => sum + plan.undecided(), 0)
    return {
      failure,
      schedules,
      outcomes,
      coverage: [
        { strategy: settings.strategy.name, schedules, space: `${plans.length} plans of operations`, part: undefined }
      ],
      strategy: settings.strategy.name,
      warnings: [...escapes, ...(undecided === 0 ? [] : [tooLarge(undecided)])]
    }
  }
  for (let turn = 0, idle = 0; schedules < settings.schedules && idle < count && !signal.aborted; turn++) {
    const at = turn % count
    const plan = (plans[at] ??= planned(at))
    if (turn === 0) escapes = await checkRepeats(session, plan.subject)
    const searched = await search(session, plan.subject, plan.mix, 1)
    refuse(searched)
    idle = searched.schedules === 0 ? idle + 1 : 0
    schedules += searched.schedules
    for (const [outcome, runs] of searched.outcomes) outcomes.set(outcome, (outcomes.get(outcome) ?? 0) + runs)
    if (searched.found === undefined) continue
    failure = await understand(session, plan.subject, settings, searched.found, schedules, at)
    break
  }
  return report()
}

const tooLarge = (runs: number): string => `${runs} runs were too large to be judged: give each fiber fewer operations.`
