/**
 * A running scope: its body, its tasks, and what becomes of them. Which state follows which is in `state.ts`; this file
 * does what the states call for.
 */
import * as Cause from "effect/Cause"
import * as Clock from "effect/Clock"
import * as Context from "effect/Context"
import * as Effect from "effect/Effect"
import * as Exit from "effect/Exit"
import * as Fiber from "effect/Fiber"
import * as Scope from "effect/Scope"
import { DeadlineExceededError, ScopeInterruptedError, TaskInterruptedError } from "../errors.ts"
import type { InterruptReason } from "../InterruptReason.ts"
import { annotation } from "./annotation.ts"
import { Alarm } from "./alarm.ts"
import { type CleanupOptions, watchCleanup } from "./cleanup.ts"
import { CurrentFrame, type Frame, frameOf, scopeOf } from "./frame.ts"
import { CurrentSlot, Limiter, Slot } from "./limit.ts"
import { type Linked, List } from "./list.ts"
import { registryOf, type ScopeHost } from "./registry.ts"
import { reportDefects, reportOrphan } from "./reports.ts"
import * as State from "./state.ts"
import {
  type AnyEffect,
  type AnyExit,
  type AnyFiber,
  failed,
  type OwnFiber,
  type TaskKind,
  TaskRuntime,
  withoutInterrupts
} from "./task.ts"
import { DeadlineTimer } from "./timer.ts"
import { type Job, trampoline } from "./trampoline.ts"
import { type Waiter, wakeAll } from "./waiter.ts"

/** What distinguishes `run`, `supervise` and the joiners. */
export interface Policy {
  /** Children's errors are the joiner's, not the scope's. */
  readonly supervised: boolean
  /** A task ended with something other than success or plain interruption. */
  readonly failed: (scope: ScopeRuntime, task: TaskRuntime, cause: Cause.Cause<unknown>) => void
  /** A task ended while the scope was not being interrupted; `failed` does not hear of it then. */
  readonly ended?: ((scope: ScopeRuntime, task: TaskRuntime, exit: AnyExit) => void) | undefined
  /** Somebody saw how a task ended. */
  readonly observed?: ((task: TaskRuntime) => void) | undefined
  /** Everything has ended; the last chance to report. */
  readonly closing?: ((scope: ScopeRuntime) => void) | undefined
}

export interface ScopeConfig {
  readonly name: string | undefined
  readonly limit: number | undefined
  /** Milliseconds from the opening. */
  readonly deadline: number | undefined
  readonly onDeadline: (() => AnyExit) | undefined
  readonly cleanup: CleanupOptions | undefined
}

type Run = (effect: AnyEffect, options?: Effect.RunOptions) => OwnFiber

const uninterruptible: Effect.RunOptions = { uninterruptible: true }

export class ScopeRuntime implements Linked<ScopeRuntime>, Job {
  readonly isShield = false
  readonly owner: AnyFiber
  readonly outer: Frame | undefined
  readonly config: ScopeConfig
  readonly policy: Policy
  readonly context: Context.Context<never>
  readonly runFork: Run
  readonly clock: Clock.Clock
  readonly openedAt: number
  readonly limiter: Limiter | undefined
  readonly outerSlot: Slot | undefined
  readonly tasks = new List<TaskRuntime>()
  /** Scopes opened inside this one that have not ended. */
  readonly scopes = new List<ScopeRuntime>()
  state: State.State = State.open
  timer: DeadlineTimer | undefined = undefined
  body: AnyFiber | undefined = undefined
  orphans: ReadonlyArray<string> = []
  /** Tasks forked since the scope last gave other fibers a turn. */
  inlineForks = 0
  /** Time may have passed since the last stamp: whoever forks has been suspended. */
  stale = true
  private lastStamp = 0
  closingFlag = false
  closing: List<Waiter> | undefined = undefined
  prev: ScopeRuntime | undefined = undefined
  next: ScopeRuntime | undefined = undefined
  linked = false
  /** How many tasks were forked so far. */
  private forks = 0
  /** What holds the scope open beside its body: tasks, and forks of the async surface that wait for a slot. */
  live = 0
  private daemons = 0
  private bodyExit: AnyExit | undefined = undefined
  private verdict: AnyExit | undefined = undefined
  private reasons: Array<Cause.Reason<unknown>> | undefined = undefined
  private cleanup: Alarm | undefined = undefined
  private grace: Alarm | undefined = undefined
  private resume: ((exit: AnyEffect) => void) | undefined = undefined
  private derived: { readonly context: Context.Context<never>; readonly run: Run } | undefined
  private readonly host: ScopeHost
  /** While it starts: the scope whose start this one's start is inside of, on the stack. */
  private below: ScopeRuntime | undefined = undefined

