import type { Snapshot } from "./snapshot.ts"
import type { Statement } from "./statements.ts"

/** `missing`: no test with its number ran. `by construction`: it cannot happen, and no test says otherwise. */
export type Outcome = "passed" | "failed" | "skipped" | "missing" | "by construction"

/** One failing test makes a statement failed, one skipped test makes it skipped. */
export const outcomeOf = (statement: Statement, snapshot: Snapshot): Outcome => {
  const tests = snapshot[statement.number] ?? []
  if (tests.some(({ status }) => status === "failed")) return "failed"
  if (tests.some(({ status }) => status === "skipped")) return "skipped"
  if (tests.length > 0) return "passed"
  return statement.answer === "impossible by construction" ? "by construction" : "missing"
}

export const count = (statements: ReadonlyArray<Statement>, snapshot: Snapshot): Readonly<Record<Outcome, number>> => {
  const found = statements.map((statement) => outcomeOf(statement, snapshot))
  const of = (outcome: Outcome) => found.filter((one) => one === outcome).length
  return {
    passed: of("passed"),
    failed: of("failed"),
    skipped: of("skipped"),
    missing: of("missing"),
    "by construction": of("by construction")
  }
}

/** "120 passed, 4 by construction, 12 missing": what is zero goes unsaid, except what passed and what is missing. */
export const inWords = (counts: Readonly<Record<Outcome, number>>): string =>
  (["passed", "by construction", "failed", "skipped", "missing"] as const)
    .filter((outcome) => counts[outcome] > 0 || outcome === "passed" || outcome === "missing")
    .map((outcome) => `${counts[outcome]} ${outcome}`)
    .join(", ")
