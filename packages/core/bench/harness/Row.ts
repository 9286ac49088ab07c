/**
 * What is known of a scenario after its pairs: the row written to the docs.
 */
import type { Gate } from "./Scenario.ts"

/** One contender's typical result: the median over its child processes. */
export interface Result {
  readonly name: string
  readonly n: number
  /** In the unit of the row. */
  readonly value: number
  /** Items per second of wall time; null for a gauge. */
  readonly opsPerSecond: number | null
}

export interface Row {
  readonly id: string
  readonly title: string
  readonly unit: string
  /** What must be reached, in words: `at least 1.5 times as fast`. */
  readonly gate: string
  /** What the gate judges: a ratio to the peer, or our own figure in the unit of the row. */
  readonly kind: "ratio" | "figure"
  /** The median of the pairs (for a figure, of our runs), with its 95 % interval. */
  readonly ratio: number
  readonly low: number
  readonly high: number
  /** The same ratio of CPU times; null for a figure. */
  readonly cpuRatio: number | null
  /** Pairs of child processes. */
  readonly runs: number
  readonly n: number
  readonly note: string
  readonly met: boolean
  readonly verdict: string
  readonly ours: Result
  /** The peer of the ratio first, then those beside it. */
  readonly peers: ReadonlyArray<Result>
}

export const gateInWords = (gate: Gate, unit: string): string => {
  switch (gate.kind) {
    case "faster": {
      return `>= ${gate.atLeast}x as fast`
    }
    case "slower": {
      return `<= ${gate.atMost}x the time`
    }
    case "same": {
      return `interval contains 1.00, ends below ${gate.below}`
    }
    case "figure": {
      return `<= ${gate.atMost} ${unit}`
    }
    case "reaches": {
      return `>= ${gate.atLeast} ${unit}`
    }
  }
}
