/** Runs a schedule once more and writes down what happens. */
import * as Cause from "effect/Cause"
import { listen } from "./footprint.ts"
import type { Interruption, Turn } from "../Report.ts"
import type { Trace, TraceFiber, TraceStep } from "../Trace.ts"
import { type Attempt, attempt, type Subject } from "./attempt.ts"
import type { RawFiber } from "./effect.ts"
import { watchEscapes } from "./escapes.ts"
import { digits, hashOf } from "./hash.ts"
import { isFiberObject, ObjectNames } from "./objects.ts"
import { causeText, exitOf } from "./oracles.ts"
import { nameOf } from "./operations.ts"
import { recordPlaces } from "./places.ts"
import { Recorder } from "./recorder.ts"
import { type FiberRecord, recordOf } from "./record.ts"
import type { Session } from "./session.ts"
import { Replay } from "./strategies/replay.ts"

export interface Recording {
  readonly attempt: Attempt
  readonly trace: Trace
  /** What the program did that cannot be controlled. */
  readonly warnings: ReadonlyArray<string>
  /** The turns as they were taken, with the hash of all steps before each. */
  readonly turns: ReadonlyArray<Turn & { readonly hash: string }>
  readonly end: { readonly tick: number; readonly hash: string }
  /** A turn that could not be taken, or was never reached. */
  readonly missed: (Turn & { readonly ready: ReadonlyArray<number> | undefined }) | undefined
}

export const record = async (
  session: Session,
  subject: Subject,
  schedule: ReadonlyArray<Turn>,
  interruption: Interruption | undefined,
  withPlaces = true
): Promise<Recording> => {
  const replay = new Replay(schedule)
  const recorder = new Recorder(replay)
  const places = withPlaces ? recordPlaces() : undefined
  const escapes = watchEscapes()
  session.placeOf = places?.placeOf
  session.interrupt(interruption)
  let result: Attempt | undefined
  let warnings: ReadonlyArray<string> = []
  try {
    result = await attempt(session, subject, recorder)
  } finally {
    places?.stop()
    // While the world outside answers, fibers of others come and go.
    warnings = escapes.stop(result === undefined || result.outside ? undefined : session.fibers.length)
    session.placeOf = undefined
    session.interrupt(undefined)
    listen(undefined)
  }
  const names = new ObjectNames()
  const steps = recorder.notes.map(({ operation, preempts, step, turn, waits }): TraceStep => ({
    tick: step.tick,
    fiber: step.fiber.index,
    operation,
    place: step.place,
    preempts,
    turn,
    touched: step.accesses
      .filter(({ object }) => !isFiberObject(object))
      .map(({ object, write }) => ({ object: names.of(object), write })),
    woken: step.woken.map(({ index }) => index),
    waits,
    ended: step.ended,
    at: step.at
  }))
  const hashes = hashSteps(steps)
  const unreached = replay.unreached()
  return {
    attempt: result,
    warnings,
    trace: { fibers: session.fibers.map((fiber) => traceFiber(fiber, steps, recorder, names)), steps },
    turns: session.turns.map((turn) => ({ ...turn, hash: hashes(turn.tick) })),
    end: { tick: session.tick, hash: hashes(Number.POSITIVE_INFINITY) },
    missed: replay.missed ?? (unreached && { ...unreached, ready: undefined })
  }
}

/** The hash of all steps before a tick. */
const hashSteps = (steps: ReadonlyArray<TraceStep>): ((tick: number) => string) => {
  const running: Array<{ readonly tick: number; readonly hash: number }> = []
  let hash = hashOf("")
  for (const { ended, fiber, operation, tick } of steps) {
    running.push({ tick, hash })
    hash = hashOf(`${fiber} ${operation ?? "-"} ${ended}`, hash)
  }
  return (tick) => digits(running.find((entry) => entry.tick >= tick)?.hash ?? hash)
}

const traceFiber = (
  fiber: FiberRecord,
  steps: ReadonlyArray<TraceStep>,
  recorder: Recorder,
  names: ObjectNames
): TraceFiber => {
  const exit = exitOf(fiber)
  const last = steps.findLast((step) => step.fiber === fiber.index && step.ended) ?? steps.at(-1)
  return {
    index: fiber.index,
    name: fiber.name,
    parent: fiber.parent?.index,
    end:
      exit === undefined
        ? undefined
        : {
            tick: last?.tick ?? 0,
            state: exit._tag === "Success" ? "done" : Cause.hasInterruptsOnly(exit.cause) ? "interrupted" : "failed",
            message: exit._tag === "Success" ? "" : causeText(exit.cause)
          },
    waitsFor: exit === undefined && fiber.waiting !== undefined ? waitText(fiber, recorder, names) : undefined
  }
}

/** "Semaphore.take of lock A, held by fiber 2", or "Fiber.join of fiber 2". */
const waitText = (fiber: FiberRecord, recorder: Recorder, names: ObjectNames): string => {
  const operation = nameOf(fiber.waiting!)
  const own = recorder.notes.flatMap(({ step }) => step.accesses.filter(({ by }) => by === fiber.index))
  const end = own.findLast(({ object }) => "endOf" in object)?.object as { readonly endOf: RawFiber } | undefined
  if (end !== undefined && operation.startsWith("Fiber.")) return `${operation} of fiber ${recordOf(end.endOf)?.index}`
  const object = own.findLast(({ object }) => !isFiberObject(object))?.object
  if (object === undefined || operation.startsWith("Effect.") || operation.startsWith("Fiber.")) return operation
  const holders = [...(recorder.holders.get(object)?.keys() ?? [])].map((index) => `fiber ${index}`)
  return `${operation} of ${names.of(object)}${holders.length === 0 ? "" : `, held by ${holders.join(" and ")}`}`
}
