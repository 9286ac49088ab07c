/** What stands on the lane of a fiber: when it runs, when it waits, and what it does. */
import type { Timeline } from "@heddle/timeline"
import type { Trace, TraceStep } from "../Trace.ts"
import { shortOperation } from "./renderCells.ts"
import { signsOf } from "./renderText.ts"
import { objectsOf, waitingAtEnd } from "./storyWaits.ts"

/** Between the spans the fiber could go on and another one goes. A wait ends where somebody wakes the fiber. */
export const spansOf = (
  trace: Trace,
  index: number,
  stop: number,
  idOf: (fiber: number) => string
): ReadonlyArray<Timeline.Span> => {
  const { steps } = trace
  const spans: Array<Timeline.Span> = []
  let running: number | undefined
  let waiting: { readonly since: number; readonly label: string } | undefined
  const add = (span: Timeline.Span) => {
    const to = Math.min(span.to, stop)
    if (to > span.from) spans.push({ ...span, to })
  }
  const endRun = (to: number) => {
    if (running !== undefined) add({ from: running, to, state: "running" })
    running = undefined
  }
  const endWait = (to: number) => {
    if (waiting !== undefined) add({ from: waiting.since, to, state: "waiting", label: waiting.label })
    waiting = undefined
  }
  for (const { fiber, tick, waits, woken } of steps) {
    if (fiber !== index) {
      endRun(tick)
      if (woken.includes(index)) endWait(tick)
      continue
    }
    endWait(tick)
    running ??= tick
    if (waits !== undefined) {
      endRun(tick)
      waiting = { since: tick, label: `waits in ${shortOperation(waits, signsOf({}))}` }
    }
  }
  endRun(stop)
  if (waiting !== undefined) add(lastWait(trace, index, waiting, stop, idOf))
  return spans
}

/** A wait that never ended says who has what it waits for. */
const lastWait = (
  trace: Trace,
  index: number,
  waiting: { readonly since: number; readonly label: string },
  stop: number,
  idOf: (fiber: number) => string
): Timeline.Span => {
  const span = { from: waiting.since, to: stop, state: "waiting" } as const
  const known = waitingAtEnd(trace).find(({ fiber }) => fiber === index)
  const name = known?.object
  if (name === undefined) return { ...span, label: waiting.label }
  return { ...span, waitsFor: { name, heldBy: known?.heldBy.map(idOf) } }
}

export const eventsOf = ({ steps }: Trace, index: number): ReadonlyArray<Timeline.Event> =>
  steps.flatMap((step, at) => (step.fiber === index ? eventOf(step, steps[at - 1]) : []))

const eventOf = (step: TraceStep, before: TraceStep | undefined): ReadonlyArray<Timeline.Event> => {
  const { operation, place, tick, turn } = step
  if (operation === undefined) return []
  const objects = [...new Set(objectsOf(step).map(({ object }) => object))].join(", ")
  return [
    {
      at: tick,
      label: shortOperation(operation, signsOf({})),
      detail: objects === "" ? undefined : objects,
      source: place,
      switch: before !== undefined && before.fiber !== step.fiber ? true : undefined,
      severity: turn ? "key" : undefined
    }
  ]
}
