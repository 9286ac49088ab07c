/** Runs written down by hand, and random ones. */
import * as fc from "fast-check"
import type { Failure, Report } from "../../src/Report.ts"
import type { Trace, TraceFiber, TraceStep } from "../../src/Trace.ts"

interface Doing {
  readonly reads?: string
  readonly writes?: string
  readonly place?: string
  readonly wakes?: ReadonlyArray<number>
  readonly waits?: string
  readonly turn?: boolean
  readonly ends?: NonNullable<TraceFiber["end"]>["state"]
  readonly message?: string
  readonly at?: number
}

/** Adds a step for each call, one tick after the last. */
export class Run {
  private readonly fibers: Array<TraceFiber>
  private readonly steps: Array<TraceStep> = []
  private at = 0

  /** The names of the fibers, the program's own first; all others are its children. */
  constructor(...names: ReadonlyArray<string | undefined>) {
    this.fibers = names.map((name, index) => ({
      index,
      name,
      parent: index === 0 ? undefined : 0,
      end: undefined,
      waitsFor: undefined
    }))
  }

  step(fiber: number, operation: string | undefined, doing: Doing = {}): this {
    const { at = this.at, ends, message = "", place, reads, turn = false, waits, wakes = [], writes } = doing
    this.at = at
    const tick = this.steps.length
    this.steps.push({
      tick,
      fiber,
      operation,
      place,
      preempts: turn,
      turn,
      touched: [
        ...(reads === undefined ? [] : [{ object: reads, write: false }]),
        ...(writes === undefined ? [] : [{ object: writes, write: true }])
      ],
      woken: wakes,
      waits,
      ended: ends !== undefined,
      at
    })
    const one = this.fibers[fiber]
    if (ends !== undefined && one !== undefined) this.fibers[fiber] = { ...one, end: { tick, state: ends, message } }
    return this
  }

  times(count: number, each: (run: this, index: number) => void): this {
    for (let index = 0; index < count; index++) each(this, index)
    return this
  }

  waitsFor(fiber: number, text: string): this {
    const one = this.fibers[fiber]
    if (one !== undefined) this.fibers[fiber] = { ...one, waitsFor: text }
    return this
  }

  trace(): Trace {
    return { fibers: this.fibers, steps: this.steps }
  }

  report(failure: Partial<Failure> = {}): Report {
    return reportOf(this.trace(), failure)
  }
}

export const reportOf = (trace: Trace, failure: Partial<Failure> = {}): Report => ({
  failure: {
    oracle: "exit",
    message: "Error: 110 is not 120",
    granularity: "op",
    schedule: trace.steps.filter(({ turn }) => turn).map(({ fiber, tick }) => ({ tick, fiber })),
    interruption: undefined,
    token: "hx1:seed=42;dev=10>2.3fa1;end=40.9c2e",
    foundAfter: 4,
    foundBy: "PCT-3",
    foundTurns: 9,
    trace,
    ...failure
  },
  schedules: 4,
  outcomes: new Map(),
  coverage: [],
  strategy: "portfolio",
  warnings: []
})

export const passed = (report: Partial<Report> = {}): Report => ({
  failure: undefined,
  schedules: 2000,
  outcomes: new Map([["120", 2000]]),
  coverage: [],
  strategy: "portfolio",
  warnings: [],
  ...report
})

/** Two deposits into one account; the one that began first writes last. */
export const lostUpdate = (): Run =>
  new Run("main", "deposit", "refund")
    .times(3, (run) => run.step(0, "Effect.gen"))
    .step(0, "Ref.make", { writes: "balance", place: "src/account.ts:10" })
    .step(0, "Effect.forkChild", { wakes: [1], place: "src/account.ts:11" })
    .step(0, "Effect.forkChild", { wakes: [2], place: "src/account.ts:12" })
    .step(0, "Fiber.join", { waits: "Fiber.join", place: "src/account.ts:13" })
    .step(1, "Ref.get", { reads: "balance", place: "src/account.ts:5" })
    .step(2, "Ref.get", { reads: "balance", place: "src/account.ts:5", turn: true })
    .step(2, "Ref.set", { writes: "balance", place: "src/account.ts:6", ends: "done" })
    .step(1, "Ref.set", { writes: "balance", place: "src/account.ts:6", ends: "done", wakes: [0] })
    .step(0, "Ref.get", { reads: "balance", place: "src/account.ts:14", ends: "failed", message: "Error: 110" })

