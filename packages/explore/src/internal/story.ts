/** Tells in one to four sentences what went wrong, from the trace alone: only what is certain is said. */
import type { Failure, Report } from "../Report.ts"
import type { Trace, TraceStep } from "../Trace.ts"
import { raceStory } from "./storyRaces.ts"
import { cycleOf, heldAtEnd, objectsOf, takingOf, type Waiting, waitingAtEnd } from "./storyWaits.ts"
import { FiberWords, listWords, operationWords, placeWords, sentence, stepWords } from "./storyWords.ts"

/** Empty for a report without failure, and for a run without steps. */
export const story = ({ failure }: Report): ReadonlyArray<string> => {
  if (failure === undefined || failure.trace.steps.length === 0) return []
  return [...interruptionStory(failure), ...(mainStory(failure) ?? switchStory(failure.trace))].slice(0, 4)
}

const mainStory = ({ oracle, trace }: Failure): ReadonlyArray<string> | undefined => {
  switch (oracle) {
    case "deadlock":
      return cycleStory(trace) ?? missedStory(trace)
    case "livelock":
      return loopStory(trace)
    case "fiber leak":
      return missedStory(trace) ?? leakStory(trace)
    case "permit leak":
      return permitStory(trace)
    case "finalizer leak":
      return undefined
    case "unobserved failure":
      return unobservedStory(trace)
    case "exit":
    case "invariant":
    case "linearizability":
      return raceStory(trace)
  }
}

const interruptionStory = ({ interruption, trace }: Failure): ReadonlyArray<string> => {
  if (interruption === undefined) return []
  const own = trace.steps.filter(({ fiber, operation }) => fiber === interruption.fiber && operation !== undefined)
  const last = own[interruption.operation - 1]
  const when = last === undefined ? "before its first operation" : `after ${stepWords(last)}, before its next operation`
  return [sentence(`${new FiberWords(trace).of(interruption.fiber)} is interrupted ${when}`)]
}

const cycleStory = (trace: Trace): ReadonlyArray<string> | undefined => {
  const cycle = cycleOf(waitingAtEnd(trace))
  if (cycle === undefined) return undefined
  const words = new FiberWords(trace)
  const told = cycle.slice(0, 3).map((one, index): string => {
    const next = cycle[(index + 1) % cycle.length]!
    const before = cycle[(index + cycle.length - 1) % cycle.length]!
    const owned = before.heldBy.includes(one.fiber) ? before.object : undefined
    const fiber = words.of(one.fiber)
    const holds =
      owned === undefined ? fiber : `${fiber} holds ${owned}${placeWords(takingOf(trace, one.fiber, owned))} and`
    const target = one.object ?? one.operation
    const whose =
      one.fiber === next.fiber
        ? "itself"
        : one.heldBy.includes(next.fiber)
          ? `${target}${placeWords(one.step)}, which ${words.of(next.fiber)} holds`
          : `the end of ${words.of(next.fiber)}`
    return sentence(`${holds} waits for ${whose}`)
  })
  const rest = cycle.length - 3
  return rest <= 0
    ? told
    : [...told, sentence(`${rest} more ${rest === 1 ? "fiber closes" : "fibers close"} the circle`)]
}

const signals = /\b(?:open|release|succeed|fail|done|complete|offer|publish|signal|notify|set|send|resume)\w*$/i

/** What might have woken a fiber came before it began to wait. */
const missedStory = (trace: Trace): ReadonlyArray<string> | undefined => {
  for (const { fiber, heldBy, operation, step } of waitingAtEnd(trace)) {
    if (step === undefined || heldBy.length > 0) continue
    const began = trace.steps.indexOf(step)
    const signal = trace.steps.findLast(
      (other, at) => at < began && other.fiber !== fiber && other.fiber >= 0 && mightWake(other, step)
    )
    if (signal === undefined) continue
    const words = new FiberWords(trace)
    return [
      sentence(`${words.of(signal.fiber)} does ${stepWords(signal)} at step ${signal.tick}`),
      sentence(
        `${words.of(fiber)} begins to wait in ${step.operation === undefined ? operation : stepWords(step)} only ` +
          `afterwards, at step ${step.tick}, and nothing that comes later wakes it`
      )
    ]
  }
  return undefined
}

const mightWake = (signal: TraceStep, wait: TraceStep): boolean => {
  if (signal.operation === undefined || !signals.test(signal.operation)) return false
  const [kind] = signal.operation.split(".")
  const sameKind = wait.waits?.startsWith(`${kind}.`) ?? false
  const objects = objectsOf(wait).map(({ object }) => object)
  const sameObject = signal.touched.some(({ object }) => objects.includes(object))
  // Latches cannot be seen: their kind is all there is to go by.
  return sameObject || (sameKind && objects.length === 0 && kind !== "Fiber")
}

