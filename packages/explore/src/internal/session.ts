/**
 * One exploration: runs the program again and again, and before every operation that others may notice asks a chooser
 * who goes next.
 *
 * A fiber that has not been given its turn is parked at its first operation, however it was resumed. So of all fibers
 * only `current` ever does anything, and whatever it sets in motion becomes ready and waits to be chosen.
 */
import * as Clock from "effect/Clock"
import * as Context from "effect/Context"
import * as Effect from "effect/Effect"
import type * as Exit from "effect/Exit"
import * as Random from "effect/Random"
import * as Scheduler from "effect/Scheduler"
import * as Scope from "effect/Scope"
import * as Tracer from "effect/Tracer"
import type { Chooser } from "./chooser.ts"
import { VirtualClock } from "./clock.ts"
import { SessionScheduler } from "./dispatcher.ts"
import {
  asPrimitive,
  evaluate,
  hasResult,
  isControl,
  kindOf,
  type Primitive,
  type RawFiber,
  stopped
} from "./effect.ts"
import { foreignService } from "./foreign.ts"
import { endOf, forgetSemaphores, type Listener, listen, listening, observers } from "./footprint.ts"
import { FiberName } from "../label.ts"
import { isCallback, isExternal } from "./operations.ts"
import { Generator } from "./random.ts"
import { Ready } from "./ready.ts"
import { FiberRecord, mark, recordOf } from "./record.ts"
import type { Step } from "./step.ts"
import type { Interruption, Turn } from "../Report.ts"

export interface SessionOptions {
  /** `op`: any operation may be preceded by a switch. `await`: only where a fiber waits, gives way or ends. */
  readonly granularity: "op" | "await"
  /** Decisions after which a run is broken off. */
  readonly maxSteps: number
  /** Of the service `Random`, the same for every run. */
  readonly seed: number
}

/** How a run went, before anybody judges it. */
export type Ending =
  /** Everything that could run has run. */
  | "quiet"
  /** Nothing can run before the world outside answers: a promise is pending. */
  | "outside"
  /** The step bound was reached. */
  | "bound"
  /** The chooser gave up. */
  | "pruned"
  /** The program does what cannot be controlled. */
  | "refused"
  /** An invariant did not hold. */
  | "violated"

/** An invariant of the run: true, or anything but false and a text, means that it holds. */
export interface Invariant {
  readonly name: string
  readonly holds: () => boolean | string | void
}

export const CurrentSession: Context.Reference<Session | undefined> = Context.Reference<Session | undefined>(
  "@heddle/explore/Session",
  { defaultValue: () => undefined }
)

const finish = asPrimitive(Effect.void)
const neverAgain = (): void => {}

export class Session {
  readonly options: SessionOptions
  readonly clock = new VirtualClock()
  readonly random: Generator
  private readonly scheduler: SessionScheduler
  readonly context: Context.Context<never>
  private dispatcher: FiberRecord
  chooser: Chooser
  /** Counts the runs; fibers of an earlier run never go on. */
  run = 0
  tick = 0
  fibers: Array<FiberRecord> = []
  private readonly ready = new Ready()
  current: FiberRecord | undefined = undefined
  private next: FiberRecord | undefined = undefined
  private interrupted: Ending | undefined = undefined
  private nested: Array<FiberRecord> = []
  /** Where the chooser did not take the first candidate: with these the run can be had again. */
  turns: Array<Turn> = []
  step: Step | undefined = undefined
  private readonly touched: Listener
  /** The resource scopes that fibers of this run had in their context. */
  readonly scopes = new Set<Scope.Scope>()
  invariants: Array<Invariant> = []
  /** Why the run was refused, or which invariant did not hold. */
  problem = ""
  private interruption: { readonly of: (record: FiberRecord) => boolean; readonly operation: number } | undefined =
    undefined
  /** The fiber that was interrupted so. */
  victim: FiberRecord | undefined = undefined
  /** Where an effect was yielded, while that is recorded. */
  placeOf: ((effect: object) => string | undefined) | undefined = undefined
  /** Somebody outside resumed a fiber while nothing ran. */
  onOutside: (() => void) | undefined = undefined
  /** Whether callbacks that Effect does not know are resumed by the world outside, once that has been seen. */
  callbacks: "unknown" | "inside" | "outside" = "unknown"
  private turning = false
  private active = false
  private turnOfDispatcher = false

