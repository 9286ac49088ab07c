/**
 * Makes a schedule that fails smaller: fewer turns, and the same oracle still speaks.
 *
 * First a few schedules that are small from the start are tried: most bugs need one or two preemptions. Then turns are
 * left out, many at a time and then single ones (A. Zeller, R. Hildebrandt: Simplifying and Isolating Failure-Inducing
 * Input, IEEE TSE 2002).
 */
import type { Oracle, Turn } from "../Report.ts"
import { attempt, type Subject } from "./attempt.ts"
import type { Session } from "./session.ts"
import { Bounded } from "./strategies/bounded.ts"
import { Replay } from "./strategies/replay.ts"

/** Runs that may be spent on each of the two ways. */
const simpleRuns = 400
const removalRuns = 600

export const shrink = async (
  session: Session,
  subject: Subject,
  oracle: Oracle,
  found: ReadonlyArray<Turn>
): Promise<ReadonlyArray<Turn>> => {
  const simple = await simplest(session, subject, oracle, found.length)
  const removed = await withoutTurns(session, subject, oracle, found)
  return simple !== undefined && simple.length <= removed.length ? simple : removed
}

const simplest = async (session: Session, subject: Subject, oracle: Oracle, turns: number) => {
  if (turns <= 1) return undefined
  const bounded = new Bounded(2)
  let best: ReadonlyArray<Turn> | undefined
  for (let run = 0; run < simpleRuns && bounded.hasNext() && best?.length !== 1; run++) {
    const { ending, finding, ticks } = await attempt(session, subject, bounded)
    bounded.finished()
    if (ending === "refused" || ticks < 0) return best
    if (finding?.oracle !== oracle) continue
    if (best === undefined || session.turns.length < best.length) best = session.turns
  }
  return best
}

export const withoutTurns = async (
  session: Session,
  subject: Subject,
  oracle: Oracle,
  found: ReadonlyArray<Turn>
): Promise<ReadonlyArray<Turn>> => {
  let best = found
  let runs = 0
  /** The turns that the run really took, when it fails in the same way with fewer of them. */
  const better = async (turns: ReadonlyArray<Turn>): Promise<boolean> => {
    runs++
    const { finding } = await attempt(session, subject, new Replay(turns))
    if (finding?.oracle !== oracle || session.turns.length >= best.length) return false
    best = session.turns
    return true
  }
  for (let size = Math.ceil(best.length / 2); size >= 1 && runs < removalRuns;) {
    let smaller = false
    for (let at = 0; at < best.length && runs < removalRuns;) {
      const kept = best
      if (await better([...kept.slice(0, at), ...kept.slice(at + size)])) smaller = true
      else at += size
    }
    // Leaving one out may have made another one needless.
    if (!(smaller && size === 1)) size = size === 1 ? 0 : Math.ceil(size / 2)
  }
  return best
}
