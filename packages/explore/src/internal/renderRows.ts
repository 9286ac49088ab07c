/** Which steps of a run a person reads: those that fibers do to each other, and how many others lie between. */
import type { Trace, TraceStep } from "../Trace.ts"
import { foldRepeats } from "./renderRepeats.ts"

export type Row =
  | {
      readonly kind: "step"
      readonly step: TraceStep
      /** Another fiber had the turn before. */
      readonly switched: boolean
    }
  /** Steps of one fiber that say nothing about the others. `objects`: what of it others touch, when there was too much. */
  | { readonly kind: "more"; readonly fiber: number; readonly count: number; readonly objects: ReadonlyArray<string> }
  /** What stands before it came again so many times. */
  | { readonly kind: "again"; readonly steps: number; readonly times: number }
  | { readonly kind: "left out"; readonly steps: number }
  | { readonly kind: "clock"; readonly milliseconds: number }

/** Above this, more is left out: first steps that only touch what others touch, then the middle. */
const comfortable = 120
const most = 240

/** Runs shorter than this are shown: a line that counts them would not save much. */
const worthCounting = 2

export const rowsOf = (trace: Trace): ReadonlyArray<Row> => {
  const shared = sharedObjects(trace)
  const rows = foldRepeats(listed(trace, shared, true))
  if (rows.length <= comfortable) return rows
  const fewer = foldRepeats(listed(trace, shared, false))
  if (fewer.length <= most) return fewer
  const middle = fewer.slice(most / 3, -most / 2)
  return [...fewer.slice(0, most / 3), { kind: "left out", steps: stepsOf(middle) }, ...fewer.slice(-most / 2)]
}

/** What more than one fiber touches. */
export const sharedObjects = ({ steps }: Trace): ReadonlySet<string> => {
  const by = new Map<string, number>()
  const shared = new Set<string>()
  for (const { fiber, touched } of steps) {
    for (const { object } of touched) {
      const first = by.get(object)
      if (first === undefined) by.set(object, fiber)
      else if (first !== fiber) shared.add(object)
    }
  }
  return shared
}

/** The fiber that goes on in each step; the dispatcher's steps do not interrupt it. */
const turnsOf = (steps: ReadonlyArray<TraceStep>): ReadonlyArray<number | undefined> => {
  let last: number | undefined
  return steps.map(({ fiber }) => {
    const before = last
    if (fiber >= 0) last = fiber
    return before
  })
}

const listed = (trace: Trace, shared: ReadonlySet<string>, generous: boolean): ReadonlyArray<Row> => {
  const { steps } = trace
  const before = turnsOf(steps)
  const tells = steps.map((step, index) => isTelling(step, steps[index - 1], steps[index + 1], shared, generous))
  const rows: Array<Row> = []
  let quiet: Array<TraceStep> = []
  const flush = () => {
    if (quiet.length >= worthCounting) {
      const objects = new Set(quiet.flatMap(({ touched }) => touched.map(({ object }) => object)))
      rows.push({
        kind: "more",
        fiber: quiet[0]!.fiber,
        count: quiet.length,
        objects: [...objects].filter((object) => shared.has(object))
      })
    } else {
      rows.push(...quiet.map((step) => ({ kind: "step", step, switched: false }) as const))
    }
    quiet = []
  }
  for (const [index, step] of steps.entries()) {
    const passed = step.at - (steps[index - 1]?.at ?? 0)
    if (passed > 0) {
      flush()
      rows.push({ kind: "clock", milliseconds: passed })
    }
    if (!tells[index]) {
      quiet.push(step)
      continue
    }
    flush()
    const last = before[index]
    rows.push({ kind: "step", step, switched: step.fiber >= 0 && last !== undefined && last !== step.fiber })
  }
  flush()
  return rows
}

const isTelling = (
  step: TraceStep,
  previous: TraceStep | undefined,
  next: TraceStep | undefined,
  shared: ReadonlySet<string>,
  generous: boolean
): boolean =>
  step.turn ||
  step.preempts ||
  step.ended ||
  step.waits !== undefined ||
  step.woken.length > 0 ||
  (previous !== undefined && previous.fiber !== step.fiber) ||
  next?.fiber !== step.fiber ||
  (generous && step.touched.some(({ object }) => shared.has(object)))

const stepsOf = (rows: ReadonlyArray<Row>): number =>
  rows.reduce((sum, row) => {
    if (row.kind === "step") return sum + 1
    if (row.kind === "more") return sum + row.count
    return row.kind === "again" ? sum + row.steps * row.times : sum
  }, 0)
