/**
 * Small random programs, the same one for the same seed.
 *
 * Two or three fibers run one to three operations each over two refs, a lock, a deferred and a queue. The result lists
 * what each fiber read and what the refs hold at the end. A program may deadlock: that is an outcome too.
 */
import { Deferred, Effect, Option, Queue, Ref, Semaphore } from "effect"
import type { Litmus } from "./Litmus.ts"

export interface Generated extends Litmus {
  /** The program in a readable form, one fiber a line. */
  readonly source: string
}

type RefName = "x" | "y"

type Operation =
  | { readonly op: "get" | "increment" | "locked" | "ifFree"; readonly ref: RefName }
  | { readonly op: "set" | "add"; readonly ref: RefName; readonly value: number }
  | { readonly op: "succeed" | "offer"; readonly value: number }
  | { readonly op: "await" | "poll" | "take" }

type Fibers = ReadonlyArray<ReadonlyArray<Operation>>

export const generate = (seed: number): Generated => {
  const fibers = draw(seed)
  const lines = fibers.map((operations, index) => `${label(index)}: ${operations.map(print).join("; ")}`)
  return { name: `generated-${seed}`, source: lines.join("\n"), program: run(fibers) }
}

const label = (index: number) => "ABC".charAt(index)

const print = (operation: Operation): string => {
  switch (operation.op) {
    case "get":
      return operation.ref
    case "set":
      return `${operation.ref} = ${operation.value}`
    case "add":
      return `${operation.ref} += ${operation.value}`
    case "increment":
      return `${operation.ref} = ${operation.ref} + 1 in two steps`
    case "locked":
      return `lock { ${operation.ref} = ${operation.ref} * 2 + 1 }`
    case "ifFree":
      return `if the lock is free { ${operation.ref} = ${operation.ref} * 2 + 1 }`
    case "succeed":
      return `deferred = ${operation.value}`
    case "offer":
      return `offer ${operation.value}`
    case "await":
    case "poll":
    case "take":
      return operation.op
  }
}

interface State {
  readonly x: Ref.Ref<number>
  readonly y: Ref.Ref<number>
  readonly lock: Semaphore.Semaphore
  readonly deferred: Deferred.Deferred<number>
  readonly queue: Queue.Queue<number>
}

const run = (fibers: Fibers): Effect.Effect<string> =>
  Effect.gen(function* () {
    const state: State = {
      x: yield* Ref.make(0),
      y: yield* Ref.make(0),
      lock: yield* Semaphore.make(1),
      deferred: yield* Deferred.make<number>(),
      queue: yield* Queue.unbounded<number>()
    }
    const reads = yield* Effect.forEach(fibers, (operations) => runFiber(state, operations), {
      concurrency: "unbounded"
    })
    const read = reads.map((values, index) => `${label(index)}[${values.join(" ")}]`)
    return `${read.join(" ")} x=${yield* Ref.get(state.x)} y=${yield* Ref.get(state.y)}`
  })

/** What the operations read, in order. One generator for all of them, so that a fiber takes few steps. */
const runFiber = Effect.fnUntraced(function* (state: State, operations: ReadonlyArray<Operation>) {
  const reads: Array<number | string> = []
  for (const operation of operations) {
    switch (operation.op) {
      case "get":
        reads.push(yield* Ref.get(state[operation.ref]))
        break
      case "set":
        yield* Ref.set(state[operation.ref], operation.value)
        break
      case "add":
        yield* Ref.update(state[operation.ref], (n) => n + operation.value)
        break
      case "increment": {
        const n = yield* Ref.get(state[operation.ref])
        yield* Ref.set(state[operation.ref], n + 1)
        break
      }
      case "locked":
        yield* state.lock.withPermit(Ref.update(state[operation.ref], (n) => n * 2 + 1))
        break
      case "ifFree": {
        const entered = yield* state.lock.withPermitsIfAvailable(1)(Ref.update(state[operation.ref], (n) => n * 2 + 1))
        reads.push(Option.isSome(entered) ? "entered" : "busy")
        break
      }
      case "succeed":
        reads.push((yield* Deferred.succeed(state.deferred, operation.value)) ? "first" : "second")
        break
      case "await":
        reads.push(yield* Deferred.await(state.deferred))
        break
      case "offer":
        yield* Queue.offer(state.queue, operation.value)
        break
      case "poll":
        reads.push(Option.getOrElse(yield* Queue.poll(state.queue), () => "none"))
        break
      case "take":
        reads.push(yield* Queue.take(state.queue))
        break
    }
  }
  return reads
})

const draw = (seed: number): Fibers => {
  const below = numbers(seed)
  const fiberCount = below(3) === 0 ? 3 : 2
  // Exhaustive search has to end: the more fibers, the fewer steps for each.
  const budget = fiberCount === 2 ? 5 : 2
  const fibers = Array.from({ length: fiberCount }, () => drawFiber(below, budget))
  return supply(fibers, below, budget)
}

const drawFiber = (below: (limit: number) => number, budget: number): ReadonlyArray<Operation> => {
  const wanted = Array.from({ length: 1 + below(3) }, () => drawOperation(below))
  return within(wanted, budget)
}

/** The operations that fit, with a read in the place of a first one that does not. */
const within = (operations: ReadonlyArray<Operation>, budget: number): ReadonlyArray<Operation> => {
  let left = budget
  const fitting: Array<Operation> = []
  for (const wanted of operations) {
    const operation: Operation = fitting.length === 0 && steps(wanted) > left ? { op: "get", ref: "x" } : wanted
    if (steps(operation) > left) continue
    left -= steps(operation)
    fitting.push(operation)
  }
  return fitting
}

const steps = (operation: Operation): number => {
  switch (operation.op) {
    case "locked":
    case "ifFree":
      return 4
    case "increment":
      return 2
    default:
      return 1
  }
}

const drawOperation = (below: (limit: number) => number): Operation => {
  // Mostly one ref, so that the fibers meet.
  const ref = below(3) === 0 ? "y" : "x"
  const value = 1 + below(9)
  switch (below(14)) {
    case 0:
    case 1:
      return { op: "locked", ref }
    case 2:
      return { op: "ifFree", ref }
    case 3:
      return { op: "succeed", value }
    case 4:
      return { op: "await" }
    case 5:
      return { op: "offer", value }
    case 6:
      return { op: "poll" }
    case 7:
      return { op: "take" }
    case 8:
      return { op: "add", ref, value: 10 }
    case 9:
      return { op: "increment", ref }
    case 10:
    case 11:
      return { op: "set", ref, value }
    default:
      return { op: "get", ref }
  }
}

/** Adds what a program waits for and nobody provides, so that few programs only deadlock. */
const supply = (fibers: Fibers, below: (limit: number) => number, budget: number): Fibers => {
  const all = fibers.flat()
  const missing: Array<Operation> = []
  if (has(all, "await") && !has(all, "succeed")) missing.push({ op: "succeed", value: 1 + below(9) })
  if (has(all, "take") && !has(all, "offer")) missing.push({ op: "offer", value: 1 + below(9) })
  return fibers.map((operations, index) =>
    index === 0 ? within([...missing, ...operations], budget).slice(0, 3) : operations
  )
}

const has = (operations: ReadonlyArray<Operation>, op: Operation["op"]) =>
  operations.some((operation) => operation.op === op)

/** Integers from 0 below a limit, by the generator mulberry32. */
const numbers = (seed: number) => {
  let state = seed | 0
  return (limit: number): number => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) % limit
  }
}
