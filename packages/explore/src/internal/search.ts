/** Goes through schedules until one shows a bug, the budget is used up, or there is none left. */
import type { Coverage } from "../Report.ts"
import { type Attempt, attempt, type Subject } from "./attempt.ts"
import type { Finding } from "./oracles.ts"
import type { Session } from "./session.ts"
import type { Mix } from "./strategies/mix.ts"
import type { Strategy } from "./strategies/strategy.ts"
import type { Turn } from "../Report.ts"

export interface Found {
  readonly finding: Finding
  readonly turns: ReadonlyArray<Turn>
  readonly by: string
}

export interface Searched {
  readonly found: Found | undefined
  readonly schedules: number
  readonly outcomes: Map<string, number>
  readonly coverage: ReadonlyArray<Coverage>
  /** The program waited for the world outside in some run. */
  readonly outside: boolean
  /** A strategy came to a place that the same beginning had not led to before. */
  readonly isLost: boolean
  /** Why the program cannot be controlled. */
  readonly refused: string | undefined
}

/** Milliseconds of real time after which the event loop gets a turn. */
const slice = 50

/** Ends early when `signal` is aborted. */
export const search = async (
  session: Session,
  subject: Subject,
  mix: Mix,
  budget: number,
  signal?: AbortSignal
): Promise<Searched> => {
  const outcomes = new Map<string, number>()
  const runs = new Map<Strategy, number>()
  let [schedules, outside, isLost] = [0, false, false]
  let [found, refused]: [Found | undefined, string | undefined] = [undefined, undefined]
  let turnEnds = performance.now() + slice
  while (schedules < budget && found === undefined && refused === undefined) {
    const strategy = mix.next()
    if (strategy === undefined || signal?.aborted === true) break
    const trying = attempt(session, subject, strategy.chooser)
    const run: Attempt = trying instanceof Promise ? await trying : trying
    strategy.finished({ pruned: run.ending === "pruned", ticks: run.ticks })
    if (strategy.isLost === true) isLost = true
    if (run.ending === "refused") refused = session.problem
    // A run that was given up is no schedule of its own: another one has gone all the way.
    if (run.ending !== "pruned") {
      schedules++
      runs.set(strategy, (runs.get(strategy) ?? 0) + 1)
      outcomes.set(run.outcome, (outcomes.get(run.outcome) ?? 0) + 1)
    }
    if (run.outside) outside = true
    if (isLost) break
    if (run.finding !== undefined) found = { finding: run.finding, turns: session.turns, by: strategy.name }
    if (performance.now() > turnEnds) {
      await new Promise((resolve) => setImmediate(resolve))
      turnEnds = performance.now() + slice
    }
  }
  const coverage = mix.strategies.map((strategy): Coverage => {
    const covered = strategy.covered()
    return { strategy: strategy.name, schedules: runs.get(strategy) ?? 0, space: covered?.space, part: covered?.part }
  })
  return { found, schedules, outcomes, coverage, outside, isLost, refused }
}
