/** The marks of the time axis. */
import type { Timeline } from "../Timeline.ts"
import { numberWords, timeWords } from "../words.ts"
import type { Range } from "./Range.ts"

export interface Tick {
  readonly at: number
  readonly label: string
}

const room = 64

/** Round times in `range`, at most six, at least 64 pixels apart on `width` pixels; the first one names the unit. */
export const ticks = (range: Range, unit: Timeline["unit"], width: number): ReadonlyArray<Tick> => {
  const length = range.to - range.from
  const most = Math.max(1, Math.min(5, Math.floor(width / room)))
  const step = Math.max(unit === "step" ? 1 : 0, stepFor(length / most))
  const first = Math.ceil(range.from / step)
  return Array.from({ length: Math.floor(range.to / step) - first + 1 }, (_, index) => {
    // Rounded, because a product such as 3 × 0.1 is not the number a reader expects.
    const at = Number(((first + index) * step).toPrecision(12))
    return { at, label: index === 0 ? timeWords(at, unit) : numberWords(at) }
  })
}

/** The smallest of 1, 2, 5, 10, 20 … that is not below `least`. */
const stepFor = (least: number): number => {
  const power = 10 ** Math.floor(Math.log10(least))
  return [1, 2, 5, 10].map((factor) => factor * power).find((step) => step >= least) ?? 10 * power
}
