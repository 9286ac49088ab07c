/**
 * What happened when, as data: tasks as lanes, their states as spans, what they did as events, and what one did to
 * another as links. It is plain JSON; the interfaces are its whole definition, and `parse` checks what they cannot say.
 *
 * ```ts
 * import { Timeline } from "@heddle/timeline"
 *
 * const timeline: Timeline.Timeline = {
 *   version: 1,
 *   title: "The hotel is sold out",
 *   unit: "ms",
 *   end: 366,
 *   lanes: [
 *     {
 *       id: "1",
 *       name: "hotel",
 *       kind: "task",
 *       from: 0,
 *       spans: [{ from: 0, to: 320, state: "running" }],
 *       events: [],
 *       end: { at: 320, state: "failed", message: "SoldOutError" }
 *     }
 *   ],
 *   links: [],
 *   marks: []
 * }
 *
 * console.log(Timeline.toText(timeline))
 * // => The hotel is sold out · 1 task, 366 ms
 * //     ms
 * //      0  ●  hotel  starts
 * //    320  ✕  hotel  fails: SoldOutError
 * ```
 *
 * @since 0.1.0
 */
export { parse, TimelineInvalidError } from "./parse.ts"
export { type HtmlOptions, type Section, toHtml } from "./toHtml.ts"
export { type Column, type Row, type Table, toTable } from "./toTable.ts"
export { type TextOptions, toText } from "./toText.ts"

/** One run. Every time in it is a number of `unit`s since its start, from 0 to `end`. */
export interface Timeline {
  readonly version: 1
  readonly title: string
  /** `step`: one operation of one task each, as a scheduler that explores interleavings counts. `ms`: milliseconds. */
  readonly unit: Unit
  readonly end: number
  /** In the order they are shown. */
  readonly lanes: ReadonlyArray<Lane>
  readonly links: ReadonlyArray<Link>
  readonly marks: ReadonlyArray<Mark>
  /** What a reader should know of the whole run: one sentence each. */
  readonly notes?: ReadonlyArray<string> | undefined
}

export type Unit = "step" | "ms"

/** What lives for a while: a task, a daemon, the scope around them, a scope's body, or the clock. */
export interface Lane {
  /** Unique in its timeline. */
  readonly id: string
  readonly name: string
  readonly kind: LaneKind
  /** The lane that this one belongs to, by id; it may stand before or after. */
  readonly parent?: string | undefined
  readonly from: number
  /** When it was last seen; by default, its end, or else the end of the timeline. */
  readonly to?: number | undefined
  /** In order, not overlapping. Between two spans a lane is alive and not doing anything of its own. */
  readonly spans: ReadonlyArray<Span>
  /** In order. */
  readonly events: ReadonlyArray<Event>
  /** Absent when it had not ended: it still runs, or waits for ever. */
  readonly end?: LaneEnd | undefined
}

export type LaneKind = "task" | "daemon" | "scope" | "body" | "clock"

export interface LaneEnd {
  readonly at: number
  readonly state: EndState
  /** What it failed with, gave, or was interrupted for. */
  readonly message?: string | undefined
}

export type EndState = "done" | "failed" | "interrupted"

/** A state that lasts from `from` until `to`. */
export interface Span {
  readonly from: number
  readonly to: number
  readonly state: SpanState
  readonly label?: string | undefined
  /** Of a waiting span: what ends it. */
  readonly waitsFor?: WaitsFor | undefined
}

/** `cleanup`: interrupted, and its finalizers run. */
export type SpanState = "running" | "waiting" | "cleanup"

export interface WaitsFor {
  readonly name: string
  /** Who has it now: ids of lanes, which are shown by their names, or other names. */
  readonly heldBy?: ReadonlyArray<string> | undefined
}

/** One operation of a lane, at one moment. */
export interface Event {
  readonly at: number
  /** The operation, such as `Ref.set`. */
  readonly label: string
  /** What it was about, such as `balance = 90`. */
  readonly detail?: string | undefined
  /** `file:line`. */
  readonly source?: string | undefined
  /** Another lane ran before this event: here the scheduler switched. */
  readonly switch?: boolean | undefined
  /** `key`: without it the run would have gone otherwise. Default: `normal`. */
  readonly severity?: Severity | undefined
}

export type Severity = "normal" | "key" | "failure"

/** What one lane did to another. `fail`: the failure of the first ended the second. */
export interface Link {
  readonly kind: LinkKind
  readonly from: Point
  readonly to: Point
  readonly label?: string | undefined
}

export type LinkKind = "fork" | "join" | "wake" | "interrupt" | "fail"

export interface Point {
  /** The id of a lane. */
  readonly lane: string
  readonly at: number
}

/** A moment of the whole run, across all lanes. */
export interface Mark {
  readonly at: number
  readonly label: string
  readonly kind: MarkKind
}

/** `clock`: virtual time moved. `failure`: what the run is shown for. */
export type MarkKind = "clock" | "failure" | "info"
