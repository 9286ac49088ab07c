/**
 * What is counted, not timed in pairs: bugs found, runs that differ. Run once, in a process of its own.
 */
import type { Result, Row } from "./Row.ts"
import type { Gate } from "./Scenario.ts"
import { gateInWords } from "./Row.ts"
import { judge } from "./judge.ts"

/** `smoke` does a handful, to see that all works and is right. */
export type StudyEffort = "full" | "smoke"

export interface Study {
  readonly id: string
  readonly load: () => Promise<(effort: StudyEffort) => Promise<Studied>>
}

/** What a study found: rows of the table, and tables of its own to be written beside it, by the name of their file. */
export interface Studied {
  readonly figures: ReadonlyArray<Figure>
  readonly tables?: Readonly<Record<string, ReadonlyArray<unknown>>>
}

export interface Figure {
  readonly id: string
  readonly title: string
  readonly unit: string
  readonly gate: Gate
  /** What was judged: `Explore`. */
  readonly name: string
  readonly value: number
  /** The 95 % interval; without it the value is exact. */
  readonly low?: number
  readonly high?: number
  /** How often it was tried. */
  readonly runs: number
  readonly note?: string
  /** Other figures in the same unit, for the reader. */
  readonly beside?: Readonly<Record<string, number>>
}

export const rowOf = (figure: Figure): Row => {
  const { beside = {}, gate, high, id, low, name, note, runs, title, unit, value } = figure
  const interval = { median: value, low: low ?? value, high: high ?? value }
  const result = (name: string, value: number): Result => ({ name, n: runs, value, opsPerSecond: null })
  return {
    id,
    title,
    unit,
    gate: gateInWords(gate, unit),
    kind: "figure",
    ratio: value,
    low: interval.low,
    high: interval.high,
    cpuRatio: null,
    runs,
    n: runs,
    note: note ?? "",
    ...judge(gate, interval),
    ours: result(name, value),
    peers: Object.entries(beside).map(([other, value]) => result(other, value))
  }
}
