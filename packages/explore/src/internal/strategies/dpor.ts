/**
 * Dynamic partial-order reduction: of all schedules that differ only in the order of steps that do not notice each
 * other, runs one. Finds the steps that race by their footprints and happens-before, and goes back to run each race the
 * other way round; sleep sets keep it from running the same one again.
 *
 * C. Flanagan, P. Godefroid: Dynamic Partial-Order Reduction for Model Checking Software, POPL 2005; with the source sets
 * of P. Abdulla, S. Aronis, B. Jonsson, K. Sagonas: Optimal Dynamic Partial Order Reduction, POPL 2014, since taking the
 * rival itself loses runs once sleep sets leave it out. Steps whose footprint is not known count as racing with every other, so that a program of the user's own functions is searched
 * whole rather than wrongly.
 */
import type { Chooser, Crossing } from "../chooser.ts"
import type { RawFiber } from "../effect.ts"
import { sharingOf } from "../operations.ts"
import { FiberRecord, recordOf } from "../record.ts"
import type { Step } from "../step.ts"
import type { Coverage, Strategy } from "./strategy.ts"

/** What matters of a step once its run is over. */
interface Seen {
  readonly fiber: number
  readonly opaque: boolean
  readonly accesses: ReadonlyArray<{ readonly object: number; readonly write: boolean }>
  /** The fiber as an object: others touch it when they wake or interrupt it. */
  readonly own: number
  readonly woken: ReadonlyArray<number>
  readonly at: number
}

/** Of every fiber, its last step that happened before. */
type Clock = ReadonlyMap<number, number>

interface Node {
  readonly enabled: ReadonlyArray<number>
  /** Fibers to run from here. */
  readonly backtrack: Set<number>
  /** Fibers that have been run from here, with the step each took. */
  readonly done: Map<number, Seen>
  /** Fibers whose next step has been seen from an equivalent place. */
  sleep: Map<number, Seen>
  chosen: number
  step: Seen | undefined
}

export class Dpor implements Strategy, Chooser {
  readonly name = "DPOR"
  readonly chooser = this
  private path: Array<Node> = []
  private depth = 0
  private objects = new Map<object, number>()
  private counts = new Map<number, number>()
  private done = false
  isLost = false

  begin(): void {
    this.depth = 0
    this.objects = new Map()
    this.counts = new Map()
  }

  choose({ candidates }: Crossing): FiberRecord | undefined {
    const node = this.path[this.depth]
    if (node !== undefined) {
      const chosen = candidates.find(({ index }) => index === node.chosen)
      if (chosen === undefined) {
        this.isLost = true
        return undefined
      }
      this.depth++
      return chosen
    }
    const before = this.path[this.depth - 1]
    const sleep = before === undefined ? new Map<number, Seen>() : asleepAfter(before)
    const awake = candidates.find(({ index }) => !sleep.has(index))
    if (awake === undefined) return undefined
    this.path.push({
      enabled: candidates.map(({ index }) => index),
      backtrack: new Set([awake.index]),
      done: new Map(),
      sleep,
      chosen: awake.index,
      step: undefined
    })
    this.depth++
    return awake
  }

  readonly onStep = (step: Step): void => {
    const node = this.path[this.depth - 1]
    if (node === undefined || node.chosen !== step.fiber.index) return
    node.step = this.seen(step)
  }

  private seen(step: Step): Seen {
    const sharing = step.operation === undefined ? "local" : sharingOf(step.operation)
    const touchesNothing = step.task !== undefined && step.accesses.length === 0
    const { index } = step.fiber
    return {
      fiber: index,
      opaque: sharing === "opaque" || touchesNothing,
      accesses: step.accesses.map(({ object, write }) => ({ object: this.numberOf(object, index), write })),
      own: this.numberOf(step.fiber.fiber ?? step.fiber, index),
      woken: step.woken.map(({ index }) => index),
      at: step.at
    }
  }

  /**
   * A number that is the same in every run, whatever the order: of fibers, by their index; of everything else, by who
   * touched it first, which is who made it, and how many that one had made before.
   */
  private numberOf(object: object, fiber: number): number {
    const known = this.objects.get(object)
    if (known !== undefined) return known
    const number = fiberNumber(object) ?? this.made(fiber)
    this.objects.set(object, number)
    return number
  }

  private made(fiber: number): number {
    const count = (this.counts.get(fiber) ?? 0) + 1
    this.counts.set(fiber, count)
    return (fiber + 2) * 1_000_000 + count
  }

  hasNext(): boolean {
    return !this.done
  }

  finished(): void {
    this.path.length = this.depth
    this.addRaces()
    while (this.path.length > 0) {
      const node = this.path[this.path.length - 1]!
      if (node.step !== undefined) {
        node.done.set(node.chosen, node.step)
        node.sleep.set(node.chosen, node.step)
      }
      const next = [...node.backtrack].find((fiber) => !node.done.has(fiber) && !node.sleep.has(fiber))
      if (next !== undefined) {
        node.chosen = next
        node.step = undefined
        return
      }
      this.path.pop()
    }
    this.done = true
  }

