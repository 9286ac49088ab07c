/** Judges a run that is over: what is wrong with it, in words. */
import * as Cause from "effect/Cause"
import type * as Exit from "effect/Exit"
import * as Fiber from "effect/Fiber"
import type * as Scope from "effect/Scope"
import { inspect } from "node:util"
import type { Oracle } from "../Report.ts"
import { permitsOwed } from "./footprint.ts"
import { nameOf } from "./operations.ts"
import type { FiberRecord } from "./record.ts"
import type { Ending, Session } from "./session.ts"

export interface Finding {
  readonly oracle: Oracle
  readonly message: string
}

/** Which oracles are asked. */
export type Asked = Readonly<Partial<Record<Oracle, boolean>>>

/** What is wrong with the run that has just ended so; undefined when nothing is, or when it was given up. */
export const judge = (session: Session, ending: Ending, asked: Asked): Finding | undefined => {
  for (const record of session.fibers) record.judged = true
  const root = session.fibers[0]!
  for (const finding of findings(session, root, ending)) if (asked[finding.oracle] !== false) return finding
  return undefined
}

function* findings(session: Session, root: FiberRecord, ending: Ending): Generator<Finding> {
  if (ending === "violated") yield { oracle: "invariant", message: `the invariant does not hold: ${session.problem}` }
  const exit = exitOf(root)
  if (exit?._tag === "Failure" && !(session.victim !== undefined && Cause.hasInterruptsOnly(exit.cause))) {
    yield { oracle: "exit", message: causeText(exit.cause) }
  }
  if (ending === "bound") {
    yield exit === undefined
      ? { oracle: "livelock", message: `no end after ${session.tick} steps; ${loop(session)}` }
      : {
          oracle: "fiber leak",
          message: `the program ended, but after ${session.tick} steps there is still something that runs`
        }
  }
  if (ending !== "quiet" && ending !== "outside") return
  const alive = session.fibers.filter((record) => exitOf(record) === undefined)
  if (exit === undefined) {
    yield { oracle: "deadlock", message: `nothing can run any more: ${alive.map(waits).join("; ")}` }
    return
  }
  for (const record of session.fibers) {
    const ended = exitOf(record)
    if (!record.unheard || ended?._tag !== "Failure" || isNoNews(ended.cause)) continue
    yield {
      oracle: "unobserved failure",
      message: `nobody heard that fiber ${record.index} failed: ${causeText(ended.cause)}`
    }
  }
  if (alive.length > 0) {
    yield { oracle: "fiber leak", message: `the program ended without ${alive.map(waits).join("; ")}` }
  }
  const permits = permitsOwed()
  if (permits > 0) {
    yield {
      oracle: "permit leak",
      message: `${permits} ${permits === 1 ? "permit" : "permits"} of a semaphore never came back`
    }
  }
  const open = [...session.scopes].filter(isOpen).length
  if (open > 0)
    yield {
      oracle: "finalizer leak",
      message: `${open} ${open === 1 ? "scope" : "scopes"} with finalizers never closed`
    }
}

/** Nobody has to hear of an interrupt, or of the signal with which a stream or queue says that it has ended. */
const isNoNews = (cause: Cause.Cause<unknown>): boolean =>
  cause.reasons.every((reason) => reason._tag === "Interrupt" || (reason._tag === "Fail" && Cause.isDone(reason.error)))

export const exitOf = ({ fiber }: FiberRecord): Exit.Exit<unknown, unknown> | undefined => fiber?._exit

const isOpen = (scope: Scope.Scope): boolean =>
  scope.state._tag === "Open" && (scope.state.finalizer !== undefined || (scope.state.finalizers?.size ?? 0) > 0)

/** "fiber 2 waits in Deferred.await". */
export const waits = (record: FiberRecord): string => {
  const { index, parked, waiting } = record
  if (waiting !== undefined) return `fiber ${index} waits in ${nameOf(waiting)}`
  return parked === undefined ? `fiber ${index} is held up` : `fiber ${index} is about to go on with ${nameOf(parked)}`
}

const loop = (session: Session): string => {
  const busy = session.fibers.filter((record) => exitOf(record) === undefined && record.operations > 0)
  const counts = busy.map(({ index, operations }) => `fiber ${index} did ${operations} operations`)
  return `${counts.join(", ")} and none of them ends`
}

/** The failure in one line: its first reason that is no interrupt. */
export const causeText = (cause: Cause.Cause<unknown>): string => {
  const reason = cause.reasons.find(({ _tag }) => _tag !== "Interrupt") ?? cause.reasons[0]
  if (reason === undefined) return "an empty cause"
  if (reason._tag === "Interrupt") return "interrupted"
  const value = reason._tag === "Fail" ? reason.error : reason.defect
  return value instanceof Error ? `${value.name}: ${value.message}` : valueText(value)
}

/** What came of the run, to be counted. */
export const outcomeOf = (session: Session, finding: Finding | undefined): string => {
  const exit = exitOf(session.fibers[0]!)
  if (exit === undefined) return finding?.oracle ?? "no end"
  return exit._tag === "Success" ? valueText(exit.value) : `failure: ${causeText(exit.cause)}`
}

/** Short, and the same in every run: a fiber has another id each time. */
const valueText = (value: unknown): string => {
  if (typeof value !== "object" || value === null) return String(value)
  if (Fiber.isFiber(value)) return "a fiber"
  return inspect(value, { depth: 3, breakLength: Number.POSITIVE_INFINITY, maxArrayLength: 20, maxStringLength: 200 })
}
