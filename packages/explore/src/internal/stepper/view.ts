/** The stepper as text: the step, what every fiber is doing, and what comes next. */
import type { Trace, TraceStep } from "../../Trace.ts"
import { headOfFiber, shortOperation } from "../renderCells.ts"
import {
  cut,
  type Line,
  padded,
  print,
  type RenderOptions,
  type Segment,
  type Signs,
  signsOf,
  columnsOf,
  countWords,
  widthOf
} from "../renderText.ts"
import { objectsOf } from "../storyWaits.ts"
import { keyHelp } from "./keys.ts"
import { type FiberState, statesAt } from "./states.ts"
import type { Stepper } from "./Stepper.ts"

export interface ViewOptions extends RenderOptions {
  /** Lines. Default: as many as there are. */
  readonly height?: number | undefined
}

/** Fits the width, and the height by leaving out fibers; the trace must have been cleaned. */
export const view = (stepper: Stepper, options: ViewOptions): string => {
  const signs = signsOf(options)
  const width = columnsOf(options)
  const { help, notice, position, trace } = stepper
  const step = trace.steps[position]
  const states = statesAt(trace, position)
  const nameWidth = Math.min(24, Math.max(...trace.fibers.map(({ index }) => widthOf(headOfFiber(trace, index))), 5))
  const above: ReadonlyArray<Line> = [
    headLine(trace, position, signs),
    [],
    ...(step === undefined ? [] : stepLines(trace, step, signs)),
    []
  ]
  const below: ReadonlyArray<Line> = [
    [],
    ...nextLines(trace, position, nameWidth, signs),
    [],
    ...(notice === undefined ? [] : [[[`  ${notice}`, "waiting"]] as Line]),
    ...(help ? keyHelp.map((text): Line => [[`  ${text}`]]) : [[["  ? keys   q quit", "muted"]] as Line])
  ]
  const room = Math.max(1, (options.height ?? Number.POSITIVE_INFINITY) - above.length - below.length)
  const shown = chosenFibers(states, step?.fiber, room)
  const rest = states.length - shown.length
  const fibers = shown.map((fiber) => fiberLine(trace, fiber, states[fiber]!, step?.fiber === fiber, nameWidth, signs))
  const more: ReadonlyArray<Line> =
    rest === 0 ? [] : [[[`  ${signs.ellipsis} ${countWords(rest, "more fiber")}`, "muted"]]]
  return print(
    [...above, ...fibers, ...more, ...below].map((line) => cut(line, width, signs)),
    options
  )
}

/** All fibers; where there is no room for all, the one of this step first, then those that can go on, then those that wait. */
const chosenFibers = (
  states: ReadonlyArray<FiberState>,
  current: number | undefined,
  room: number
): ReadonlyArray<number> => {
  const all = states.map((_, fiber) => fiber)
  if (all.length <= room) return all
  const rank = (fiber: number) =>
    fiber === current ? 0 : { running: 1, ready: 1, waits: 2, ended: 3, "not started": 4 }[states[fiber]!.kind]
  const kept = all.toSorted((a, b) => rank(a) - rank(b)).slice(0, room - 1)
  return kept.toSorted((a, b) => a - b)
}

const headLine = ({ steps }: Trace, position: number, { dash }: Signs): Line => {
  const step = steps[position]
  if (step === undefined) return [["  no steps", "strong"]]
  const clock = step.at > 0 ? ` ${dash} ${step.at} ms` : ""
  return [
    [`  step ${step.tick}`, "strong"],
    [`  ${position + 1} of ${steps.length}${clock}`, "muted"]
  ]
}

const stepLines = (trace: Trace, step: TraceStep, signs: Signs): ReadonlyArray<Line> => {
  const who = step.fiber < 0 ? "work scheduled for later" : headOfFiber(trace, step.fiber)
  const mark: Segment = step.turn
    ? [`${signs.forced} `, "strong"]
    : step.preempts
      ? [`${signs.switched} `, "muted"]
      : [""]
  const touched = objectsOf(step).map(({ object, write }) => `${write ? "writes" : "reads"} ${object}`)
  const woken = step.woken.map((fiber) => `${headOfFiber(trace, fiber)} can go on`)
  return [
    [
      ["  "],
      mark,
      [`${who}: `, "strong"],
      [operationOf(step, signs)],
      ...(step.place === undefined ? [] : [[`  ${step.place}`, "muted"] as const])
    ],
    ...(step.turn ? [[["    goes now because the schedule says so", "muted"]] as Line] : []),
    ...[...touched, ...woken].map((text): Line => [[`    ${text}`]])
  ]
}

const operationOf = ({ ended, operation, waits }: TraceStep, signs: Signs): string => {
  if (operation !== undefined) return shortOperation(operation, signs)
  return ended ? "ends" : waits === undefined ? "goes on" : `waits in ${shortOperation(waits, signs)}`
}

const fiberLine = (
  trace: Trace,
  fiber: number,
  state: FiberState,
  current: boolean,
  nameWidth: number,
  signs: Signs
): Line => {
  const name: Segment = [headOfFiber(trace, fiber), current ? "strong" : undefined]
  return [["  "], ...padded(cut([name], nameWidth, signs), nameWidth + 2), ...stateWords(state, signs)]
}

const stateWords = (state: FiberState, signs: Signs): Line => {
  switch (state.kind) {
    case "not started":
      return [["  not started", "muted"]]
    case "running":
      return [[`${signs.running} `, "running"], ["runs"]]
    case "ready":
      return [
        [`${signs.quiet} `, "muted"],
        ["ready", "muted"]
      ]
    case "waits":
      return [[`${signs.waiting} `, "waiting"], [`waits in ${shortOperation(state.in, signs)}`]]
    case "ended":
      return [
        [`${signs[state.state]} `, state.state],
        [state.message === "" ? state.state : `${state.state}: ${state.message}`]
      ]
  }
}

/** The next three steps. */
const nextLines = (trace: Trace, position: number, nameWidth: number, signs: Signs): ReadonlyArray<Line> => {
  const next = trace.steps.slice(position + 1, position + 4)
  if (next.length === 0) return [[["  the run ends here", "muted"]]]
  const rows = next.map((step): Line => {
    const name = step.fiber < 0 ? "later" : headOfFiber(trace, step.fiber)
    const mark = step.turn ? `  ${signs.forced}` : ""
    const objects = objectsOf(step).map(({ object }) => `  ${object}`)
    const words = `${operationOf(step, signs)}${objects.join("")}${mark}`
    return [["  "], ...padded(cut([[name, "muted"]], nameWidth, signs), nameWidth + 2), [words, "muted"]]
  })
  return [[["  next", "strong"]], ...rows]
}
