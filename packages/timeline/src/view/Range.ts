/** The part of the time that is in view. What these functions give lies inside the whole run. */
import type { Timeline } from "../Timeline.ts"

export interface Range {
  readonly from: number
  readonly to: number
}

export const whole = ({ end }: Timeline): Range => ({ from: 0, to: end === 0 ? 1 : end })

/** Up to what zooming in and out again loses to rounding. */
export const isWhole = ({ from, to }: Range, timeline: Timeline): boolean =>
  to - from >= whole(timeline).to * (1 - 1e-9)

/** Makes the range `factor` times as long, with `at` where it was in it. */
export const zoom = ({ from, to }: Range, at: number, factor: number, timeline: Timeline): Range => {
  const all = whole(timeline)
  const shortest = Math.min(all.to, timeline.unit === "step" ? Math.max(3, all.to / 500) : all.to / 500)
  const length = Math.min(all.to, Math.max(shortest, (to - from) * factor))
  return moved(at - ((at - from) / (to - from)) * length, length, all)
}

export const pan = ({ from, to }: Range, by: number, timeline: Timeline): Range =>
  moved(from + by, to - from, whole(timeline))

/** The same range when `at` is in it, else one as long that has `at` a quarter from the edge it came over. */
export const reveal = (range: Range, at: number, timeline: Timeline): Range => {
  const { from, to } = range
  if (at >= from && at <= to) return range
  const length = to - from
  return moved(at < from ? at - length / 4 : at - (length * 3) / 4, length, whole(timeline))
}

const moved = (from: number, length: number, all: Range): Range => {
  const start = Math.max(0, Math.min(from, all.to - length))
  return { from: start, to: Math.min(all.to, start + length) }
}