/** Two transfers take two semaphores in opposite order. */
export const deadlock = (): Run =>
  new Run("main", "save", "spend")
    .step(0, "Effect.forkChild", { wakes: [1] })
    .step(0, "Effect.forkChild", { wakes: [2] })
    .step(0, "Fiber.await", { waits: "Fiber.await" })
    .step(1, "Semaphore.take", { writes: "checking", place: "locks.ts:7" })
    .step(2, "Semaphore.take", { writes: "savings", place: "locks.ts:7", turn: true })
    .step(2, "Semaphore.take", { writes: "checking", place: "locks.ts:8", waits: "Semaphore.take" })
    .step(1, "Semaphore.take", { writes: "savings", place: "locks.ts:8", waits: "Semaphore.take" })
    .waitsFor(0, "Fiber.await")
    .waitsFor(1, "Semaphore.take of savings, held by fiber 2")
    .waitsFor(2, "Semaphore.take of checking, held by fiber 1")

const text = fc.oneof(
  fc.constantFrom(
    "Ref.get",
    "Semaphore.take",
    "Fiber.join",
    "Queue.offer",
    "Effect.sync(() => { const a = b; return…)"
  ),
  fc.string({ unit: "binary", maxLength: 60 })
)
const maybe = <A>(arbitrary: fc.Arbitrary<A>) => fc.option(arbitrary, { nil: undefined })

const step = (fibers: number) =>
  fc.record({
    fiber: fc.integer({ min: -1, max: fibers - 1 }),
    operation: maybe(text),
    place: maybe(fc.oneof(fc.constant("src/account.ts:12"), text)),
    preempts: fc.boolean(),
    turn: fc.boolean(),
    touched: fc.array(
      fc.record({ object: fc.oneof(fc.constantFrom("a", "b", "fiber 1"), text), write: fc.boolean() }),
      {
        maxLength: 3
      }
    ),
    woken: fc.array(fc.integer({ min: 0, max: fibers - 1 }), { maxLength: 2 }),
    waits: maybe(text),
    ended: fc.boolean(),
    passes: fc.constantFrom(0, 0, 0, 7)
  })

/** Any run, also one that no program could have. */
export const anyTrace: fc.Arbitrary<Trace> = fc.integer({ min: 1, max: 9 }).chain((count) =>
  fc
    .record({
      steps: fc.array(step(count), { maxLength: 80 }),
      fibers: fc.array(
        fc.record({
          name: maybe(text),
          parent: maybe(fc.integer({ min: 0, max: count - 1 })),
          end: maybe(
            fc.record({
              tick: fc.integer({ min: 0, max: 80 }),
              state: fc.constantFrom("done" as const, "failed" as const, "interrupted" as const),
              message: text
            })
          ),
          waitsFor: maybe(text)
        }),
        { minLength: count, maxLength: count }
      )
    })
    .map(({ fibers, steps }): Trace => {
      let at = 0
      return {
        fibers: fibers.map((fiber, index) => ({
          ...fiber,
          index,
          parent: fiber.parent === undefined || fiber.parent >= index ? undefined : fiber.parent
        })),
        steps: steps.map(({ passes, ...rest }, tick) => ({ ...rest, tick, at: (at += passes) }))
      }
    })
)

export const anyReport: fc.Arbitrary<Report> = fc
  .record({
    trace: anyTrace,
    message: text,
    token: fc.string({ maxLength: 200 }),
    oracle: fc.constantFrom(
      "exit" as const,
      "deadlock" as const,
      "livelock" as const,
      "fiber leak" as const,
      "permit leak" as const
    ),
    interruption: maybe(fc.record({ fiber: fc.integer({ min: 0, max: 8 }), operation: fc.nat(9) }))
  })
  .map(({ trace, ...failure }) => reportOf(trace, failure))