  constructor(owner: AnyFiber, policy: Policy, config: ScopeConfig) {
    this.owner = owner
    this.policy = policy
    this.config = config
    this.outer = frameOf(owner)
    this.context = Context.add(owner.context, CurrentFrame, this)
    this.runFork = Effect.runForkWith(this.context)
    this.clock = owner.getRef(Clock.Clock)
    this.openedAt = this.now()
    this.limiter = config.limit === undefined ? undefined : new Limiter(config.limit, owner)
    this.outerSlot = owner.getRef(CurrentSlot)
    this.derived = undefined
    this.host = scopeOf(this.outer) ?? registryOf(owner)
  }

  get supervised(): boolean {
    return this.policy.supervised
  }

  get id(): number {
    return this.body?.id ?? this.owner.id
  }

  get name(): string {
    return this.config.name ?? `scope#${this.id}`
  }

  /** The body's fiber until it has ended. */
  runningBody(): AnyFiber | undefined {
    return this.bodyExit === undefined ? this.body : undefined
  }

  now(): number {
    return this.clock.currentTimeMillisUnsafe()
  }

  /** Milliseconds since the opening, read once for all forks in a row. A small integer, so that keeping it is free. */
  private stamp(): number {
    if (this.stale) {
      this.stale = false
      this.lastStamp = Math.min(this.now() - this.openedAt, 0x3fffffff) | 0
    }
    return this.lastStamp
  }

  /** Tasks may be forked, and are not interrupted at once. */
  isLive(): boolean {
    return this.state.phase === "open" || this.state.phase === "joining"
  }

  isInterrupting(): boolean {
    return this.state.phase === "interrupting"
  }

  isClosed(): boolean {
    return this.state.phase === "closed"
  }

  /** Starts the body. Returns the scope's exit if everything ended at once, else calls `resume` with it later. */
  start(body: AnyEffect, resume: (exit: AnyEffect) => void): AnyEffect | undefined {
    const { deadline } = this.config
    if (deadline !== undefined) this.timer = new DeadlineTimer(this, this.openedAt + deadline)
    const below = enter(this)
    this.below = below
    const fiber = this.runFork(body)
    leave(below)
    this.body = fiber
    const exit = fiber.pollUnsafe()
    if (exit === undefined) {
      fiber.addObserver((exit) => this.bodyEnded(exit))
      if (this.state.phase === "interrupting") this.interruptFiber(fiber, this.state.reason)
    } else {
      this.bodyEnded(exit)
    }
    if (this.isLive()) this.timer?.start()
    if (!this.isClosed()) {
      this.list()
      this.resume = resume
      return undefined
    }
    this.below = undefined
    if (this.forks > 0) return this.outcome()
    // Nothing was forked, so nothing gave other fibers a turn: this is the scope's scheduling point.
    this.owner.currentDispatcher.scheduleTask(() => resume(this.outcome()), 0)
    return undefined
  }

  /**
   * Makes the scope visible in its host. One that ends while it starts is never listed: most scopes are that short, and
   * being visible must cost nothing. Those below it on the stack are older and go first, so that a list is in opening order.
   */
  list(): void {
    const { below } = this
    this.below = undefined
    below?.list()
    if (!this.linked) this.host.scopes.push(this)
  }

  /** Starts a task. The caller has checked that the scope is not closed and, under a limit, taken a slot. */
  fork(effect: AnyEffect, context: Context.Context<never>, name: string | undefined, kind: TaskKind): TaskRuntime {
    const task = new TaskRuntime(this, name, kind, this.forks++)
    this.inlineForks++
    const limited = this.limiter !== undefined && kind === "task"
    const run = limited ? this.withSlot(task, context) : context === this.context ? this.runFork : this.runIn(context)
    if (context !== this.context && this.outlivesResourcesOf(context)) effect = Effect.scoped(effect)
    startDepth++
    // From its first step on: a handler that an interrupt reaches before that would never run.
    const fiber = run(effect, kind === "handler" ? uninterruptible : undefined)
    startDepth--
    task.id = fiber.id
    const exit = fiber.pollUnsafe()
    if (exit === undefined) {
      task.fiber = fiber
      task.startedAt = this.stamp()
      this.tasks.push(task)
      this.live++
      if (kind === "daemon") this.daemons++
      fiber.addObserver(endOf(task))
      if (this.state.phase === "interrupting") this.interruptFiber(fiber, this.state.reason)
    } else {
      task.settle(exit)
      this.judge(task, exit)
    }
    return task
  }

  /** Interrupts everything in the scope; only the first call counts. */
  interrupt(reason: InterruptReason): void {
    const state = State.transition(this.state, State.interrupt(reason))
    if (state === this.state) return
    this.state = state
    this.timer?.stop()
    this.raiseClosing()
    if (this.config.cleanup !== undefined) this.startCleanup(this.config.cleanup)
    trampoline(this)
  }

