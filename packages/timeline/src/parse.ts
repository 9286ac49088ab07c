import { array, filled, flag, oneOf, optional, record, time, text, TimelineInvalidError } from "./internal/decode.ts"
import type { Decoder } from "./internal/decode.ts"
import type { Event, Lane, LaneEnd, Link, Mark, Point, Span, Timeline, WaitsFor } from "./Timeline.ts"

export { TimelineInvalidError }

/**
 * Reads a timeline from parsed JSON. Throws `TimelineInvalidError` at the first value that is wrong: its message names
 * the field, the value, and what is allowed. A field that this version does not know is refused, not dropped.
 *
 * Beyond the types it holds: times lie between 0 and `end`, and those of a lane between its start and its end; spans
 * and events are in order, spans do not overlap; ids are unique, and every parent and link names a lane.
 *
 * ```ts
 * import { Timeline } from "@heddle/timeline"
 *
 * const empty = { version: 1, title: "Nothing", unit: "step", end: 0, lanes: [], links: [], marks: [] }
 * Timeline.parse(empty).title // => "Nothing"
 *
 * try {
 *   Timeline.parse({ ...empty, unit: "minutes" })
 * } catch (error) {
 *   console.log(String(error))
 *   // => TimelineInvalidError: unit is "minutes"; allowed is one of "step", "ms"
 * }
 * ```
 */
export const parse = (json: unknown): Timeline => {
  const timeline = decodeTimeline(json, "")
  checkTimes(timeline)
  checkReferences(timeline)
  return timeline
}

const decodeWaitsFor: Decoder<WaitsFor> = record({ name: text, heldBy: optional(array(text)) })

const decodeSpan: Decoder<Span> = record({
  from: time,
  to: time,
  state: oneOf("running", "waiting", "cleanup"),
  label: optional(text),
  waitsFor: optional(decodeWaitsFor)
})

const decodeEvent: Decoder<Event> = record({
  at: time,
  label: text,
  detail: optional(text),
  source: optional(text),
  switch: optional(flag),
  severity: optional(oneOf("normal", "key", "failure"))
})

const decodeEnd: Decoder<LaneEnd> = record({
  at: time,
  state: oneOf("done", "failed", "interrupted"),
  message: optional(text)
})

const decodeLane: Decoder<Lane> = record({
  id: filled,
  name: text,
  kind: oneOf("task", "daemon", "scope", "body", "clock"),
  parent: optional(text),
  from: time,
  to: optional(time),
  spans: array(decodeSpan),
  events: array(decodeEvent),
  end: optional(decodeEnd)
})

const decodePoint: Decoder<Point> = record({ lane: text, at: time })

const decodeLink: Decoder<Link> = record({
  kind: oneOf("fork", "join", "wake", "interrupt", "fail"),
  from: decodePoint,
  to: decodePoint,
  label: optional(text)
})

const decodeMark: Decoder<Mark> = record({ at: time, label: text, kind: oneOf("clock", "failure", "info") })

const decodeTimeline: Decoder<Timeline> = record({
  version: oneOf(1),
  title: text,
  unit: oneOf("step", "ms"),
  end: time,
  lanes: array(decodeLane),
  links: array(decodeLink),
  marks: array(decodeMark),
  notes: optional(array(text))
})

const checkTimes = ({ end, lanes, links, marks }: Timeline): void => {
  for (const [index, lane] of lanes.entries()) checkLane(lane, `lanes[${index}]`, end)
  for (const [index, { from, to }] of links.entries()) {
    within(from.at, `links[${index}].from.at`, 0, end)
    within(to.at, `links[${index}].to.at`, from.at, end)
  }
  for (const [index, { at }] of marks.entries()) within(at, `marks[${index}].at`, 0, end)
}

const checkLane = (lane: Lane, path: string, last: number): void => {
  within(lane.from, `${path}.from`, 0, last)
  if (lane.end !== undefined) within(lane.end.at, `${path}.end.at`, lane.from, last)
  if (lane.to !== undefined) within(lane.to, `${path}.to`, lane.from, last)
  const to = lane.to ?? lane.end?.at ?? last
  let after = lane.from
  for (const [index, span] of lane.spans.entries()) {
    within(span.from, `${path}.spans[${index}].from`, after, to)
    within(span.to, `${path}.spans[${index}].to`, span.from, to)
    after = span.to
  }
  after = lane.from
  for (const [index, { at }] of lane.events.entries()) {
    within(at, `${path}.events[${index}].at`, after, to)
    after = at
  }
}

const within = (value: number, path: string, from: number, to: number): void => {
  if (value < from || value > to) throw new TimelineInvalidError(path, value, `a time from ${from} to ${to}`)
}

const checkReferences = ({ lanes, links }: Timeline): void => {
  const parents = new Map<string, string | undefined>()
  for (const [index, { id, parent }] of lanes.entries()) {
    if (parents.has(id)) throw new TimelineInvalidError(`lanes[${index}].id`, id, "an id that no other lane has")
    parents.set(id, parent)
  }
  for (const [index, { parent }] of lanes.entries()) {
    if (parent !== undefined && !parents.has(parent)) {
      throw new TimelineInvalidError(`lanes[${index}].parent`, parent, "the id of a lane")
    }
  }
  for (const [index, { id, parent }] of lanes.entries()) {
    const seen = new Set([id])
    for (let above = parent; above !== undefined; above = parents.get(above)) {
      if (seen.has(above))
        throw new TimelineInvalidError(`lanes[${index}].parent`, parent, "a lane that is not below it")
      seen.add(above)
    }
  }
  for (const [index, { from, to }] of links.entries()) {
    if (!parents.has(from.lane))
      throw new TimelineInvalidError(`links[${index}].from.lane`, from.lane, "the id of a lane")
    if (!parents.has(to.lane)) throw new TimelineInvalidError(`links[${index}].to.lane`, to.lane, "the id of a lane")
  }
}
