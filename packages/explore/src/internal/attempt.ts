/** Runs a program once under a chooser and judges the run, waiting for promises of the program where it has some. */
import type * as Effect from "effect/Effect"
import type { Chooser } from "./chooser.ts"
import { type Asked, type Finding, judge, outcomeOf } from "./oracles.ts"
import type { Ending, Invariant, Session } from "./session.ts"

export interface Attempt {
  readonly ending: Ending
  readonly finding: Finding | undefined
  readonly outcome: string
  readonly ticks: number
  /** The program waited for the world outside. */
  readonly outside: boolean
}

export interface Subject {
  readonly program: Effect.Effect<unknown, unknown>
  readonly asked: Asked
  readonly invariants: ReadonlyArray<Invariant>
  /** Looks at the run when all is over. */
  readonly verdict?: (() => Finding | undefined) | undefined
}

/**
 * How long to wait for the world outside, in milliseconds of real time: for a promise, and for a callback that may as well
 * be one that only the program itself can call, in which case it is waited for once in an exploration.
 */
const patience = { promise: 5_000, callback: 300 }

/** Sets the chooser and runs: at once where the program stays inside Effect. */
export const attempt = (session: Session, subject: Subject, chooser: Chooser): Attempt | Promise<Attempt> => {
  session.chooser = chooser
  session.begin(subject.program)
  session.invariants.push(...subject.invariants)
  const ending = session.go()
  return ending === "outside" ? outside(session, subject) : conclude(session, subject, ending, false)
}

const outside = async (session: Session, subject: Subject): Promise<Attempt> => {
  for (;;) {
    const forPromise = session.waitsOutside()
    const heard = await answer(session, forPromise ? patience.promise : patience.callback)
    if (!forPromise) session.callbacks = heard ? "outside" : "inside"
    const ending = session.go(heard)
    if (ending !== "outside") return conclude(session, subject, ending, forPromise || heard)
  }
}

/** Resolves to true when something of the run has been resumed, with all that came in the same turn of the event loop. */
const answer = (session: Session, patience: number): Promise<boolean> =>
  new Promise((resolve) => {
    const end = (heard: boolean) => {
      clearTimeout(timer)
      session.onOutside = undefined
      if (heard) setImmediate(() => resolve(true))
      else resolve(false)
    }
    const timer = setTimeout(() => end(false), patience)
    session.onOutside = () => end(true)
  })

const conclude = (session: Session, { asked, verdict }: Subject, ending: Ending, outside: boolean): Attempt => {
  session.end()
  const finding = judge(session, ending, asked) ?? (ending === "quiet" ? verdict?.() : undefined)
  return { ending, finding, outcome: outcomeOf(session, finding), ticks: session.tick, outside }
}
