/** Where everything is, in pixels: pure, so that the page written to disk and the live one are the same picture. */
import { momentsOf, type GlyphName, type Moment } from "../moments.ts"
import type { Lane, Span, Timeline } from "../Timeline.ts"
import { endWords, type Names, namesOf, spanWords } from "../words.ts"
import { widthOf } from "./measure.ts"
import type { Range } from "./Range.ts"

export interface Layout {
  readonly timeline: Timeline
  readonly range: Range
  /** The times that are drawn: past the end of the range there is room for words, where what follows shows. */
  readonly seen: Range
  readonly width: number
  readonly height: number
  /** Names stand above their lanes instead of beside them. */
  readonly narrow: boolean
  /** The edges of the time axis. */
  readonly left: number
  readonly right: number
  /** Where the first lane begins. */
  readonly top: number
  readonly lanes: ReadonlyArray<LaneRow>
  readonly x: (at: number) => number
}

export interface LaneRow {
  readonly lane: Lane
  readonly depth: number
  readonly top: number
  readonly height: number
  /** The middle of its line. */
  readonly y: number
  readonly moments: ReadonlyArray<Moment>
  /** When it was last seen. */
  readonly until: number
  /** What stands at its end, and in words; `beside` it, where the line does not say so already. */
  readonly ending:
    | { readonly at: number; readonly glyph: GlyphName; readonly text: string; readonly beside: boolean }
    | undefined
}

/** The size of names, and of everything else that is written. */
export const nameSize = 12
export const textSize = 11

const narrowBelow = 600

/** `touch`: rows as high as a finger needs them. */
export const layoutOf = (timeline: Timeline, range: Range, width: number, touch = false): Layout => {
  const narrow = width < narrowBelow
  const height = narrow || touch ? 44 : 21
  const top = timeline.marks.length > 0 ? 38 : 22
  const moments = Map.groupBy(momentsOf(timeline), ({ lane }) => lane)
  const depths = depthsOf(timeline)
  const names = namesOf(timeline)
  const lanes = timeline.lanes.map((lane, index): LaneRow => {
    const start = top + index * height
    const y = start + (narrow ? 29 : touch ? 27 : 15)
    const until = lane.to ?? lane.end?.at ?? timeline.end
    const place = { lane, depth: depths.get(lane.id) ?? 0, top: start, height, y, until }
    return { ...place, moments: moments.get(lane) ?? [], ending: endingOf(lane, timeline.end, names) }
  })
  const left = narrow ? 8 : namesWidth(lanes, width)
  const right = narrow ? width - 10 : rightEdge(lanes, timeline, left, width)
  const x = (at: number) => left + ((at - range.from) / (range.to - range.from)) * (right - left)
  const bottom = top + timeline.lanes.length * height + 6
  const seen = { from: range.from, to: range.from + ((width - left) / (right - left)) * (range.to - range.from) }
  return { timeline, range, seen, width, height: bottom, narrow, left, right, top, lanes, x }
}

/** The lane and the moment at a point: the nearest moment within reach, else the one that led to what is there. */
export const momentAt = (
  { lanes, x, range, left, right }: Layout,
  pointX: number,
  pointY: number
): { readonly lane: number; readonly moment: number } | undefined => {
  const lane = lanes.findIndex(({ height, top }) => pointY >= top && pointY < top + height)
  const row = lanes[lane]
  if (row === undefined || row.moments.length === 0) return undefined
  const distances = row.moments.map(({ at }) => Math.abs(x(at) - pointX))
  const nearest = Math.min(...distances)
  if (nearest <= 8) return { lane, moment: distances.indexOf(nearest) }
  const at = range.from + ((pointX - left) / (right - left)) * (range.to - range.from)
  return {
    lane,
    moment: Math.max(
      0,
      row.moments.findLastIndex((moment) => moment.at <= at)
    )
  }
}

/** The span that a lane is in when `moment` is said. */
export const spanAt = ({ lane }: LaneRow, { at }: Moment): Span | undefined =>
  lane.spans.find(({ from, to }) => from <= at && at < to)

const endingOf = (lane: Lane, last: number, names: Names): LaneRow["ending"] => {
  if (lane.end !== undefined) {
    const plain = lane.end.state === "done" && lane.end.message === undefined
    return { at: lane.end.at, glyph: lane.end.state, text: plain ? "" : endWords(lane.end), beside: true }
  }
  const span = lane.spans.at(-1)
  if (span?.state !== "waiting" || span.to !== last) return undefined
  return { at: last, glyph: "waiting", text: spanWords(span, names), beside: false }
}

const depthsOf = ({ lanes }: Timeline): ReadonlyMap<string, number> => {
  const parents = new Map(lanes.map(({ id, parent }) => [id, parent]))
  const depthOf = (id: string | undefined, most: number): number =>
    id === undefined || most === 0 ? -1 : 1 + depthOf(parents.get(id), most - 1)
  return new Map(lanes.map(({ id }) => [id, depthOf(id, 8)]))
}

export const indent = 12

const namesWidth = (lanes: ReadonlyArray<LaneRow>, width: number): number => {
  const widest = Math.max(0, ...lanes.map(({ depth, lane }) => depth * indent + widthOf(lane.name, nameSize)))
  return Math.ceil(Math.min(Math.max(widest, 40), width * 0.26)) + 18
}

/** Leaves room for the words at the ends of lanes, at most a third of the width. */
const rightEdge = (lanes: ReadonlyArray<LaneRow>, { end }: Timeline, left: number, width: number): number => {
  const edges = lanes.map(({ ending }) => {
    if (ending === undefined || end === 0) return width - 12
    const words = ending.text === "" || !ending.beside ? 12 : 16 + widthOf(ending.text, textSize)
    return left + (width - left - words) / Math.max(ending.at / end, 0.01)
  })
  return Math.max(Math.min(width - 12, ...edges), left + (width - left) * 0.66)
}