  /** For every step that races with an earlier one of another fiber: run them the other way round, too. */
  private addRaces(): void {
    const { path } = this
    /** Of every step, itself included. */
    const clocks: Array<Clock> = []
    const lastOf = new Map<number, number>()
    const wokenBy = new Map<number, number>()
    /** The clock has jumped: all before it happened before all after it. */
    let barrier = -1
    let time = 0
    for (let i = 0; i < path.length; i++) {
      const { step } = path[i]!
      if (step === undefined) continue
      if (step.at > time) {
        time = step.at
        barrier = i - 1
      }
      const before = new Map<number, number>()
      const previous = lastOf.get(step.fiber)
      const waker = wokenBy.get(step.fiber)
      if (previous !== undefined) merge(before, clocks[previous]!)
      if (waker !== undefined) merge(before, clocks[waker]!)
      const clock = new Map(before)
      for (let j = i - 1; j > barrier; j--) {
        const other = path[j]!.step
        if (other === undefined || other.fiber === step.fiber || !depend(other, step)) continue
        // When a step between the two comes after the one and before the other, turning that one round is enough.
        if ((clock.get(other.fiber) ?? -1) < j) this.reverse(j, i, clocks, clock)
        merge(clock, clocks[j]!)
      }
      clock.set(step.fiber, i)
      clocks[i] = clock
      lastOf.set(step.fiber, i)
      for (const fiber of step.woken) {
        wokenBy.set(fiber, i)
        // It could go already, so it was interrupted: what it would have done will never be seen in this run.
        if (path[i]!.enabled.includes(fiber)) path[i]!.backtrack.add(fiber)
      }
    }
  }

  /**
   * Sees to it that from the place of step `j` some run begins with what came between it and its rival `i` without
   * needing `j`: then the rival comes first. One that can begin so is enough, if it is not among those to run already.
   */
  private reverse(j: number, i: number, clocks: ReadonlyArray<Clock>, rivals: Clock): void {
    const node = this.path[j]!
    const first = node.step!.fiber
    const rival = this.path[i]!.step!.fiber
    /** Of every fiber: its first step after `j` that does not come after `j`. */
    const firsts = new Map<number, Clock>()
    const indices = new Map<number, number>()
    for (let k = j + 1; k <= i; k++) {
      const step = this.path[k]!.step
      if (step === undefined || indices.has(step.fiber)) continue
      const clock = k === i ? rivals : clocks[k]!
      if ((clock.get(first) ?? -1) >= j) continue
      indices.set(step.fiber, k)
      firsts.set(step.fiber, clock)
    }
    const initials = [...firsts].flatMap(([fiber, clock]) => {
      const needsOther = [...indices].some(([other, k]) => other !== fiber && (clock.get(other) ?? -1) >= k)
      return needsOther || !node.enabled.includes(fiber) ? [] : [fiber]
    })
    if (initials.length === 0) for (const fiber of node.enabled) node.backtrack.add(fiber)
    else if (!initials.some((fiber) => node.backtrack.has(fiber))) {
      node.backtrack.add(initials.includes(rival) ? rival : initials[0]!)
    }
  }

  covered(): Coverage {
    const space = "all schedules, one of each kind that no operation can tell apart"
    if (this.done) return { space, part: 1 }
    let part = 0
    let weight = 1
    for (const { backtrack, done } of this.path) {
      weight /= Math.max(1, backtrack.size)
      part += Math.min(done.size, backtrack.size - 1) * weight
    }
    return { space, part }
  }
}

/** Fibers and their ends have numbers below 0. */
const fiberNumber = (object: object): number | undefined => {
  if ("endOf" in object) return fiberNumber(object.endOf as object)! - 1
  const record = object instanceof FiberRecord ? object : recordOf(object as RawFiber)
  return record === undefined ? undefined : -4 - 2 * record.index
}

const merge = (into: Map<number, number>, from: Clock): void => {
  for (const [fiber, step] of from) if ((into.get(fiber) ?? -1) < step) into.set(fiber, step)
}

const asleepAfter = ({ sleep, step }: Node): Map<number, Seen> => {
  const after = new Map<number, Seen>()
  if (step === undefined) return after
  for (const [fiber, next] of sleep) if (fiber !== step.fiber && !depend(next, step)) after.set(fiber, next)
  return after
}

/** Whether the order of two steps can matter. */
const depend = (a: Seen, b: Seen): boolean => {
  if (a.fiber === b.fiber) return true
  if (a.opaque && !isPrivate(b)) return true
  if (b.opaque && !isPrivate(a)) return true
  if (a.accesses.some(({ object }) => object === b.own) || b.accesses.some(({ object }) => object === a.own))
    return true
  return a.accesses.some((x) => b.accesses.some((y) => x.object === y.object && (x.write || y.write)))
}

/** Only who interrupts the fiber notices such a step. */
const isPrivate = (step: Seen): boolean => !step.opaque && step.accesses.length === 0
