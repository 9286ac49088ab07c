/**
 * Learns which shared objects an operation reads and writes.
 *
 * Libraries report through a function under `Symbol.for("heddle/Footprint")` on `globalThis`, which is there only while
 * somebody explores. Effect's own objects do not report: their prototypes get accessors that do, once, on first use.
 */
import * as Deferred from "effect/Deferred"
import * as Effect from "effect/Effect"
import * as MutableRef from "effect/MutableRef"
import * as Queue from "effect/Queue"
import * as Semaphore from "effect/Semaphore"

/** `globalThis[Symbol.for("heddle/Footprint")]`, while somebody explores. */
export type Listener = (object: object, write: boolean) => void

const protocol = Symbol.for("heddle/Footprint")

interface Listening {
  [protocol]?: Listener | undefined
}

/** Calls `listener` for everything that is touched until the next call; undefined stops. */
export const listen = (listener: Listener | undefined): void => {
  if (listener !== undefined) instrument()
  current = listener
  ;(globalThis as Listening)[protocol] = listener
}

export const listening = (): Listener | undefined => current

/** The same as under the symbol: reading a variable is faster, and this is read at every access. */
let current: Listener | undefined

const touch = (object: object, write: boolean): void => current?.(object, write)

let instrumented = false

const instrument = (): void => {
  if (instrumented) return
  instrumented = true
  report(Object.getPrototypeOf(MutableRef.make(0)), "current", false)
  const deferred = Object.getPrototypeOf(Deferred.makeUnsafe())
  report(deferred, "effect", false)
  report(deferred, "resumes", true)
  const queue = Object.getPrototypeOf(Effect.runSync(Queue.unbounded()))
  report(queue, "messages", true)
  report(queue, "state", true)
  reportSemaphores()
  reportFibers()
}

/** Whoever interrupts a fiber touches it, whoever waits for its end touches its end. */
const reportFibers = (): void => {
  const prototype = Object.getPrototypeOf(Effect.runFork(Effect.void)) as Record<
    "interruptUnsafe" | "addObserver",
    (this: object, ...args: Array<unknown>) => unknown
  >
  const { addObserver, interruptUnsafe } = prototype
  prototype.interruptUnsafe = function (...args) {
    touch(this, true)
    touch(endOf(this), false)
    return interruptUnsafe.apply(this, args)
  }
  prototype.addObserver = function (...args) {
    touch(endOf(this), true)
    return addObserver.apply(this, args)
  }
}

/** Stands for what the observers of fibers share. */
export const observers: object = { observers: "of fibers" }

const end: unique symbol = Symbol("@heddle/explore/end")

/** The end of a fiber, as something that steps read and write. Kept on the fiber: it is asked for at every end. */
export const endOf = (fiber: object): object => {
  const marked = fiber as { [end]?: object }
  return (marked[end] ??= { endOf: fiber })
}

/**
 * Puts an accessor in place of a field that instances set by assignment: it keeps the value on the instance, out of sight.
 * `readsWrite`: what is read is changed from inside, so that reading counts as writing.
 */
const report = (prototype: object, field: string, readsWrite: boolean): void => {
  const slot = Symbol(field)
  type Holder = { [slot]: unknown }
  Object.defineProperty(prototype, field, {
    configurable: true,
    enumerable: true,
    get(this: Holder) {
      touch(this, readsWrite)
      return this[slot]
    },
    set(this: Holder, value: unknown) {
      touch(this, true)
      if (slot in this) this[slot] = value
      else Object.defineProperty(this, slot, { value, writable: true, enumerable: false })
    }
  })
}

/** Semaphores define their fields themselves; each is fitted with accessors by the method its constructor calls. */
const reportSemaphores = (): void => {
  const prototype = Object.getPrototypeOf(Semaphore.makeUnsafe(1)) as { withPermits: (n: number) => unknown }
  const original = prototype.withPermits
  prototype.withPermits = function (this: object, n: number) {
    if (listening() !== undefined && !permits.has(this)) fit(this, isPrivate(new Error().stack ?? ""))
    return original.call(this, n)
  }
}

/**
 * Made by a module of Effect for its own use, as the countdown of a Pool is: how many permits it has in the end is none
 * of the program's business.
 */
const isPrivate = (stack: string): boolean =>
  stack.split("\n").some((frame) => /[\\/]effect[\\/](src|dist)[\\/](?!internal|Semaphore)\w+\.[jt]s/.test(frame))

interface Held {
  taken: number
  readonly isPrivate: boolean
}

/** The semaphores that report, with the permits taken of each. */
const permits = new WeakMap<object, Held>()

/** Those made since the last time they were forgotten. */
let made: Array<object> = []

/** Forgets the semaphores made so far. */
export const forgetSemaphores = (): void => {
  made = []
}

const fit = (semaphore: object, isPrivate: boolean): void => {
  const held: Held = { taken: (semaphore as { taken: number }).taken, isPrivate }
  permits.set(semaphore, held)
  made.push(semaphore)
  touch(semaphore, true)
  const waiters = (semaphore as { waiters: unknown }).waiters
  Object.defineProperties(semaphore, {
    taken: {
      configurable: true,
      enumerable: true,
      get() {
        touch(semaphore, false)
        return held.taken
      },
      set(taken: number) {
        held.taken = taken
        touch(semaphore, true)
      }
    },
    waiters: {
      configurable: true,
      enumerable: true,
      get() {
        touch(semaphore, true)
        return waiters
      }
    }
  })
}

/** How many permits of a semaphore are taken, without this counting as a reading; undefined for other objects. */
export const permitsTaken = (object: object): number | undefined => permits.get(object)?.taken

/** How many permits of semaphores that the program has made since are taken; those of Effect's own modules do not count. */
export const permitsOwed = (): number =>
  made.reduce((sum, semaphore) => {
    const held = permits.get(semaphore)
    return held === undefined || held.isPrivate || held.taken < 0 ? sum : sum + held.taken
  }, 0)
