/** Who waits for what at the end of a run, and who has it. */
import type { Trace, TraceStep } from "../Trace.ts"

export interface Waiting {
  readonly fiber: number
  /** The operation it waits in. */
  readonly operation: string
  /** The step after which it waits. */
  readonly step: TraceStep | undefined
  readonly object: string | undefined
  /** The fiber whose end it waits for. */
  readonly forFiber: number | undefined
  /** The fibers that took what it waits for and did not give it back. */
  readonly heldBy: ReadonlyArray<number>
}

/** The fiber that an object of the trace stands for, itself or its end. */
export const fiberOf = (object: string): number | undefined => {
  const [, index] = /^(?:the )?(?:(?:end|exit|start) of )?fiber (\d+)\b/.exec(object) ?? []
  return index === undefined ? undefined : Number(index)
}

/** What a step touched that a person can tell by its name. */
export const objectsOf = ({ touched }: TraceStep): TraceStep["touched"] =>
  touched.filter(({ object }) => fiberOf(object) === undefined && !/^object \d+$/.test(object))

export const waitingAtEnd = (trace: Trace): ReadonlyArray<Waiting> => {
  const held = heldAtEnd(trace)
  return trace.fibers.flatMap((fiber): ReadonlyArray<Waiting> => {
    const last = trace.steps.findLast((step) => step.fiber === fiber.index)
    const step = last?.waits === undefined ? undefined : last
    const told = readWait(fiber.waitsFor)
    const operation = told?.operation ?? step?.waits
    if (fiber.end !== undefined || operation === undefined) return []
    const object = told?.object ?? (step === undefined ? undefined : objectsOf(step).at(-1)?.object)
    const forFiber = object === undefined ? undefined : fiberOf(object)
    const others = (fibers: ReadonlyArray<number>) => fibers.filter((other) => other >= 0 && other !== fiber.index)
    const guessed = object !== undefined && takes.test(operation) ? (held.get(object) ?? []) : []
    const heldBy = others(told === undefined || told.heldBy.length === 0 ? guessed : told.heldBy)
    return [
      { fiber: fiber.index, operation, step, object: forFiber === undefined ? object : undefined, forFiber, heldBy }
    ]
  })
}

/** "Semaphore.take of savings, held by fiber 2", in its parts. */
const readWait = (text: string | undefined) => {
  if (text === undefined) return undefined
  const [, operation = text, object, holders = ""] = /^([^ (]+) of (.+?)(?:, held by (fiber .+))?$/.exec(text) ?? []
  return { operation, object, heldBy: [...holders.matchAll(/fiber (-?\d+)/g)].map(([, index]) => Number(index)) }
}

const takes = /\b(?:take|acquire|lock|enter|withPermits?|withLock)\w*$/i
const gives = /\b(?:release|unlock|leave|giveBack|releaseAll)\w*$/i

/** The step in which the fiber took the object, when it has not given it back. */
export const takingOf = (trace: Trace, fiber: number, object: string): TraceStep | undefined =>
  trace.steps.findLast((step) => step.fiber === fiber && takesIt(step, object))

const takesIt = ({ operation, touched, waits }: TraceStep, object: string): boolean =>
  waits === undefined &&
  operation !== undefined &&
  takes.test(operation) &&
  touched.some((touch) => touch.object === object && touch.write)

/** By object: the fibers that took it last and did not give it back. Queues are taken from, not held. */
export const heldAtEnd = ({ fibers, steps }: Trace): ReadonlyMap<string, ReadonlyArray<number>> => {
  const held = new Map<string, Set<number>>()
  const isHeld = (step: TraceStep) =>
    step.operation !== undefined && !/^(?:Queue|PubSub|Deferred)\./.test(step.operation)
  for (const step of steps.filter(isHeld)) {
    const { fiber, operation = "", touched, waits } = step
    for (const { object, write } of touched) {
      if (!write || fiberOf(object) !== undefined) continue
      const by = held.get(object) ?? new Set<number>()
      held.set(object, by)
      // A wait that ends well ends with the object taken; `waitingAtEnd` leaves out the fiber that still waits.
      if (takes.test(operation)) by.add(fiber)
      else if (gives.test(operation) && waits === undefined) by.delete(fiber)
    }
  }
  const waiting = new Map(
    fibers.map(({ end, index }) => [index, end === undefined ? lastWait(steps, index) : undefined])
  )
  return new Map(
    [...held].map(([object, by]) => [
      object,
      [...by].filter((fiber) => !(waiting.get(fiber)?.touched.some((touch) => touch.object === object) ?? false))
    ])
  )
}

const lastWait = (steps: ReadonlyArray<TraceStep>, fiber: number): TraceStep | undefined => {
  const last = steps.findLast((step) => step.fiber === fiber)
  return last?.waits === undefined ? undefined : last
}

/** Fibers each of which waits for what the next one holds, or for its end; the first waits for the last one's next. */
export const cycleOf = (waiting: ReadonlyArray<Waiting>): ReadonlyArray<Waiting> | undefined => {
  const byFiber = new Map(waiting.map((one) => [one.fiber, one]))
  for (const first of waiting) {
    const path: Array<Waiting> = []
    let next: Waiting | undefined = first
    while (next !== undefined && !path.includes(next)) {
      path.push(next)
      const target: number | undefined = next.heldBy.find((fiber) => byFiber.has(fiber)) ?? next.forFiber
      next = target === undefined ? undefined : byFiber.get(target)
    }
    if (next !== undefined) return path.slice(path.indexOf(next))
  }
  return undefined
}