  /** Interrupts, and makes `exit` what comes out unless something fails while ending. Only the first call counts. */
  decide(exit: AnyExit, reason: InterruptReason): void {
    if (!this.isLive()) return
    this.verdict = exit
    this.interrupt(reason)
  }

  /** The deadline has passed. */
  expire(): void {
    if (!this.isLive()) return
    const { onDeadline } = this.config
    const exit =
      onDeadline === undefined
        ? failed(Cause.fail(new DeadlineExceededError({ scope: this.name })))
        : attempt(onDeadline)
    this.decide(exit, { _tag: "Deadline", scope: this.name })
  }

  /** Asks everything to stop, and interrupts what is left after `grace`; a body that has returned by then keeps its value. */
  shutDown(grace: number, cleanup: CleanupOptions | undefined): void {
    this.raiseClosing()
    if (!this.isLive()) return
    this.grace?.stop()
    this.grace = new Alarm(this, grace, () => {
      const exit =
        this.bodyExit ?? failed(Cause.fail(new ScopeInterruptedError({ scope: this.name, reason: "shutdown" })))
      this.decide(exit, { _tag: "Shutdown", scope: this.name })
      if (cleanup !== undefined && this.isInterrupting()) this.startCleanup(cleanup)
      return undefined
    })
  }

  startCleanup(options: CleanupOptions): void {
    this.cleanup ??= watchCleanup(this, options)
  }

  /** Delivers the interrupts, or the end: a job, so that nested scopes do not nest on the stack. */
  run(): void {
    if (this.state.phase === "interrupting") this.deliver(this.state.reason)
    else if (this.state.phase === "closed" && this.resume !== undefined) {
      const { resume } = this
      this.resume = undefined
      resume(this.outcome())
    }
  }

  interruptFiber(fiber: AnyFiber, reason: InterruptReason): void {
    fiber.interruptUnsafe(this.owner.id, annotation(reason))
  }

  /** What a fiber of this scope is interrupted with when it runs into the end of the scope by itself. */
  interruptCause(): Cause.Cause<never> {
    const reason = State.reasonOf(this.state)
    const cause = Cause.interrupt(this.owner.id)
    return reason === undefined ? cause : Cause.annotate(cause, annotation(reason))
  }

  /** The caller was interrupted: interrupt everything, wait, and return only what failed while ending. */
  interruptAndWait(): AnyEffect {
    this.interrupt({ _tag: "Parent", scope: this.name, because: reasonAround(this.outer) })
    return Effect.callback((resume) => {
      if (this.isClosed()) resume(this.failures())
      else this.resume = () => resume(this.failures())
    })
  }

  record(cause: Cause.Cause<unknown>): void {
    const real = withoutInterrupts(cause).reasons
    if (this.reasons === undefined) this.reasons = [...real]
    else this.reasons.push(...real)
  }

  /** Asks accept loops to stop: `scope.closing` is done from now on. */
  raiseClosing(): void {
    this.closingFlag = true
    if (this.closing !== undefined) wakeAll(this.closing, trampoline)
  }

  unfinished(): ReadonlyArray<string> {
    const names = this.tasks.toArray().map((task) => task.name)
    return this.bodyExit === undefined ? ["body", ...names] : names
  }

  /** Ends the scope without the tasks whose cleanup does not end. They run on as orphans. */
  abandon(): void {
    if (this.isClosed()) return
    this.orphans = this.unfinished()
    for (const task of this.tasks.toArray()) this.tasks.remove(task)
    this.live = this.daemons = 0
    this.bodyExit ??= Exit.interrupt(this.owner.id)
    this.check()
  }

  private bodyEnded(exit: AnyExit): void {
    if (this.isClosed()) return reportOrphan(this, "body", exit)
    this.bodyExit = exit
    this.state = State.transition(this.state, State.bodyEnded)
    if (exit._tag === "Failure") {
      reportDefects(this, "body", exit.cause)
      if (!Cause.hasInterruptsOnly(exit.cause)) this.record(exit.cause)
      else if (this.isLive()) this.record(Cause.die(new TaskInterruptedError({ task: "body", scope: this.name })))
      this.interrupt({ _tag: "BodyFailed", scope: this.name })
    }
    this.check()
  }

  taskEnded(task: TaskRuntime, exit: AnyExit): void {
    if (task.linked) {
      this.tasks.remove(task)
      this.live--
      if (task.kind === "daemon") this.daemons--
    }
    task.settle(exit)
    this.judge(task, exit)
    task.wakeJoiners()
    this.check()
  }

