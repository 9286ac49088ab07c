/** Makes the schedule of an interrupted run smaller; the interrupt stays where it is. */
import type { Interruption, Oracle, Turn } from "../Report.ts"
import type { Subject } from "./attempt.ts"
import type { Session } from "./session.ts"
import { withoutTurns } from "./shrink.ts"

export const shrinkInterrupted = async (
  session: Session,
  subject: Subject,
  oracle: Oracle,
  found: ReadonlyArray<Turn>,
  interruption: Interruption
): Promise<ReadonlyArray<Turn>> => {
  session.interrupt(interruption)
  try {
    return await withoutTurns(session, subject, oracle, found)
  } finally {
    session.interrupt(undefined)
  }
}
