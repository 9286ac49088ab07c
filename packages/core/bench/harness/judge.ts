/**
 * Whether a gate is met, and by how much it is missed.
 */
import type { Interval } from "./interval.ts"
import type { Gate } from "./Scenario.ts"

export interface Judgement {
  readonly met: boolean
  readonly verdict: string
}

/** The median is judged. The verdict adds when the interval reaches to the other side of the gate. */
export const judge = (gate: Gate, interval: Interval): Judgement => {
  switch (gate.kind) {
    case "faster":
    case "reaches": {
      const { atLeast } = gate
      const met = interval.median >= atLeast
      const clear = met ? interval.low >= atLeast : interval.high < atLeast
      return spell(met, clear, 1 - interval.median / atLeast)
    }
    case "slower":
    case "figure": {
      const { atMost } = gate
      const met = interval.median <= atMost
      const clear = met ? interval.high <= atMost : interval.low > atMost
      return atMost === 0
        ? { met, verdict: met ? "met" : `missed by ${interval.median}` }
        : spell(met, clear, interval.median / atMost - 1)
    }
    case "same": {
      if (interval.low > 1) return spell(false, true, interval.low - 1)
      if (interval.high < 1) return { met: false, verdict: "missed: the whole interval is below 1.00" }
      return spell(interval.high < gate.below, true, interval.high / gate.below - 1)
    }
  }
}

const spell = (met: boolean, clear: boolean, distance: number): Judgement => {
  const verdict = met ? "met" : `missed by ${(distance * 100).toFixed(1)} %`
  return { met, verdict: clear ? verdict : `${verdict} (interval crosses the gate)` }
}