const leakStory = (trace: Trace): ReadonlyArray<string> | undefined => {
  const waiting = waitingAtEnd(trace)
  const root = trace.steps.findLast(({ ended, fiber }) => fiber === 0 && ended)
  if (waiting.length === 0 || root === undefined) return undefined
  const words = new FiberWords(trace)
  const told = waiting
    .slice(0, 2)
    .map((one) => sentence(`${words.of(one.fiber)} ${waitWords(one, words)}, and nobody is left to wake it`))
  return [sentence(`${words.of(0)} ends at step ${root.tick}`), ...told]
}

/** `waits in Semaphore.take of savings (transfer.ts:12), which fiber 2 holds`. */
export const waitWords = ({ forFiber, heldBy, object, operation, step }: Waiting, words: FiberWords): string => {
  const name = operationWords({ operation, waits: undefined })
  const what = forFiber === undefined ? object : words.of(forFiber)
  const holders = listWords(heldBy.map((fiber) => words.of(fiber)))
  const held = heldBy.length === 0 ? "" : `, which ${holders} ${heldBy.length === 1 ? "holds" : "hold"}`
  return `waits in ${name}${what === undefined ? "" : ` of ${what}`}${placeWords(step)}${held}`
}

const unobservedStory = (trace: Trace): ReadonlyArray<string> | undefined => {
  const words = new FiberWords(trace)
  const failed = trace.fibers.filter(({ end, index }) => index > 0 && end?.state === "failed").slice(0, 3)
  if (failed.length === 0) return undefined
  return failed.map(({ end, index }) => {
    const last = trace.steps.findLast(({ fiber, operation }) => fiber === index && operation !== undefined)
    const after = last === undefined ? "" : `, after ${stepWords(last)}`
    return sentence(
      `${words.of(index)} fails at step ${end?.tick}${after}, and nobody waits for it or looks at how it ended`
    )
  })
}

/** How much of the end of a run is looked at for what comes again and again. */
const tail = 60

const loopStory = ({ fibers, steps }: Trace): ReadonlyArray<string> | undefined => {
  const last = steps.slice(-tail).filter(({ fiber }) => fiber >= 0)
  const words = new FiberWords({ fibers, steps })
  const busy = [...new Set(last.map(({ fiber }) => fiber))].toSorted((a, b) => a - b)
  if (busy.length === 0) return undefined
  return busy.slice(0, 3).map((index) => {
    const own = last.filter(({ fiber, operation }) => fiber === index && operation !== undefined)
    const telling = own.filter((step) => objectsOf(step).length > 0)
    const done = [
      ...new Set((telling.length > 0 ? telling : own).map((step) => stepWords(step, objectsOf(step)[0]?.object)))
    ]
    const shown = done.length > 4 ? [...done.slice(0, 4), `${done.length - 4} more`] : done
    return sentence(`${words.of(index)} does ${listWords(shown)} again and again`)
  })
}

/** Where the schedule made another fiber go on, for runs in which nothing else is certain. */
const switchStory = (trace: Trace): ReadonlyArray<string> => {
  const words = new FiberWords(trace)
  const steps = trace.steps.filter(({ fiber }) => fiber >= 0)
  const switches = steps.flatMap((step, index) => {
    const before = steps[index - 1]
    const isForced = step.turn || step.preempts
    return before !== undefined && before.fiber !== step.fiber && isForced ? [{ before, step, index }] : []
  })
  if (switches.length === 0) return [sentence("no switch is needed: it goes wrong when every fiber goes in its turn")]
  const told = switches.slice(0, 3).map(({ before, index, step }) => {
    const other = words.of(before.fiber)
    const until = steps.findIndex(({ fiber }, at) => at > index && fiber !== step.fiber)
    const stretch = steps.slice(index, until < 0 ? undefined : until)
    const telling = stretch.find((own) => objectsOf(own).length > 0 || own.waits !== undefined) ?? step
    const goes = `${words.of(step.fiber)} goes on out of turn`
    const does = telling.operation === undefined ? "" : `, with ${stepWords(telling, objectsOf(telling)[0]?.object)}`
    if (before.ended) return sentence(`when ${other} has ended${placeWords(before)}, ${goes}${does}`)
    if (before.waits !== undefined) return sentence(`when ${other} waits in ${stepWords(before)}, ${goes}${does}`)
    return sentence(`${other} has done ${stepWords(before)} and could go on; ${goes}${does}`)
  })
  const rest = switches.length - 3
  return rest > 0 ? [...told, sentence(`${rest} more ${rest === 1 ? "switch follows" : "switches follow"}`)] : told
}

/** Who took permits, and has not given them back. */
const permitStory = (trace: Trace): ReadonlyArray<string> | undefined => {
  const words = new FiberWords(trace)
  const told = [...heldAtEnd(trace)].flatMap(([object, fibers]) =>
    fibers.map((fiber) => {
      const ends = trace.fibers[fiber]?.end === undefined ? "does not give it back" : "ends without giving it back"
      return sentence(`${words.of(fiber)} takes ${object}${placeWords(takingOf(trace, fiber, object))} and ${ends}`)
    })
  )
  return told.length === 0 ? undefined : told
}
