import { momentsOf, type Moment } from "./moments.ts"
import type { Timeline } from "./Timeline.ts"

export interface Column {
  /** The id of the lane. */
  readonly lane: string
  readonly name: string
}

export interface Row {
  readonly at: number
  /** What each lane does at this time, in the order of the columns; empty when it says nothing new. */
  readonly cells: ReadonlyArray<string>
  /** What concerns the whole run. */
  readonly marks: ReadonlyArray<string>
}

export interface Table {
  readonly columns: ReadonlyArray<Column>
  /** In order of time. */
  readonly rows: ReadonlyArray<Row>
}

/**
 * The timeline as rows: one for each time at which anything happens, with a cell for each lane. Several things that one
 * lane does at one time are separated by semicolons.
 *
 * ```ts
 * import { Timeline } from "@heddle/timeline"
 *
 * const lane = { id: "1", name: "left", kind: "task", from: 0, spans: [] } as const
 * const { rows } = Timeline.toTable({
 *   version: 1,
 *   title: "Two steps",
 *   unit: "step",
 *   end: 2,
 *   lanes: [{ ...lane, events: [{ at: 1, label: "Ref.get", detail: "0" }], end: { at: 2, state: "done" } }],
 *   links: [],
 *   marks: []
 * })
 *
 * rows.map(({ at, cells }) => [at, ...cells]) // => [[0, "starts"], [1, "Ref.get: 0"], [2, "done"]]
 * ```
 */
export const toTable = (timeline: Timeline): Table => {
  const byTime = Map.groupBy(momentsOf(timeline), ({ at }) => at)
  const rows = [...byTime].map(([at, moments]) => ({
    at,
    cells: timeline.lanes.map((lane) => said(moments.filter((moment) => moment.lane === lane)).join("; ")),
    marks: said(moments.filter(({ lane }) => lane === undefined))
  }))
  return { columns: timeline.lanes.map(({ id, name }) => ({ lane: id, name })), rows }
}

const said = (moments: ReadonlyArray<Moment>): ReadonlyArray<string> => moments.map(({ text }) => text)