  constructor(chooser: Chooser, options: SessionOptions) {
    this.chooser = chooser
    this.options = options
    this.random = new Generator(options.seed)
    this.scheduler = new SessionScheduler(() => this.makeReady(this.dispatcher))
    this.dispatcher = new FiberRecord(undefined, -1, undefined, 0)
    this.touched = (object, write) => this.touch(object, write)
    this.context = Context.empty().pipe(
      Context.add(Tracer.Tracer, this.tracer()),
      Context.add(Scheduler.Scheduler, this.scheduler),
      Context.add(Clock.Clock, this.clock),
      Context.add(Random.Random, this.random),
      Context.add(CurrentSession, this)
    )
  }

  private tracer(): Tracer.Tracer {
    const hook = (primitive: Primitive, fiber: RawFiber): unknown => {
      const record = recordOf(fiber)
      if (record === undefined || record !== this.current) return this.uninvited(primitive, fiber, record)
      if (this.placeOf !== undefined) record.place = this.placeOf(primitive) ?? record.place
      const kind = kindOf(primitive)
      if (!isControl(kind)) return this.operation(primitive, fiber, record, kind)
      const answer = evaluate(primitive, fiber)
      if (answer === stopped) this.hasStopped(primitive, fiber, record)
      return answer
    }
    return Tracer.make({ span: (options) => new Tracer.NativeSpan(options), context: hook as never })
  }

  /** Begins a run: forgets the last one, and makes the program's first fiber ready. */
  begin(program: Effect.Effect<unknown, unknown>): FiberRecord {
    this.run++
    this.tick = 0
    this.fibers = []
    this.ready.clear()
    this.current = this.next = this.interrupted = this.step = undefined
    this.nested.length = 0
    this.turns = []
    forgetSemaphores()
    this.scopes.clear()
    this.invariants = []
    this.problem = ""
    this.victim = undefined
    this.active = true
    this.clock.reset()
    this.random.reseed(this.options.seed)
    this.scheduler.reset()
    this.dispatcher = new FiberRecord(undefined, -1, undefined, this.run)
    this.chooser.begin()
    listen(this.touched)
    start(program, this.context)
    const [root] = this.fibers
    if (root === undefined) throw new Error("the program's fiber did not come to the session")
    return root
  }

  /**
   * Runs until nothing is ready, then lets the clock jump, until nothing is left or the run is broken off. The clock does
   * not jump while a promise is pending, unless nobody waits for it any longer (`patient` is false).
   */
  go(patient = true): Ending {
    this.turning = true
    try {
      for (;;) {
        if (this.ready.isEmpty()) {
          if (patient && this.waitsOutside()) return "outside"
          if (!this.clock.hasTimers()) return patient && this.mayWaitOutside() ? "outside" : "quiet"
          this.clock.jump()
          continue
        }
        const chosen = this.next ?? this.choose(undefined)
        this.next = undefined
        if (chosen === undefined) return this.interrupted ?? "pruned"
        this.grant(chosen)
        if (this.struck !== undefined) this.strike(this.struck)
        if (this.interrupted !== undefined) return this.interrupted
      }
    } finally {
      this.turning = false
    }
  }

  /** Ends a run: whatever of it is resumed from now on does nothing. */
  end(): void {
    listen(undefined)
    this.active = false
  }

  breakOff(ending: Ending, problem: string): void {
    this.interrupted ??= ending
    if (this.problem === "") this.problem = problem
  }

  waitsOutside(): boolean {
    return this.fibers.some(({ waiting }) => waiting !== undefined && isExternal(waiting))
  }

  /** Nobody else can end the wait of the program in a callback of its own. */
  private mayWaitOutside(): boolean {
    if (this.callbacks === "inside" || this.fibers[0]?.fiber?._exit !== undefined) return false
    return this.fibers.some(({ waiting }) => waiting !== undefined && isCallback(waiting))
  }

  private grant(record: FiberRecord): void {
    this.ready.remove(record)
    record.lastTurn = this.tick
    if (record.fiber === undefined) {
      this.openStep(record, undefined)
      this.turnOfDispatcher = true
      this.scheduler.runNext()
      this.turnOfDispatcher = false
      if (this.scheduler.hasTasks()) this.makeReady(record)
      this.closeStep()
      return
    }
    const primitive = record.parked!
    record.parked = undefined
    record.granted = true
    this.current = record
    this.openStep(record, undefined)
    record.fiber.evaluate(primitive)
    this.current = undefined
    this.nested.length = 0
    this.closeStep()
  }

