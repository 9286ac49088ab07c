/** A fiber parked in a list: on a task, for a slot, for the closing of a scope. Interrupted, it leaves the list. */
import * as Effect from "effect/Effect"
import * as Fiber from "effect/Fiber"
import type { Linked, List } from "./list.ts"
import type { AnyEffect, AnyFiber } from "./task.ts"
import type { Job } from "./trampoline.ts"

export class Waiter implements Linked<Waiter>, Job {
  readonly fiber: AnyFiber
  /** Resumes the fiber. */
  readonly run: () => void
  prev: Waiter | undefined = undefined
  next: Waiter | undefined = undefined
  linked = false

  constructor(fiber: AnyFiber, run: () => void) {
    this.fiber = fiber
    this.run = run
  }
}

/**
 * Parks the current fiber at the end of the list; whoever takes the waiter out and runs it resumes it with `answer`.
 * `find` is asked in the step that parks, so nothing can happen between the two; no list means the wait is over already.
 */
export const waitIn = (find: () => List<Waiter> | undefined, answer: () => AnyEffect): AnyEffect =>
  Effect.callback((resume) => {
    const list = find()
    if (list === undefined) return resume(answer())
    const waiter = new Waiter(Fiber.getCurrent()!, () => resume(answer()))
    list.push(waiter)
    return Effect.sync(() => list.remove(waiter))
  })

/** Takes all waiters out and hands each to `wake`. */
export const wakeAll = (list: List<Waiter>, wake: (waiter: Waiter) => void): void => {
  for (let waiter = list.head; waiter !== undefined; waiter = list.head) {
    list.remove(waiter)
    wake(waiter)
  }
}
