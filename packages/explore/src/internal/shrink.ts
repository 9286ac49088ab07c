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
  const removal = { best: found, runs: 0 }
  const tryWithout = async (from: number, to: number): Promise<boolean> => {
    removal.runs++
    const turns = [...removal.best.slice(0, from), ...removal.best.slice(to)]
    const { finding } = await attempt(session, subject, new Replay(turns))
    if (finding?.oracle !== oracle || session.turns.length >= removal.best.length) return false
    // The turns that the run really took: some may have come to nothing.
    removal.best = session.turns
    return true
  }
  for (let size = Math.ceil(found.length / 2); size >= 1 && removal.runs < removalRuns;) {
    const before = removal.best.length
    for (let at = 0; at < removal.best.length && removal.runs < removalRuns;) {
      if (!(await tryWithout(at, at + size))) at += size
    }
    // Leaving one out may have made another one needless.
    if (size > 1) size = Math.ceil(size / 2)
    else if (removal.best.length === before) break
  }
  return removal.best
}