  /** An operation that others may notice: here the turn may pass on, and here the operation is counted. */
  private operation(primitive: Primitive, fiber: RawFiber, record: FiberRecord, kind: string): unknown {
    if (record.granted) {
      record.granted = false
      if (this.step !== undefined) {
        this.step.operation = primitive
        this.step.place = this.placeOf?.(primitive) ?? record.place
      }
    } else if (this.nested.length === 0) {
      this.closeStep()
      if (this.options.granularity === "op" && !fiber.cache.preventYield && !this.ready.isEmpty()) {
        const chosen = this.choose(record, primitive)
        if (chosen !== record) {
          this.next = chosen
          return this.park(record, primitive, fiber)
        }
      } else {
        this.tick++
      }
      this.openStep(record, primitive)
    }
    if (this.tick > this.options.maxSteps) this.breakOff("bound", "")
    if (this.interrupted !== undefined) return this.park(record, primitive, fiber)
    const { interruption } = this
    if (interruption?.operation === record.operations && this.victim === undefined && interruption.of(record)) {
      this.victim = this.struck = record
      return this.park(record, primitive, fiber)
    }
    record.operations++
    if (kind === "Yield") return this.gaveWay(record, fiber)
    const context = fiber.context
    const answer = evaluate(primitive, fiber)
    if (answer === stopped) this.hasStopped(primitive, fiber, record)
    if (fiber.context !== context && !this.isOurs(fiber, record) && answer !== stopped) {
      return this.park(record, answer as Primitive, fiber)
    }
    return answer
  }

  private struck: FiberRecord | undefined = undefined

  /** Interrupts a fiber in the runs from now on, before one of its operations; undefined for none. */
  interrupt(interruption: Interruption | undefined): void {
    this.interruption = interruption && {
      of: ({ index }) => index === interruption.fiber,
      operation: interruption.operation
    }
  }

  /** The same for the fiber of this name, the root without one. */
  interruptNamed(name: string | undefined, operation: number): void {
    this.interruption = {
      of: (record) => (name === undefined ? record.index === 0 : record.name === name),
      operation
    }
  }

  /** The interrupt comes from outside, while the fiber is parked. */
  private strike({ fiber }: FiberRecord): void {
    this.struck = undefined
    fiber?.interruptUnsafe()
  }

  private gaveWay(record: FiberRecord, fiber: RawFiber): unknown {
    this.chooser.onYield?.(record)
    this.ready.gaveWay(record, this.tick)
    return this.park(record, finish, fiber)
  }

  private choose(current: FiberRecord | undefined, operation?: Primitive): FiberRecord | undefined {
    const candidates = this.ready.candidates(current)
    if (current !== undefined) this.ready.wentOn(current, this.tick)
    const { tick } = this
    this.tick++
    const going = candidates[0] === current ? current : undefined
    const chosen = this.chooser.choose({ tick, current: going, operation, candidates })
    if (chosen !== undefined && chosen !== candidates[0]) this.turns.push({ tick, fiber: chosen.index })
    if (chosen === undefined) this.breakOff("pruned", "")
    else if (chosen !== current && current !== undefined) current.alone = 0
    return chosen
  }

  /** A fiber that has not been given its turn comes to its first operation: it is new, or somebody resumed it. */
  private uninvited(primitive: Primitive, fiber: RawFiber, known: FiberRecord | undefined): unknown {
    if (known !== undefined && known.run === this.run) {
      if (this.nested.at(-1) === known) return this.returned(primitive, fiber, known)
      return this.park(known, primitive, fiber)
    }
    if (known !== undefined || !this.active) return fiber.yieldWith(neverAgain)
    const record = new FiberRecord(fiber, this.fibers.length, this.current, this.run)
    mark(fiber, record)
    this.fibers.push(record)
    this.isOurs(fiber, record)
    if (this.options.granularity === "await" && this.current !== undefined && !this.turnOfDispatcher) {
      return this.startedAtOnce(primitive, fiber, record)
    }
    return this.park(record, primitive, fiber)
  }

  /** Where only waiting passes the turn on, a fiber started at once runs inside the operation that started it. */
  private startedAtOnce(primitive: Primitive, fiber: RawFiber, record: FiberRecord): unknown {
    this.nested.push(this.current!)
    this.current = record
    return this.again(primitive, fiber)
  }

