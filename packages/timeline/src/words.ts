/** What the parts of a timeline are called, the same in the view, the table and the terminal. */
import type { Event, Lane, LaneEnd, Link, Span, Timeline, Unit } from "./Timeline.ts"

export type Names = (id: string) => string

/** The name of a lane by its id; any other text is its own name. */
export const namesOf = ({ lanes }: Timeline): Names => {
  const names = new Map(lanes.map(({ id, name }) => [id, name]))
  return (id) => names.get(id) ?? id
}

export const numberWords = (value: number): string => value.toLocaleString("en", { maximumFractionDigits: 3 })

export const timeWords = (at: number, unit: Unit): string =>
  unit === "step" ? `step ${numberWords(at)}` : `${numberWords(at)} ms`

export const durationWords = (length: number, unit: Unit): string =>
  unit === "step" ? counted(length, "step") : `${numberWords(length)} ms`

export const eventWords = ({ detail, label }: Event): string => (detail === undefined ? label : `${label}: ${detail}`)

export const spanWords = (span: Span, names: Names): string => {
  const plain = { running: "runs", waiting: "waits", cleanup: "cleans up" }[span.state]
  if (span.waitsFor === undefined) return span.label ?? plain
  const { heldBy = [], name } = span.waitsFor
  const wait = `waits for ${name}${heldBy.length === 0 ? "" : `, held by ${listed(heldBy.map(names))}`}`
  return span.label === undefined ? wait : `${span.label}, ${wait}`
}

export const endWords = ({ message, state }: LaneEnd): string => {
  const verb = state === "failed" ? "fails" : state
  return message === undefined ? verb : `${verb}: ${message}`
}

/** What a link means to the lane it ends at. */
export const linkWords = ({ from, kind, label }: Link, names: Names): string => {
  const other = names(from.lane)
  const words = {
    fork: `forked by ${other}`,
    join: `joined ${other}`,
    wake: `woken by ${other}`,
    interrupt: `interrupted by ${other}`,
    fail: `ended by the failure of ${other}`
  }[kind]
  return label === undefined ? words : `${words}, ${label}`
}

/** How many lanes of which kind, and how long: `2 tasks, 1 daemon, 9 steps`. */
export const sizeWords = ({ end, lanes, unit }: Timeline): string => {
  const count = (kind: Lane["kind"]) => lanes.filter((lane) => lane.kind === kind).length
  const parts = (["scope", "task", "daemon"] as const).flatMap((kind) =>
    count(kind) === 0 ? [] : [counted(count(kind), kind)]
  )
  return [...parts, durationWords(end, unit)].join(", ")
}

/** How the run went, in one sentence, for those who do not see the picture. */
export const summaryWords = (timeline: Timeline): string => {
  const states = (["failed", "interrupted", "done"] as const).flatMap((state) => {
    const lanes = timeline.lanes.filter(({ end }) => end?.state === state)
    const verb = state === "failed" ? (lanes.length === 1 ? "fails" : "fail") : state
    return lanes.length === 0
      ? []
      : [lanes.length <= 3 ? `${listed(lanes.map(({ name }) => name))} ${verb}` : `${lanes.length} ${verb}`]
  })
  const failures = timeline.marks.filter(({ kind }) => kind === "failure").map(({ label }) => label)
  return `${timeline.title}: ${[sizeWords(timeline), ...failures, ...states].join("; ")}`
}

const counted = (count: number, noun: string): string => `${numberWords(count)} ${noun}${count === 1 ? "" : "s"}`

const listed = (names: ReadonlyArray<string>): string =>
  names.length <= 1 ? (names[0] ?? "") : `${names.slice(0, -1).join(", ")} and ${names.at(-1)}`
