/** A timeline told one statement after the other: what the table and the terminal are made of. */
import type { Event, Lane, Mark, Severity, SpanState, Timeline } from "./Timeline.ts"
import { endWords, eventWords, linkWords, namesOf, spanWords, type Names } from "./words.ts"

export interface Moment {
  readonly at: number
  /** Absent when it is about the whole run. */
  readonly lane: Lane | undefined
  readonly glyph: GlyphName
  readonly text: string
  readonly severity: Severity
  /** The lane that was switched from. */
  readonly switchedFrom: Lane | undefined
  /** The lane that forked this one, at the moment it starts. */
  readonly forkedBy: Lane | undefined
  readonly source: string | undefined
  /** No other statement about its lane follows. */
  readonly last: boolean
}

/** The silhouettes of the states. */
export type GlyphName = "running" | "waiting" | "done" | "failed" | "interrupted" | "daemon" | "scope"

/** The silhouette of a lane that is in `state`. */
export const glyphOf = ({ kind }: Lane, state: SpanState): GlyphName => {
  if (state === "waiting") return "waiting"
  if (state === "cleanup") return "interrupted"
  return kind === "daemon" ? "daemon" : kind === "task" || kind === "body" ? "running" : "scope"
}

/**
 * Every statement, in order of time. At one time: the clock, then who caused something, then who was affected, then who
 * starts, then the failures of the run.
 */
export const momentsOf = (timeline: Timeline): ReadonlyArray<Moment> => {
  const names = namesOf(timeline)
  const told = timeline.lanes.flatMap((lane) => tell(timeline, lane, names))
  const marks = timeline.marks.map((mark): Ranked => ({
    rank: mark.kind === "failure" ? 5 : 0,
    moment: markMoment(mark)
  }))
  const ordered = [...told, ...marks].toSorted((a, b) => a.moment.at - b.moment.at || a.rank - b.rank)
  let ran: Lane | undefined
  return ordered.map(({ event, moment }) => {
    const switchedFrom = event?.switch === true && ran !== moment.lane ? ran : undefined
    if (event !== undefined) ran = moment.lane
    return { ...moment, switchedFrom }
  })
}

type Told = Omit<Moment, "switchedFrom">

interface Ranked {
  readonly rank: number
  readonly moment: Told
  readonly event?: Event
}

const tell = (timeline: Timeline, lane: Lane, names: Names): ReadonlyArray<Ranked> => {
  const incoming = timeline.links.filter(({ to }) => to.lane === lane.id)
  const fork = incoming.find(({ kind }) => kind === "fork")
  const to = lane.to ?? lane.end?.at ?? timeline.end
  const unfinished = lane.end === undefined && to === timeline.end ? lane.spans.at(-1) : undefined
  const stuck = unfinished?.to === timeline.end && unfinished.state === "waiting" ? unfinished : undefined
  const times = [
    lane.from,
    ...lane.events.map(({ at }) => at),
    ...lane.spans.map(({ from }) => from),
    ...incoming.map(({ to }) => to.at),
    ...(lane.end === undefined ? [] : [lane.end.at])
  ]
  const statements = [...new Set(times)]
    .toSorted((a, b) => a - b)
    .flatMap((at): ReadonlyArray<Ranked> => {
      const causes = timeline.links.some(({ from, kind }) => kind !== "fork" && from.lane === lane.id && from.at === at)
      const starts = lane.from === at
      const rank = starts && fork !== undefined ? 3 : causes ? 1 : 2
      const base = { at, lane, severity: "normal", forkedBy: undefined, source: undefined, last: false } as const
      const running = glyphOf(lane, "running")
      const events = lane.events.filter((event) => event.at === at)
      const links = incoming.filter((link) => link.to.at === at && link.kind !== "fork")
      const stops = links.filter(({ kind }) => kind === "interrupt" || kind === "fail")
      const ended = lane.end?.at === at ? lane.end : undefined
      const tail = [
        ...links.filter((link) => ended === undefined || !stops.includes(link)).map((link) => linkWords(link, names)),
        ...changesAt(lane, at, events.length > 0 || links.length > 0, names)
      ]
      const entered = lane.spans.find(({ from, to }) => from === at && to > at)
      const state = entered?.state ?? "running"
      const lines: Array<Ranked> = events.map((event, index) => ({
        rank,
        event,
        moment: {
          ...base,
          ...toldOf(event),
          glyph: event.severity === "failure" ? "failed" : index === events.length - 1 ? glyphOf(lane, state) : running,
          text: index === events.length - 1 ? [eventWords(event), ...tail].join(", ") : eventWords(event)
        }
      }))
      if (starts && (fork !== undefined || (events.length + tail.length === 0 && ended === undefined))) {
        const origin = timeline.lanes.find(({ id }) => id === fork?.from.lane)
        const text = fork === undefined ? "starts" : linkWords(fork, names)
        const merged = events.length === 0 ? [text, ...tail].join(", ") : text
        const glyph = events.length === 0 ? glyphOf(lane, state) : running
        lines.unshift({ rank, moment: { ...base, glyph, text: merged, forkedBy: origin } })
      } else if (events.length === 0 && tail.length > 0) {
        lines.push({ rank, moment: { ...base, glyph: glyphOf(lane, state), text: tail.join(", ") } })
      }
      if (ended !== undefined) {
        const reasons = ended.message === undefined ? stops.map((link) => linkWords(link, names)) : []
        const text = [endWords(ended), ...reasons].join(", ")
        const severity = ended.state === "failed" ? "failure" : "normal"
        lines.push({ rank, moment: { ...base, glyph: ended.state, text, severity } })
      }
      return lines
    })
  if (stuck !== undefined) {
    const text = `still ${spanWords(stuck, names)}`
    const rest = { severity: "normal", forkedBy: undefined, source: undefined, last: false } as const
    statements.push({ rank: 4, moment: { at: timeline.end, lane, glyph: "waiting", text, ...rest } })
  }
  return statements.map((one, index) =>
    index < statements.length - 1 ? one : { ...one, moment: { ...one.moment, last: true } }
  )
}

/** What the spans that begin at `at` say; a lane that just runs says so only after a wait that nothing else ended. */
const changesAt = (lane: Lane, at: number, explained: boolean, names: Names): ReadonlyArray<string> =>
  lane.spans.flatMap((span, index) => {
    if (span.from !== at) return []
    if (span.state !== "running" || span.label !== undefined) return [spanWords(span, names)]
    return explained || lane.spans[index - 1]?.state !== "waiting" ? [] : ["runs again"]
  })

const toldOf = ({ severity = "normal", source }: Event) => ({ severity, source })

const markMoment = ({ at, kind, label }: Mark): Told => ({
  at,
  lane: undefined,
  glyph: kind === "failure" ? "failed" : "scope",
  text: label,
  severity: kind === "failure" ? "failure" : "normal",
  forkedBy: undefined,
  source: undefined,
  last: false
})
