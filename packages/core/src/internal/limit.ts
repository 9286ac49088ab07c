/**
 * At most `max` tasks of a scope run at once.
 *
 * A task that waits inside its own scope (to fork, to join) is not running: it lends its slot and takes it back before
 * it goes on. So whoever holds a slot makes progress, and a limit alone can never deadlock. Tasks that take a slot back
 * go before forks that wait, and both in order of arrival.
 */
import * as Cause from "effect/Cause"
import * as Context from "effect/Context"
import * as Effect from "effect/Effect"
import * as Fiber from "effect/Fiber"
import * as Scheduler from "effect/Scheduler"
import { List } from "./list.ts"
import type { AnyEffect, AnyFiber } from "./task.ts"
import { trampoline } from "./trampoline.ts"
import { Waiter, waitIn, wakeAll } from "./waiter.ts"

export class Limiter {
  readonly max: number
  running = 0
  private scheduled = false
  readonly returning = new List<Waiter>()
  readonly forking = new List<Waiter>()
  private readonly owner: AnyFiber

  constructor(max: number, owner: AnyFiber) {
    this.max = max
    this.owner = owner
  }

  /** Takes a slot if one is free and nobody waits for it. */
  take(): boolean {
    if (this.running >= this.max || this.forking.head !== undefined || this.returning.head !== undefined) return false
    this.running++
    return true
  }

  /** Waits for a slot to fork into; `granted` runs in the step that takes it. */
  wait(granted: () => AnyEffect): AnyEffect {
    return waitIn(() => {
      this.schedule(true)
      return this.forking
    }, granted)
  }

  /** Takes a slot back; `request` runs in the step that takes it. */
  enqueue(request: Waiter): void {
    this.returning.push(request)
    this.schedule()
  }

  release(): void {
    this.running--
    this.schedule()
  }

  /** Waiters are woken once per burst of ends: sixteen ends, one wake-up. */
  private schedule(waited = this.forking.head !== undefined || this.returning.head !== undefined): void {
    if (!waited || this.scheduled || this.running >= this.max) return
    this.scheduled = true
    if (this.owner.cache.scheduler === defaultScheduler) queueMicrotask(this.drain)
    else this.owner.currentDispatcher.scheduleTask(this.drain, 0)
  }

  private readonly drain = (): void => {
    this.scheduled = false
    while (this.running < this.max) {
      const list = this.returning.head === undefined ? this.forking : this.returning
      const waiter = list.head
      if (waiter === undefined) return
      list.remove(waiter)
      this.running++
      waiter.run()
    }
  }
}

// A scheduler of the caller's own (Explore's, a test's) must see every wake-up, so microtasks are for the default only.
const defaultScheduler = Context.get(Context.empty(), Scheduler.Scheduler)

/**
 * What one task holds of its scope's limit; `outer` is the slot of the task that the scope runs in.
 *
 * A task may wait in several fibers at once (its own, or those of scopes inside it). It holds its slot only while none
 * of them waits.
 */
export class Slot {
  readonly limiter: Limiter
  readonly outer: Slot | undefined
  private held = true
  private waiting = 0
  /** Fibers that wait for the slot to be held, and the one request that stands for them in the limiter's queue. */
  private takers: List<Waiter> | undefined = undefined
  private request: Waiter | undefined = undefined

  constructor(limiter: Limiter, outer: Slot | undefined) {
    this.limiter = limiter
    this.outer = outer
  }

  /** A fiber of the task begins to wait; those that would take the slot back go on without it. */
  lend(): void {
    this.waiting++
    this.release()
    this.dismiss()
  }

  /** A fiber of the task waits no more. */
  stopLending(): void {
    this.waiting--
  }

  release(): void {
    if (!this.held) return
    this.held = false
    this.limiter.release()
  }

  /** The task has ended: fibers that outlive it go on without a slot, as if something of it still waited. */
  end(): void {
    this.waiting = Infinity
    this.release()
    this.dismiss()
  }

  /** Holds it without waiting, over the maximum if it must: whoever was interrupted while it waited goes on at once. */
  insist(): void {
    if (this.held || this.waiting > 0) return
    this.limiter.running++
    this.granted()
  }

  /** Waits until the slot is held again, unless another fiber of the task still lends it. */
  takeBack(): AnyEffect {
    return waitIn(
      () => {
        if (this.held || this.waiting > 0) return undefined
        if (this.request?.linked !== true) {
          this.request = new Waiter(Fiber.getCurrent()!, () => this.granted())
          this.limiter.enqueue(this.request)
        }
        return (this.takers ??= new List())
      },
      () => Effect.void
    )
  }

  /** The slot need not be waited for any more: who did goes on, and the request leaves the queue. */
  private dismiss(): void {
    if (this.request !== undefined) this.limiter.returning.remove(this.request)
    if (this.takers !== undefined) wakeAll(this.takers, trampoline)
  }

  private granted(): void {
    this.held = true
    this.dismiss()
  }
}

export const CurrentSlot: Context.Reference<Slot | undefined> = Context.Reference<Slot | undefined>(
  "@heddle/core/CurrentSlot",
  { defaultValue: () => undefined }
)

/** Runs `wait` with the slots of `fiber`'s task, and of the tasks around it, lent to others. */
export const lending = (fiber: AnyFiber, wait: () => AnyEffect): AnyEffect => {
  const slot = fiber.getRef(CurrentSlot)
  if (slot === undefined) return wait()
  return Effect.suspend(() => {
    let lent = false
    const stopLending = () => {
      if (lent) for (let each: Slot | undefined = slot; each !== undefined; each = each.outer) each.stopLending()
      lent = false
    }
    const takeBack = Effect.suspend(() => {
      stopLending()
      return takeBackAll(slot)
    })
    const lendAndWait = Effect.suspend(() => {
      lent = true
      for (let each: Slot | undefined = slot; each !== undefined; each = each.outer) each.lend()
      return wait()
    })
    const takenBack = Effect.matchCauseEffect(lendAndWait, {
      onSuccess: (value) => Effect.as(takeBack, value),
      onFailure: (cause) => Effect.andThen(takeBack, Effect.failCause(cause))
    })
    // Around all of it: whenever an interrupt comes, what was lent is held again.
    return Effect.onExitPrimitive(takenBack, (exit) => {
      stopLending()
      if (exit._tag === "Failure" && Cause.hasInterrupts(exit.cause)) {
        for (let each: Slot | undefined = slot; each !== undefined; each = each.outer) each.insist()
      }
      return undefined
    })
  })
}

/** Outermost first: who waits for an outer slot holds no inner one. */
const takeBackAll = (slot: Slot): Effect.Effect<void> =>
  slot.outer === undefined
    ? slot.takeBack()
    : Effect.andThen(
        takeBackAll(slot.outer),
        Effect.suspend(() => slot.takeBack())
      )