  private returned(primitive: Primitive, fiber: RawFiber, record: FiberRecord): unknown {
    this.nested.pop()
    this.current = record
    return this.again(primitive, fiber)
  }

  private again(primitive: Primitive, fiber: RawFiber): unknown {
    return (fiber.cache.tracerContext as (primitive: Primitive, fiber: RawFiber) => unknown)(primitive, fiber)
  }

  private park(record: FiberRecord, primitive: Primitive, fiber: RawFiber): unknown {
    record.parked = primitive
    record.waiting = undefined
    this.makeReady(record)
    return fiber.yieldWith(() => {
      // Resumed by the session, which has done this already, or interrupted before it had its turn.
      record.parked = undefined
      this.ready.remove(record)
    })
  }

  private makeReady(record: FiberRecord): void {
    if (!this.ready.add(record)) return
    const { step } = this
    if (step !== undefined && record !== step.fiber) {
      step.woken.push(record)
      this.touch(record.fiber ?? record, true)
    }
    if (!this.turning) this.onOutside?.()
  }

  private hasStopped(primitive: Primitive, fiber: RawFiber, record: FiberRecord): void {
    if (!hasResult(fiber)) {
      record.waiting = primitive
      record.yields = 0
      return
    }
    record.ended = true
    record.unheard = record.index > 0 && (fiber._observers?.length ?? 0) === 0
    if (this.step !== undefined) {
      this.step.ended = true
      this.touch(endOf(fiber), true)
      // Observers may share anything with each other, as those of a race do.
      if ((fiber._observers?.length ?? 0) > 0) this.touch(observers, true)
    } else if (!record.unheard) return
    watchExit(record, fiber)
  }

  private touch(object: object, write: boolean): void {
    const { step } = this
    if (step === undefined) return
    const by = this.current?.index ?? step.fiber.index
    const known = step.accesses.findIndex((access) => access.object === object)
    if (known < 0) step.accesses.push({ object, write, by })
    else if (write) step.accesses[known] = { object, write, by }
  }

  private openStep(fiber: FiberRecord, operation: Primitive | undefined): void {
    if (this.chooser.onStep === undefined) return
    this.step = {
      tick: this.tick - 1,
      fiber,
      operation,
      task: fiber.fiber === undefined ? this.scheduler.nextTask() : undefined,
      accesses: [],
      woken: [],
      at: this.clock.currentTimeMillisUnsafe(),
      ended: false,
      place: operation === undefined ? undefined : fiber.place
    }
  }

  private closeStep(): void {
    const { step } = this
    if (step !== undefined) {
      this.step = undefined
      this.chooser.onStep?.(step)
    }
    if (this.invariants.length > 0) this.checkInvariants()
  }

  private checkInvariants(): void {
    const heard = listening()
    listen(undefined)
    for (const { holds, name } of this.invariants) {
      const answer = holds()
      if (answer === false || typeof answer === "string") {
        this.breakOff("violated", answer === false ? name : `${name}: ${answer}`)
      }
    }
    listen(heard)
  }

  /** Whether the fiber, whose context is another one now, can still be controlled. */
  private isOurs(fiber: RawFiber, record: FiberRecord): boolean {
    record.nameAfter(Context.get(fiber.context, FiberName) ?? spanOf(fiber))
    const scope = Context.getOrUndefined(fiber.context, Scope.Scope)
    if (scope !== undefined) this.scopes.add(scope)
    const problem = foreignService(fiber, this.context)
    if (problem !== undefined) this.breakOff("refused", problem)
    return problem === undefined
  }
}

const start = (program: Effect.Effect<unknown, unknown>, context: Context.Context<never>): void => {
  Effect.runForkWith(context)(program)
}

/** Whoever reads the exit of an ended fiber has heard of its failure. */
const watchExit = (record: FiberRecord, fiber: RawFiber): void => {
  let exit: Exit.Exit<unknown, unknown> | undefined
  Object.defineProperty(fiber, "_exit", {
    configurable: true,
    get: () => {
      if (exit !== undefined && !record.judged) {
        record.unheard = false
        listening()?.(endOf(fiber), false)
      }
      return exit
    },
    set: (value: Exit.Exit<unknown, unknown>) => {
      exit = value
    }
  })
}

const spanOf = ({ cache: { span } }: RawFiber): string | undefined => (span?._tag === "Span" ? span.name : undefined)
