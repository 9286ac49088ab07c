/**
 * At most `max` tasks of a scope run at once.
 *
 * A task that waits inside its own scope (to fork, to join) is not running: it lends its slot and takes it back before
 * it goes on. So whoever holds a slot makes progress, and a limit alone can never deadlock. Tasks that take a slot back
 * go before forks that wait, and both in order of arrival.
 */
import { Context, Effect, type Fiber, Scheduler } from "effect"
import { type Linked, List } from "./list.ts"

/** A place in a queue. */
class Waiter implements Linked<Waiter> {
  readonly grant: () => void
  prev: Waiter | undefined = undefined
  next: Waiter | undefined = undefined
  linked = false

  constructor(grant: () => void) {
    this.grant = grant
  }
}

export class Limiter {
  readonly max: number
  running = 0
  private scheduled = false
  private readonly returning = new List<Waiter>()
  private readonly forking = new List<Waiter>()
  private readonly owner: Fiber.Fiber<unknown, unknown>

  constructor(max: number, owner: Fiber.Fiber<unknown, unknown>) {
    this.max = max
    this.owner = owner
  }

  /** Takes a slot if one is free and nobody waits for it. */
  take(): boolean {
    if (this.running >= this.max || this.forking.head !== undefined || this.returning.head !== undefined) return false
    this.running++
    return true
  }

  /** `grant` runs once, with the slot taken, unless the returned function takes the request back first. */
  wait(grant: () => void, returning: boolean): () => void {
    const list = returning ? this.returning : this.forking
    const waiter = new Waiter(grant)
    list.push(waiter)
    this.schedule()
    return () => list.remove(waiter)
  }

  release(): void {
    this.running--
    this.schedule()
  }

  /** Waiters are woken once per burst of ends: sixteen ends, one wake-up. */
  private schedule(): void {
    if (this.scheduled || this.running >= this.max) return
    if (this.forking.head === undefined && this.returning.head === undefined) return
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
      waiter.grant()
    }
  }
}

// A scheduler of the caller's own (Explore's, a test's) must see every wake-up, so microtasks are for the default only.
const defaultScheduler = Context.get(Context.empty(), Scheduler.Scheduler)

/** What one task holds of its scope's limit; `outer` is the slot of the task that the scope runs in. */
export class Slot {
  readonly limiter: Limiter
  readonly outer: Slot | undefined
  held = true

  constructor(limiter: Limiter, outer: Slot | undefined) {
    this.limiter = limiter
    this.outer = outer
  }

  release(): void {
    if (!this.held) return
    this.held = false
    this.limiter.release()
  }

  /** Waits until the slot is held again. */
  takeBack(): Effect.Effect<void> {
    if (this.held) return Effect.void
    return Effect.callback((resume) => {
      const leave = this.limiter.wait(() => {
        if (this.held) this.limiter.release()
        this.held = true
        resume(Effect.void)
      }, true)
      return Effect.sync(leave)
    })
  }
}

export const CurrentSlot: Context.Reference<Slot | undefined> = Context.Reference<Slot | undefined>(
  "@heddle/core/CurrentSlot",
  { defaultValue: () => undefined }
)

/** Runs `wait` with the slots of `fiber`'s task, and of the tasks around it, lent to others. */
export const lending = <A, E>(fiber: Fiber.Fiber<unknown, unknown>, wait: Effect.Effect<A, E>): Effect.Effect<A, E> => {
  const slot = fiber.getRef(CurrentSlot)
  if (slot === undefined) return wait
  const takeBack = Effect.suspend(() => takeBackAll(slot))
  return Effect.suspend(() => {
    for (let each: Slot | undefined = slot; each !== undefined; each = each.outer) each.release()
    return Effect.matchCauseEffect(wait, {
      onSuccess: (value) => Effect.as(takeBack, value),
      onFailure: (cause) => Effect.andThen(takeBack, Effect.failCause(cause))
    })
  })
}

/** Outermost first: who waits for an outer slot holds no inner one. */
const takeBackAll = (slot: Slot): Effect.Effect<void> =>
  slot.outer === undefined ? slot.takeBack() : Effect.andThen(takeBackAll(slot.outer), Effect.suspend(() => slot.takeBack()))