  private judge(task: TaskRuntime, exit: AnyExit): void {
    if (this.isClosed()) return reportOrphan(this, task.name, exit)
    if (exit._tag === "Failure") reportDefects(this, task.name, exit.cause)
    if (this.policy.ended !== undefined && task.kind === "task" && this.isLive()) {
      return this.policy.ended(this, task, exit)
    }
    if (exit._tag === "Failure" && task.claims === 0) this.unclaimed(task, exit)
  }

  /** A task has failed, and no interrupter waits for its cleanup: what failed in it is the scope's. */
  unclaimed(task: TaskRuntime, exit: Exit.Failure<unknown, never>): void {
    if (this.isClosed()) reportOrphan(this, task.name, exit)
    else if (!Cause.hasInterruptsOnly(exit.cause)) this.policy.failed(this, task, exit.cause)
  }

  /** Ends the scope if nothing holds it open any more. */
  check(): void {
    if (this.bodyExit === undefined || this.isClosed()) return
    if (this.live > 0) {
      if (this.live === this.daemons && this.isLive()) this.interrupt({ _tag: "BodyDone", scope: this.name })
      return
    }
    this.policy.closing?.(this)
    if (this.live > 0) return
    this.state = State.transition(this.state, State.emptied)
    this.timer?.stop()
    this.cleanup?.stop()
    this.grace?.stop()
    this.raiseClosing()
    this.host.scopes.remove(this)
    if (this.resume !== undefined) trampoline(this)
  }

  private deliver(reason: InterruptReason): void {
    const note = annotation(reason)
    for (const task of this.tasks.toArray()) task.fiber?.interruptUnsafe(this.owner.id, note)
    if (this.bodyExit === undefined) this.body?.interruptUnsafe(this.owner.id, note)
    this.check()
  }

  private outcome(): AnyExit {
    const { reasons, verdict } = this
    if (reasons === undefined) return verdict ?? this.bodyExit!
    if (verdict === undefined || verdict._tag === "Success") return failed(Cause.fromReasons(reasons))
    const first = State.reasonOf(this.state)?._tag === "Deadline" ? reasons : verdict.cause.reasons
    const then = first === reasons ? verdict.cause.reasons : reasons
    return failed(Cause.fromReasons([...first, ...then]))
  }

  private failures(): AnyExit {
    return this.reasons === undefined ? Exit.void : failed(Cause.fromReasons(this.reasons))
  }

  /** Values come from the forker's context; scope, deadline and the slot that waits are lent from come from this scope. */
  private runIn(context: Context.Context<never>): Run {
    if (this.derived?.context !== context) {
      const own = Context.add(Context.add(context, CurrentFrame, this), CurrentSlot, this.outerSlot)
      this.derived = { context, run: Effect.runForkWith(own) }
    }
    return this.derived.run
  }

  /** A forker under a resource scope of its own, which closes before the task need end: the task gets one that does not. */
  private outlivesResourcesOf(context: Context.Context<never>): boolean {
    return Context.getOrUndefined(context, Scope.Scope) !== Context.getOrUndefined(this.context, Scope.Scope)
  }

  private withSlot(task: TaskRuntime, context: Context.Context<never>): Run {
    task.slot = new Slot(this.limiter!, this.outerSlot)
    const base = context === this.context ? context : Context.add(context, CurrentFrame, this)
    return Effect.runForkWith(Context.add(base, CurrentSlot, task.slot))
  }
}

/** Made here so that it captures the task alone. */
const endOf =
  (task: TaskRuntime) =>
  (exit: AnyExit): void =>
    task.scope.taskEnded(task, exit)

let startDepth = 0

/** The scope whose start is innermost on the stack. */
let starting: ScopeRuntime | undefined = undefined

const enter = (scope: ScopeRuntime): ScopeRuntime | undefined => {
  const below = starting
  starting = scope
  startDepth++
  return below
}

const leave = (below: ScopeRuntime | undefined): void => {
  starting = below
  startDepth--
}

/** Lists the scopes that are starting right now, for somebody who looks from inside of a start. */
export const listStarting = (): void => starting?.list()

/** So many scopes and tasks are being started inside each other that the next one should wait for a fresh stack. */
export const isDeep = (): boolean => startDepth >= 48

const attempt = (exit: () => AnyExit): AnyExit => {
  try {
    return exit()
  } catch (defect) {
    return Exit.die(defect)
  }
}

const reasonAround = (frame: Frame | undefined): InterruptReason | undefined => {
  const scope = scopeOf(frame)
  return scope === undefined ? undefined : State.reasonOf(scope.state)
}

/** The fiber that is running now; scopes are only touched from inside one. */
export const currentFiber = (): AnyFiber => Fiber.getCurrent()!
