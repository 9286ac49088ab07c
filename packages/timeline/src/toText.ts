import { momentsOf, type GlyphName, type Moment } from "./moments.ts"
import type { Lane, Timeline } from "./Timeline.ts"
import { numberWords, sizeWords } from "./words.ts"

export interface TextOptions {
  /** Columns; longer lines are cut and end in an ellipsis. Default: no limit. */
  readonly width?: number | undefined
  /** Only characters of ASCII around the program's own names. Default: `false`. */
  readonly ascii?: boolean | undefined
  /** Colours of the terminal beside the silhouettes. Default: `false`. */
  readonly color?: boolean | undefined
}

/**
 * The timeline for a terminal: a column for each lane, a line for each statement, time downwards. A line from one lane
 * to another says who forked it; `»` says that the scheduler switched to it. Names cannot move the cursor or change the
 * colours: control characters in them are shown as spaces. There is no newline at the end.
 */
export const toText = (timeline: Timeline, options: TextOptions = {}): string => {
  const style = options.ascii === true ? ascii : unicode
  const paint = options.color === true ? inColor : (text: string) => text
  const moments = momentsOf(timeline)
  const times = moments.map(({ at }) => numberWords(at))
  const timeWidth = Math.max(timeline.unit.length, ...times.map((time) => time.length))
  const nameWidth = Math.max(0, ...timeline.lanes.map(({ name }) => name.length))
  const switches = moments.some(({ switchedFrom }) => switchedFrom !== undefined)
  const alive = new Set<Lane>()
  const lines = moments.map((moment, index): Line => {
    const { at, glyph, lane, severity, switchedFrom, text } = moment
    if (lane !== undefined) alive.add(lane)
    const gutter = gutterOf(timeline, moment, alive, style)
    if (moment.last && moment.lane !== undefined) alive.delete(moment.lane)
    const time = times[index - 1] === times[index] ? "" : numberWords(at)
    const name = (lane?.name ?? "").padEnd(nameWidth)
    return [
      [`${time.padStart(timeWidth)}  `, "muted"],
      ...gutter,
      [switchedFrom !== undefined ? `${style.switch} ` : switches ? "  " : " ", "muted"],
      [`${name}  `, undefined],
      [lane === undefined ? `${style.glyphs[glyph]} ${text}` : text, severity === "failure" ? "failed" : undefined]
    ]
  })
  const head: ReadonlyArray<Line> = [
    [
      [timeline.title, "strong"],
      [` ${style.dot} ${sizeWords(timeline)}`, "muted"]
    ],
    [[timeline.unit.padStart(timeWidth), "muted"]]
  ]
  const notes = (timeline.notes ?? []).map((note): Line => [[note, undefined]])
  return [...head, ...lines, ...notes].map((line) => written(line, options.width, style.ellipsis, paint)).join("\n")
}

type Color = GlyphName | "muted" | "strong"
type Line = ReadonlyArray<readonly [text: string, color: Color | undefined]>
type Style = typeof unicode

const unicode = {
  glyphs: { running: "●", waiting: "○", done: "✓", failed: "✕", interrupted: "■", daemon: "◆", scope: "◊" },
  lines: { running: "│", waiting: "┊", cleanup: "┊" },
  right: "├",
  left: "┤",
  across: "─",
  cross: "┼",
  switch: "»",
  dot: "·",
  ellipsis: "…"
}

const ascii: Style = {
  glyphs: { running: "*", waiting: "o", done: "v", failed: "x", interrupted: "#", daemon: "~", scope: "+" },
  lines: { running: "|", waiting: ":", cleanup: ":" },
  right: "|",
  left: "|",
  across: "-",
  cross: "|",
  switch: ">",
  dot: "-",
  ellipsis: "..."
}

/** A glyph where something is said, and how the other lanes are: two characters for each. */
const gutterOf = (
  { lanes }: Timeline,
  { at, forkedBy, glyph, lane }: Moment,
  alive: ReadonlySet<Lane>,
  style: Style
): Line => {
  const here = lane === undefined ? -1 : lanes.indexOf(lane)
  const origin = forkedBy === undefined ? here : lanes.indexOf(forkedBy)
  const [first, last] = [Math.min(here, origin), Math.max(here, origin)]
  return lanes.flatMap((other, index): Line => {
    const gap = first <= index && index < last ? style.across : " "
    if (index === here)
      return [
        [style.glyphs[glyph], glyph],
        [gap, "muted"]
      ]
    if (index === origin) return [[`${origin < here ? style.right : style.left}${gap}`, "muted"]]
    const state = alive.has(other) ? stateAt(other, at) : undefined
    const between = first < index && index < last
    const own = state === undefined ? (between ? style.across : " ") : between ? style.cross : style.lines[state]
    return [
      [own, state === "waiting" ? "waiting" : "muted"],
      [gap, "muted"]
    ]
  })
}

const stateAt = ({ spans }: Lane, at: number) => spans.find(({ from, to }) => from < at && at <= to)?.state ?? "running"

const written = (
  line: Line,
  width: number | undefined,
  ellipsis: string,
  paint: (text: string, color: Color | undefined) => string
): string => {
  const plain = line.map(([text, color]) => [harmless(text), color] as const)
  const { length } = plain
    .map(([text]) => text)
    .join("")
    .trimEnd()
  let room = width === undefined || length <= width ? length : Math.max(0, width - ellipsis.length)
  const parts = plain.map(([text, color]) => {
    const kept = text.slice(0, room)
    room -= kept.length
    return kept.trim() === "" ? kept : paint(kept, color)
  })
  const cut = width !== undefined && length > width ? ellipsis.slice(0, width) : ""
  return `${parts.join("")}${cut}`
}

/** Control characters, and those that turn the direction of what follows. */
const harmful = /[\p{Cc}\u2028\u2029\u202a-\u202e\u2066-\u2069]/gu

const harmless = (text: string): string => text.replaceAll(harmful, " ")

const codes: Readonly<Record<Color, number>> = {
  running: 34,
  waiting: 33,
  done: 90,
  failed: 31,
  interrupted: 35,
  daemon: 32,
  scope: 90,
  muted: 90,
  strong: 1
}

const inColor = (text: string, color: Color | undefined): string =>
  color === undefined ? text : `\u001b[${codes[color]}m${text}\u001b[0m`
