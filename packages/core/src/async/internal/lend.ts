/**
 * A task that waits for one that waits for a slot lends its own, so that a limit alone cannot deadlock. Who waits is
 * known by `AsyncLocalStorage` only: without it nothing is lent.
 */
import * as Effect from "effect/Effect"
import { CurrentSlot, lending, type Slot } from "../../internal/limit.ts"
import type { TaskRuntime } from "../../internal/task.ts"
import { currentPlace, fiberOf } from "./place.ts"

const owners = new WeakMap<Slot, TaskRuntime>()

/** Says whose slot it is that the task may lend. */
export const register = (task: TaskRuntime): void => {
  if (task.slot !== undefined) owners.set(task.slot, task)
}

/** Resolves after `listen` has called back and the caller has its slot again; undefined if the caller holds none. */
export const lend = (listen: (done: () => void) => void): Promise<void> | undefined => {
  const place = currentPlace()
  const fiber = fiberOf(place)
  const slot = fiber?.getRef(CurrentSlot)
  if (place === undefined || fiber === undefined || slot === undefined) return undefined
  const wait = Effect.callback<void>((resume) => listen(() => resume(Effect.void)))
  const lender = place.runtime.scope.runFork(lending(fiber, () => wait))
  return new Promise((resolve) => {
    lender.addObserver(() => {
      giveUp(slot)
      resolve()
    })
  })
}

/** A promise need not be awaited: a task that has ended meanwhile must not keep the slot that came back. */
const giveUp = (slot: Slot): void => {
  for (let each: Slot | undefined = slot; each !== undefined; each = each.outer) {
    if (owners.get(each)?.exit !== undefined) each.release()
  }
}
