/** Finds what takes a fiber out of the session's hands: services of its own for what the session must provide. */
import * as Clock from "effect/Clock"
import * as Context from "effect/Context"
import * as Scheduler from "effect/Scheduler"
import * as Tracer from "effect/Tracer"
import type { RawFiber } from "./effect.ts"

/** What to change in the program, or undefined when the fiber runs on our services. */
export const foreignService = ({ context }: RawFiber, ours: Context.Context<never>): string | undefined => {
  if (context === ours) return undefined
  if (Context.get(context, Tracer.Tracer) !== Context.get(ours, Tracer.Tracer)) return foreignTracer
  // Before the scheduler: a TestClock brings one along.
  if (Context.get(context, Clock.Clock) !== Context.get(ours, Clock.Clock)) return foreignClock
  if (Context.get(context, Scheduler.Scheduler) !== Context.get(ours, Scheduler.Scheduler)) return foreignScheduler
  return undefined
}

const foreignTracer =
  "it runs under a Tracer of the program's own, and Explore sees operations through the Tracer. Leave the tracer out " +
  "under test: spans go on working without it"

const foreignClock =
  "it runs under a Clock of the program's own, such as a TestClock, and Explore's clock is virtual already: it jumps when " +
  "nothing can run. Leave the clock out, and sleep without adjusting it"

const foreignScheduler =
  "it runs under a Scheduler of the program's own, and Explore is the scheduler. Leave the Scheduler out under test"
