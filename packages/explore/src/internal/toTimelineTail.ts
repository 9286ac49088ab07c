/** The end of a timeline, for runs too long for a picture. */
import type { Timeline } from "@heddle/timeline"

/** What happens from `start` on, counted from there; what had ended before is left out. */
export const tailOf = (timeline: Timeline.Timeline, start: number): Timeline.Timeline => {
  const lanes = timeline.lanes.filter((lane) => (lane.to ?? lane.end?.at ?? timeline.end) >= start)
  const ids = new Set(lanes.map(({ id }) => id))
  const shown = ({ at, lane }: Timeline.Point) => at >= start && ids.has(lane)
  const shifted = <A extends { readonly at: number }>(one: A): A => ({ ...one, at: one.at - start })
  return {
    ...timeline,
    end: timeline.end - start,
    lanes: lanes.map((lane) => tailOfLane(lane, start, ids)),
    links: timeline.links
      .filter(({ from, to }) => shown(from) && shown(to))
      .map((link) => ({ ...link, from: shifted(link.from), to: shifted(link.to) })),
    marks: timeline.marks.filter(({ at }) => at >= start).map(shifted)
  }
}

const tailOfLane = (lane: Timeline.Lane, start: number, ids: ReadonlySet<string>): Timeline.Lane => {
  const shift = (at: number) => Math.max(0, at - start)
  return {
    ...lane,
    parent: lane.parent !== undefined && ids.has(lane.parent) ? lane.parent : undefined,
    from: shift(lane.from),
    to: lane.to === undefined ? undefined : shift(lane.to),
    spans: lane.spans
      .filter(({ to }) => to > start)
      .map((span) => ({ ...span, from: shift(span.from), to: shift(span.to) })),
    events: lane.events.filter(({ at }) => at >= start).map((event) => ({ ...event, at: event.at - start })),
    end: lane.end === undefined ? undefined : { ...lane.end, at: shift(lane.end.at) }
  }
}
