/** Which of the words on a lane are shown: as many as fit, the most important first. */
import type { Names } from "../words.ts"
import { eventWords, spanWords } from "../words.ts"
import type { LaneRow, Layout } from "./layout.ts"
import { textSize } from "./layout.ts"
import { widthOf } from "./measure.ts"

export interface Label {
  readonly x: number
  readonly text: string
  readonly tone: "normal" | "key" | "failure"
}

interface Candidate {
  readonly x: number
  readonly tone: Label["tone"]
  readonly rank: number
  /** The same in fewer and fewer words. */
  readonly texts: ReadonlyArray<string>
}

const gap = 7

/** Past the tick or the line that something starts with. */
const nudge = 3

/** The labels of one lane, none over another or over the words at its end. Before an end or the edge they begin earlier. */
export const labelsOf = (row: LaneRow, layout: Layout, names: Names): ReadonlyArray<Label> => {
  const ending = endingBox(row, layout)
  const placed: Array<Candidate & { text: string; from: number; to: number }> = []

  const place = (candidate: Candidate, text: string) => {
    const length = widthOf(text, textSize)
    const edge = ending === undefined || ending.from < candidate.x ? layout.width : ending.from - gap
    const from = Math.min(candidate.x, edge - length)
    const to = from + length
    const others = placed.filter((other) => other.texts !== candidate.texts)
    const free = [...others, ...(ending === undefined ? [] : [ending])].every(
      (other) => to + gap <= other.from || other.to + gap <= from
    )
    const moved = candidate.x - from
    return free && (moved === 0 || (moved <= length * 0.6 && from >= layout.left))
      ? { ...candidate, text, from, to }
      : undefined
  }

  const candidates = candidatesOf(row, layout, names).toSorted((a, b) => b.rank - a.rank || a.x - b.x)
  for (const candidate of candidates) {
    const shortest = place(candidate, candidate.texts.findLast((text) => text !== "") ?? "")
    if (shortest !== undefined && shortest.text !== "") placed.push(shortest)
  }
  for (const one of placed) {
    const longest = one.texts.map((text) => place(one, text)).find((found) => found !== undefined)
    Object.assign(one, longest)
  }
  return placed.map(({ from, text, tone }) => ({ x: from, text, tone }))
}

/** What the silhouette at the end and the words beside it take. */
const endingBox = ({ ending }: LaneRow, { x }: Layout) => {
  if (ending === undefined) return undefined
  const words = ending.beside && ending.text !== "" ? 13 + widthOf(ending.text, textSize) : 8
  return { from: x(ending.at) - 5, to: x(ending.at) + words }
}

const candidatesOf = ({ lane }: LaneRow, { seen, x }: Layout, names: Names): ReadonlyArray<Candidate> => {
  const ranks = { normal: 1, key: 4, failure: 5 }
  const starts = new Set(lane.events.map(({ at }) => at))
  const visible = (from: number, to: number) => to >= seen.from && from <= seen.to
  const events = lane.events
    .filter(({ at }) => visible(at, at))
    .map((event): Candidate => {
      const tone = event.severity ?? "normal"
      const wait = lane.spans.find(({ from, waitsFor }) => from === event.at && waitsFor !== undefined)
      const words = [eventWords(event), event.label, shortened(event.label)]
      const long = wait === undefined ? [] : [spanWords(wait, names)]
      return { x: x(event.at) + nudge, tone, rank: ranks[tone], texts: [...long, ...words] }
    })
  const spans = lane.spans
    .filter(
      ({ from, label, to, waitsFor }) => visible(from, to) && (label ?? waitsFor) !== undefined && !starts.has(from)
    )
    .map((span): Candidate => {
      const words = spanWords(span, names)
      const name = span.waitsFor?.name ?? ""
      const short = span.label === undefined ? [`waits for ${name}`, name] : [span.label]
      const rank = span.state === "waiting" && span.waitsFor !== undefined ? 3 : 2
      return { x: Math.max(x(span.from), x(seen.from)) + nudge, tone: "normal", rank, texts: [words, ...short] }
    })
  return [...events, ...spans]
}

/** `Semaphore.take` without its module: `take`. */
const shortened = (label: string): string => /^[\w$]+\.([\w$]+)$/.exec(label)?.[1] ?? label
