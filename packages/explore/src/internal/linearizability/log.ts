/** Writes down the history of one run, with a clock that counts calls and returns. */
import type * as Exit from "effect/Exit"
import { listening } from "../footprint.ts"
import type { HistoryOperation, Outcome, Return } from "./history.ts"

interface Entry extends HistoryOperation {
  returned: Return | undefined
}

export class HistoryLog {
  readonly operations: Array<Entry> = []
  private clock = 0

  called(fiber: number, name: string, argument: unknown): Entry {
    // Calls may change places with each other but not with returns, which is what reading and writing mean.
    listening()?.(this, false)
    const entry: Entry = { fiber, name, argument, called: this.clock++, returned: undefined }
    this.operations.push(entry)
    return entry
  }

  /** Without an outcome, after a defect or an interrupt, the operation stays pending. */
  returned(entry: Entry, exit: Exit.Exit<unknown, unknown>): void {
    const outcome = outcomeOf(exit)
    if (outcome === undefined) return
    listening()?.(this, true)
    entry.returned = { at: this.clock++, outcome }
  }
}

const outcomeOf = (exit: Exit.Exit<unknown, unknown>): Outcome | undefined => {
  if (exit._tag === "Success") return { failed: false, value: exit.value }
  const [reason, ...more] = exit.cause.reasons
  return reason?._tag === "Fail" && more.length === 0 ? { failed: true, value: reason.error } : undefined
}
