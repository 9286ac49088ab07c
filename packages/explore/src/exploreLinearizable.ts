/**
 * `Explore.linearizable`: plans of operations, each under many schedules.
 */
import * as Effect from "effect/Effect"
import type { ReplayDivergedError, TokenInvalidError } from "./errors.ts"
import type { Subject } from "./internal/attempt.ts"
import { integer } from "./internal/options.ts"
import { type LinearizableOptions, linearizableRun } from "./linearizable.ts"
import type { Report } from "./Report.ts"
import { exploreSubject, type Options, parsed, replaySubject, type Settings, settingsOf } from "./run.ts"

export interface LinearizableExploration extends Options {
  /** How many plans, of which fiber does what, to draw. The schedules are shared out among them. Default: 20. */
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
    const plans = integer(where, "plans", options.plans ?? 20, 1, 1_000_000)
    const { replay } = options
    if (replay === undefined) return Effect.promise(() => explorePlans(options, settings, plans))
    return Effect.flatMap(parsed(replay), (token) =>
      replaySubject(subjectOf(options, settings, token.plan ?? 0), replay, token, settings)
    )
  })

const subjectOf = <Subject_, ArgumentsByName, State>(
  options: LinearizableOptions<Subject_, ArgumentsByName, State>,
  settings: Settings,
  plan: number
): Subject => {
  const { program, verdict } = linearizableRun(options, plan)
  // Who waits for ever is judged by the model.
  const asked = { deadlock: false, "fiber leak": false, ...settings.asked }
  return { program, asked, invariants: settings.invariants, verdict }
}

const explorePlans = async <Subject_, ArgumentsByName, State>(
  options: LinearizableOptions<Subject_, ArgumentsByName, State>,
  settings: Settings,
  plans: number
): Promise<Report> => {
  const outcomes = new Map<string, number>()
  let schedules = 0
  let last: Report | undefined
  const share = Math.max(1, Math.floor(settings.schedules / plans))
  for (let plan = 0; plan < plans && schedules < settings.schedules; plan++) {
    last = await exploreSubject(subjectOf(options, settings, plan), { ...settings, schedules: share }, plan)
    schedules += last.schedules
    for (const [outcome, count] of last.outcomes) outcomes.set(outcome, (outcomes.get(outcome) ?? 0) + count)
    if (last.failure !== undefined) break
  }
  const { coverage: _, failure, ...rest } = last!
  return { ...rest, failure: failure && { ...failure, foundAfter: schedules }, coverage: [], schedules, outcomes }
}
