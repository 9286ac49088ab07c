/** The failing run as a timeline: a lane for each fiber, a unit for each step. */
import type { Timeline } from "@heddle/timeline"
import type { Failure, Report } from "../Report.ts"
import type { Trace, TraceStep } from "../Trace.ts"
import { granularityWords, headlineOf, oracleWords } from "./render.ts"
import { headOfFiber } from "./renderCells.ts"
import { numberWords } from "./renderText.ts"
import { story } from "./story.ts"
import { eventsOf, spansOf } from "./toTimelineLanes.ts"
import { tailOf } from "./toTimelineTail.ts"

/** A report without failure has no run to show: its timeline is empty. */
export const toTimeline = (report: Report): Timeline.Timeline => {
  const { failure } = report
  if (failure === undefined) {
    const title = `No failure in ${report.schedules} schedules`
    return { version: 1, title, unit: "step", end: 0, lanes: [], links: [], marks: [] }
  }
  const trace = withOrderedTicks(failure.trace)
  const end = (trace.steps.at(-1)?.tick ?? 0) + 1
  const start = Math.max(0, end - longest)
  const left = `The last ${numberWords(longest)} of ${numberWords(end)} steps are shown: step 0 here is step ${numberWords(start)} of the run.`
  const whole: Timeline.Timeline = {
    version: 1,
    title: titleOf(failure),
    unit: "step",
    end,
    lanes: [...trace.fibers.map(({ index }) => laneOf(trace, index, end)), ...laterLane(trace)],
    links: linksOf(trace),
    marks: [...clockMarks(trace), ...failureMark(failure, end)],
    notes: [...story(report), `The failure is met ${granularityWords(failure)}.`, ...(start > 0 ? [left] : [])]
  }
  return start === 0 ? whole : tailOf(whole, start)
}

/** Steps of which a picture, and the page it is on, can still be used. */
const longest = 2_000

/** The first line, cut where a heading would get too long. */
const titleOf = (failure: Failure): string => {
  const [line = ""] = headlineOf(failure).split("\n")
  return line.length > 120 ? `${line.slice(0, 119).trimEnd()}…` : line
}

const later = "later"

const idOf = (fiber: number): string => (fiber < 0 ? later : String(fiber))

/** Times never go back, which the rest relies on. */
const withOrderedTicks = (trace: Trace): Trace => {
  let last = 0
  return { ...trace, steps: trace.steps.map((step) => ({ ...step, tick: (last = Math.max(last, step.tick)) })) }
}

const laneOf = (trace: Trace, index: number, end: number): Timeline.Lane => {
  const { end: ended, parent } = trace.fibers[index]!
  const own = trace.steps.filter(({ fiber }) => fiber === index)
  const from = index === 0 ? 0 : (startOf(trace, index)?.tick ?? own[0]?.tick ?? 0)
  const last = own.at(-1)
  const stop =
    ended === undefined ? end : Math.min(end, Math.max(from, last?.tick ?? 0, last?.ended === true ? 0 : ended.tick))
  return {
    id: idOf(index),
    name: headOfFiber(trace, index),
    kind: "task",
    parent: parent === undefined || parent === index || trace.fibers[parent] === undefined ? undefined : idOf(parent),
    from,
    spans: spansOf(trace, index, stop, idOf),
    events: eventsOf(trace, index),
    end:
      ended === undefined
        ? undefined
        : { at: stop, state: ended.state, message: ended.message === "" ? undefined : ended.message }
  }
}

/** The step that made the fiber ready for the first time, when that was before its own first step. */
const startOf = ({ steps }: Trace, index: number): TraceStep | undefined => {
  const step = steps.find(({ fiber, woken }) => fiber === index || woken.includes(index))
  return step?.fiber === index ? undefined : step
}

/** What operations had scheduled for later, if that ever ran. */
const laterLane = (trace: Trace): ReadonlyArray<Timeline.Lane> => {
  const steps = trace.steps.filter(({ fiber }) => fiber < 0)
  const [first] = steps
  if (first === undefined) return []
  const events = eventsOf(trace, first.fiber)
  const to = steps.at(-1)?.tick
  return [{ id: later, name: "scheduled work", kind: "daemon", from: first.tick, to, spans: [], events }]
}

const linksOf = (trace: Trace): ReadonlyArray<Timeline.Link> => {
  const waits = new Map<number, string>()
  return trace.steps.flatMap((step) => {
    const links = step.woken
      .filter((fiber) => fiber !== step.fiber && trace.fibers[fiber] !== undefined)
      .map((fiber): Timeline.Link => {
        const kind = linkKind(trace, step, fiber, waits.get(fiber))
        return { kind, from: { lane: idOf(step.fiber), at: step.tick }, to: { lane: idOf(fiber), at: step.tick } }
      })
    if (step.waits !== undefined) waits.set(step.fiber, step.waits)
    return links
  })
}

const linkKind = (trace: Trace, step: TraceStep, fiber: number, waits: string | undefined): Timeline.LinkKind => {
  if (fiber !== 0 && startOf(trace, fiber) === step) return "fork"
  if (/interrupt/i.test(step.operation ?? "")) return "interrupt"
  return step.ended && waits?.startsWith("Fiber.") === true ? "join" : "wake"
}

const clockMarks = ({ steps }: Trace): ReadonlyArray<Timeline.Mark> =>
  steps.flatMap(({ at, tick }, index): ReadonlyArray<Timeline.Mark> => {
    const passed = at - (steps[index - 1]?.at ?? 0)
    return passed > 0 ? [{ at: tick, label: `${passed} ms later`, kind: "clock" }] : []
  })

const failureMark = ({ oracle }: Failure, end: number): ReadonlyArray<Timeline.Mark> => [
  { at: end, label: oracleWords[oracle], kind: "failure" }
]
