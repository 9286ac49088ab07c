/** Lines of styled text for a terminal: their width, how they are cut and wrapped, and how they are printed. */

import type { ReplayedBy } from "./renderToken.ts"

export interface RenderOptions {
  /** Default: no colours. */
  readonly color?: boolean | undefined
  /** Columns. Default: those of the terminal, or else 100; never less than 40. */
  readonly width?: number | undefined
  /** Only characters of ASCII, those of the program's own names included. */
  readonly ascii?: boolean | undefined
  /** What the reader replays the token with. */
  readonly replayedBy?: ReplayedBy | undefined
}

export type Style =
  | "strong"
  | "muted"
  | "accent"
  | "running"
  | "waiting"
  | "done"
  | "failed"
  | "interrupted"
  | undefined

export type Segment = readonly [text: string, style?: Style]
export type Line = ReadonlyArray<Segment>

const unicode = {
  running: "●",
  waiting: "○",
  done: "✓",
  failed: "✕",
  interrupted: "■",
  lifeline: "│",
  switched: "→",
  forced: "⇒",
  ellipsis: "…",
  dash: "—",
  quiet: "·"
}

export type Signs = Readonly<Record<keyof typeof unicode, string>>

const ascii: Signs = {
  running: "*",
  waiting: "o",
  done: "v",
  failed: "x",
  interrupted: "#",
  lifeline: "|",
  switched: "->",
  forced: "=>",
  ellipsis: "...",
  dash: "--",
  quiet: "-"
}

export const signsOf = (options: RenderOptions): Signs => (options.ascii === true ? ascii : unicode)

export const columnsOf = ({ width = process.stdout.columns ?? 100 }: RenderOptions): number => Math.max(40, width)

/** Control characters, and those that turn the direction of what follows or have no width. */
const harmful = /[\p{Cc}\p{Cf}\p{Cs}\u2028\u2029]/gu
const foreign = /[^ -~]/gu

/** What may stand in a line: nothing in it moves the cursor, and in ASCII mode all of it is ASCII. */
export const clean = (text: string, options: RenderOptions): string => {
  const shown = text.replaceAll(/\s+/g, " ").replaceAll(harmful, "")
  return options.ascii === true ? shown.replaceAll("…", "...").replaceAll(foreign, "?") : shown
}

const isNarrow = /^[ -~]*$/
const wide =
  /[\u1100-\u115f\u2e80-\u303e\u3041-\ua4cf\ua960-\ua97f\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6]|\p{Emoji_Presentation}|[\u{20000}-\u{3fffd}]/u

const widthOfPoint = (point: string): number => (/\p{Mark}/u.test(point) ? 0 : wide.test(point) ? 2 : 1)

/** How many columns a terminal gives the text. */
export const widthOf = (text: string): number => {
  if (isNarrow.test(text)) return text.length
  let width = 0
  for (const point of text) width += widthOfPoint(point)
  return width
}

export const lineWidth = (line: Line): number => line.reduce((sum, [text]) => sum + widthOf(text), 0)

/** As much of the text as fits. */
const fitting = (text: string, width: number): string => {
  let kept = ""
  let room = width
  for (const point of text) {
    room -= widthOfPoint(point)
    if (room < 0) break
    kept += point
  }
  return kept
}

/** The line, or what fits of it with an ellipsis. */
export const cut = (line: Line, width: number, { ellipsis }: Signs): Line => {
  if (lineWidth(line) <= width) return line
  let room = Math.max(0, width - ellipsis.length)
  const kept: Array<Segment> = []
  for (const [text, style] of line) {
    const part = fitting(text, room)
    kept.push([part, style])
    room -= widthOf(part)
    if (part !== text) break
  }
  const style = kept.at(-1)?.[1]
  return [...kept, [ellipsis.slice(0, width), style]]
}

/** The end of the text, where its beginning does not fit. */
export const cutLeft = (text: string, width: number, { ellipsis }: Signs): string => {
  if (widthOf(text) <= width) return text
  const points = Array.from(text)
  while (points.length > 0 && widthOf(points.join("")) > width - ellipsis.length) points.shift()
  return `${ellipsis}${points.join("")}`
}

export const padded = (line: Line, width: number): Line => {
  const missing = width - lineWidth(line)
  return missing > 0 ? [...line, [" ".repeat(missing)]] : line
}

/** Text in lines of at most `width`, the ones after the first with `hanging` more spaces in front. */
export const wrap = (text: string, width: number, indent: number, hanging = 0): ReadonlyArray<string> => {
  const lines: Array<string> = []
  let line = ""
  const margin = () => " ".repeat(indent + (lines.length === 0 ? 0 : hanging))
  const room = () => width - margin().length
  const flush = () => {
    lines.push(margin() + line)
    line = ""
  }
  for (let word of text.split(" ")) {
    if (line !== "" && widthOf(line) + 1 + widthOf(word) > room()) flush()
    while (widthOf(word) > room()) {
      if (line !== "") flush()
      line = fitting(word, room())
      word = word.slice(line.length)
      flush()
    }
    line = line === "" ? word : `${line} ${word}`
  }
  if (line !== "" || lines.length === 0) flush()
  return lines
}

const codes: Readonly<Record<NonNullable<Style>, number>> = {
  strong: 1,
  muted: 90,
  accent: 36,
  running: 34,
  waiting: 33,
  done: 90,
  failed: 31,
  interrupted: 35
}

const painted = ([text, style]: Segment): string =>
  style === undefined || text.trim() === "" ? text : `\u001b[${codes[style]}m${text}\u001b[0m`

export const print = (lines: ReadonlyArray<Line>, options: RenderOptions): string =>
  lines
    .map((line) => {
      const text = options.color === true ? line.map(painted).join("") : line.map(([text]) => text).join("")
      return text.trimEnd()
    })
    .join("\n")

export const numberWords = (count: number): string => count.toLocaleString("en")

export const countWords = (count: number, noun: string): string =>
  `${numberWords(count)} ${noun}${count === 1 ? "" : "s"}`
