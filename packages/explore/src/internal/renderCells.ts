/** What stands in one cell of the table: the longest way of saying it that fits. */
import type { Trace, TraceStep } from "../Trace.ts"
import { objectsOf } from "./storyWaits.ts"
import { cut, type Line, lineWidth, type Segment, type Signs, type Style, widthOf } from "./renderText.ts"

/** The same in several lengths, the longest first. */
export type Cell = ReadonlyArray<Line>

export const fitCell = (cell: Cell, width: number, signs: Signs): Line => {
  const line = cell.find((candidate) => lineWidth(candidate) <= width)
  return line ?? cut(cell.at(-1) ?? [], width, signs)
}

/** `main`, or its span, or nothing. */
export const nameOfFiber = ({ fibers }: Trace, index: number): string =>
  fibers[index]?.name ?? (index === 0 ? "main" : "")

/** `1 deposit`, or `fiber 1` where it has no name. */
export const headOfFiber = (trace: Trace, index: number): string => {
  const name = nameOfFiber(trace, index)
  return name === "" ? `fiber ${index}` : `${index} ${name}`
}

const longestOperation = 34

/** The operation, the source text of a function in it only where it is short. */
export const shortOperation = (operation: string, { ellipsis }: Signs): string => {
  if (widthOf(operation) <= longestOperation) return operation
  const open = operation.indexOf("(")
  return open > 0 && open < longestOperation ? `${operation.slice(0, open)}(${ellipsis})` : operation
}

/** `Semaphore.take` without what it belongs to. */
const method = (operation: string): string => /^\w+\.(\w+)(?:\(.*)?$/.exec(operation)?.[1] ?? operation

export const stepCell = (trace: Trace, step: TraceStep, shared: ReadonlySet<string>, signs: Signs): Cell => {
  const objects = objectsSegments(step, shared)
  if (step.fiber < 0) return [[["work"], ...objects], [["work"]]]
  const end = step.ended ? endOf(trace, step, signs) : []
  const finish = (line: Line): Line => [...line, ...end]
  const operation = step.operation === undefined ? undefined : shortOperation(step.operation, signs)
  if (step.waits !== undefined) return waitCell(operation, shortOperation(step.waits, signs), objects, signs)
  if (operation === undefined) {
    return step.ended ? [[endGlyph(trace, step, signs)]] : [[[signs.quiet, "muted"]]]
  }
  const short: Segment = [method(operation)]
  const lines: Array<Line> = [
    [[operation], ...objects],
    [short, ...objects],
    ...(objects.length > 1 ? [[short, ...objects.slice(0, 1)]] : [])
  ]
  return lines.map(finish)
}

const waitCell = (
  operation: string | undefined,
  waits: string,
  objects: ReadonlyArray<Segment>,
  signs: Signs
): Cell => {
  const glyph: Segment = [`${signs.waiting} `, "waiting"]
  const say = (text: string): Segment => [text, "waiting"]
  const before: Line = operation === undefined || operation === waits ? [] : [[`${operation} `]]
  return [
    ...(before.length > 0 ? [[...before, glyph, say(`waits in ${waits}`), ...objects]] : []),
    [glyph, say(`waits in ${waits}`), ...objects],
    [glyph, say(`waits in ${method(waits)}`), ...objects],
    ...(objects.length > 0 ? [[glyph, say("waits"), ...objects]] : [[glyph, say(`waits in ${method(waits)}`)]])
  ]
}

const objectsSegments = (step: TraceStep, shared: ReadonlySet<string>): ReadonlyArray<Segment> => {
  const objects = objectsOf(step)
  const told = objects.filter(({ object }) => shared.has(object))
  const named = told.length > 0 ? told : objects
  return named.slice(0, 3).map(({ object }): Segment => [`  ${object}`, shared.has(object) ? "accent" : undefined])
}

const endGlyph = ({ fibers }: Trace, { fiber }: TraceStep, signs: Signs): readonly [string, Style] => {
  const state = fibers[fiber]?.end?.state ?? "done"
  return [signs[state], state]
}

const endOf = (trace: Trace, step: TraceStep, signs: Signs): Line => {
  const [glyph, style] = endGlyph(trace, step, signs)
  return [[`  ${glyph}`, style]]
}
