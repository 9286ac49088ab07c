/** A run as a table: a column for each fiber, a row for each step, time downwards. */
import type { Trace, TraceStep } from "../Trace.ts"
import { type Cell, fitCell, headOfFiber } from "./renderCells.ts"
import { type Cells, columnWidths } from "./renderColumns.ts"
import { type Entry, entryOf } from "./renderEntries.ts"
import { onlyFile, placeIn } from "./renderPlaces.ts"
import { rowsOf, sharedObjects } from "./renderRows.ts"
import {
  columnsOf,
  cut,
  cutLeft,
  type Line,
  lineWidth,
  padded,
  type RenderOptions,
  type Segment,
  type Signs,
  signsOf,
  widthOf
} from "./renderText.ts"

const gap = 2

export const tableOf = (trace: Trace, options: RenderOptions): ReadonlyArray<Line> => {
  const signs = signsOf(options)
  const shared = sharedObjects(trace)
  const entries = rowsOf(trace).map((row) => entryOf(trace, row, shared, signs))
  const fibers = [...new Set(entries.flatMap(({ cells }) => [...cells.keys()]))].toSorted((a, b) => order(a) - order(b))
  const heads = fibers.map((fiber): Cell => [[[fiber < 0 ? "later" : headOfFiber(trace, fiber), "strong"]]])
  const rows = rowsWithLifelines(entries, fibers, signs)
  const layout = layoutOf(trace, entries, [heads, ...rows], columnsOf(options), signs)
  const lines = entries.map((entry, index) =>
    entryLine(layout, entry, rows[index]!, heads[fibers.indexOf(fiberOf(entry))] ?? [])
  )
  return layout.widths === undefined ? lines : [headLine(layout, layout.widths, heads), ...lines]
}

/** The dispatcher's column is the last one. */
const order = (fiber: number): number => (fiber < 0 ? Number.POSITIVE_INFINITY : fiber)

const fiberOf = ({ cells, step }: Entry): number => step?.fiber ?? [...cells.keys()][0] ?? 0

const rowsWithLifelines = (
  entries: ReadonlyArray<Entry>,
  fibers: ReadonlyArray<number>,
  signs: Signs
): ReadonlyArray<Cells> => {
  const lifeline: Cell = [[[signs.lifeline, "waiting"]]]
  const waiting = new Set<number>()
  return entries.map(({ cells, step }) => {
    for (const fiber of step === undefined ? [] : [step.fiber, ...step.woken]) waiting.delete(fiber)
    const row = fibers.map((fiber) => cells.get(fiber) ?? (waiting.has(fiber) ? lifeline : undefined))
    if (step?.waits !== undefined) waiting.add(step.fiber)
    return row
  })
}

interface Layout {
  readonly signs: Signs
  readonly width: number
  /** Where the table ends: it is no wider than it must be, so that places stand near their steps. */
  readonly edge: number
  readonly tickWidth: number
  /** Of the fibers' columns; undefined when there are too many for columns. */
  readonly widths: ReadonlyArray<number> | undefined
  readonly room: number
  readonly places: ReadonlyMap<TraceStep, string>
  readonly placeWidth: number
}

const layoutOf = (
  trace: Trace,
  entries: ReadonlyArray<Entry>,
  rows: ReadonlyArray<Cells>,
  width: number,
  signs: Signs
): Layout => {
  const steps = entries.flatMap(({ step }) => step ?? [])
  const tickWidth = Math.max(4, ...steps.map(({ tick }) => String(tick).length))
  const file = onlyFile(trace)
  const places = new Map(steps.map((step) => [step, placeIn(step, file)]))
  const placeWidth = Math.min(Math.max(0, ...[...places.values()].map(widthOf)), Math.floor(width * 0.28))
  const room = width - startWidth(tickWidth, signs) - (placeWidth === 0 ? 0 : placeWidth + gap)
  const widths = columnWidths(rows, rows[0]?.length ?? 0, room, gap)
  const used = widths?.reduce((sum, column) => sum + column + gap, -gap) ?? room
  return { signs, width, edge: width - room + used, tickWidth, widths, room, places, placeWidth }
}

const startWidth = (tickWidth: number, { switched }: Signs): number => tickWidth + switched.length + 4

const headLine = (layout: Layout, widths: ReadonlyArray<number>, heads: Cells): Line => {
  const { signs, tickWidth, width } = layout
  const start: Line = padded([[` ${"step".padStart(tickWidth)}`, "muted"]], startWidth(tickWidth, signs))
  return cut([...start, ...cellsLine(layout, widths, heads, 0)], width, signs)
}

const entryLine = (layout: Layout, entry: Entry, row: Cells, head: Cell): Line => {
  const { edge, placeWidth, places, room, signs, tickWidth, width, widths } = layout
  const { across, cells, mark, step } = entry
  const tick = step === undefined ? "" : String(step.tick)
  const start: Line = padded(
    [
      [` ${tick.padStart(tickWidth)}  `, "muted"],
      [mark === undefined ? "" : signs[mark], mark === "forced" ? "strong" : "muted"]
    ],
    startWidth(tickWidth, signs)
  )
  if (across !== undefined) return cut([...start, [across, "muted"]], width, signs)
  const place = (step && places.get(step)) ?? ""
  const placeRoom = placeWidth === 0 ? 0 : placeWidth + gap
  const spare = place === "" ? width - edge + placeRoom : 0
  const said =
    widths === undefined
      ? listLine(head, cells.get(fiberOf(entry)) ?? [], room + spare, signs)
      : cellsLine(layout, widths, row, spare)
  const body = [...start, ...said]
  if (place === "") return cut(body, width, signs)
  return [...padded(body, edge - placeWidth), [cutLeft(place, placeWidth, signs), "muted"]]
}

/** The cells of a line; one may run on over empty ones to its right, the last one into the `spare` room after it. */
const cellsLine = ({ signs }: Layout, widths: ReadonlyArray<number>, cells: Cells, spare: number): Line => {
  const line: Array<Segment> = []
  let used = 0
  let edge = 0
  for (const [index, cell] of cells.entries()) {
    if (cell !== undefined) {
      let reach = widths[index]!
      let next = index + 1
      for (; next < cells.length && cells[next] === undefined; next++) reach += gap + widths[next]!
      if (next === cells.length) reach += spare
      const text = fitCell(cell, reach, signs)
      line.push([" ".repeat(edge - used)], ...text)
      used = edge + lineWidth(text)
    }
    edge += gap + widths[index]!
  }
  return line
}

const nameWidth = 14

/** Where there is no room for columns: who, and what. */
const listLine = (head: Cell, cell: Cell, room: number, signs: Signs): Line => [
  ...padded(cut(head[0] ?? [], nameWidth, signs), nameWidth + gap),
  ...fitCell(cell, room - nameWidth - gap, signs)
]
