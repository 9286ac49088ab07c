/** A task as the runtime sees it. The public view is `Task` in `../Task.ts`. */
import * as Cause from "effect/Cause"
import * as Effect from "effect/Effect"
import * as Exit from "effect/Exit"
import * as Fiber from "effect/Fiber"
import { TaskFailedError, TaskInterruptedError } from "../errors.ts"
import type { TaskState } from "../Task.ts"
import { frameOf, isInside, scopeOf } from "./frame.ts"
import { lending, type Slot } from "./limit.ts"
import { type Linked, List } from "./list.ts"
import type { ScopeRuntime } from "./scope.ts"
import { trampoline } from "./trampoline.ts"
import { type Waiter, waitIn, wakeAll } from "./waiter.ts"

// Success, error and services of tasks are erased inside the runtime; the types of the surface give them back. `never`
// stands for an erased error and erased services, because an effect of `never` fits everywhere, as the runtime needs.
export type AnyEffect = Effect.Effect<any, never, never>
export type AnyExit = Exit.Exit<any, never>
export type AnyFiber = Fiber.Fiber<unknown, unknown>

/** A fiber that runs an erased effect. */
export type OwnFiber = Fiber.Fiber<any, never>

/** A handler runs code of the scope's own (`onFailure`, reports): it is not interrupted, and takes no slot. */
export type TaskKind = "task" | "daemon" | "handler"

export class TaskRuntime implements Linked<TaskRuntime> {
  readonly scope: ScopeRuntime
  readonly given: string | undefined
  readonly kind: TaskKind
  /** Its place in the order of forks. */
  readonly index: number
  /** Milliseconds after the scope opened. */
  startedAt = 0
  id = 0
  fiber: OwnFiber | undefined = undefined
  exit: AnyExit | undefined = undefined
  slot: Slot | undefined = undefined
  /** Interrupted by name, not by its scope. */
  byName = false
  /** Somebody saw how the task ended, or will report it. */
  observed = false
  /** How many interrupters wait for the cleanup; they hear of its failure instead of the scope. Infinity once one has. */
  claims = 0
  prev: TaskRuntime | undefined = undefined
  next: TaskRuntime | undefined = undefined
  linked = false
  joiners: List<Waiter> | undefined = undefined

  constructor(scope: ScopeRuntime, given: string | undefined, kind: TaskKind, index: number) {
    this.scope = scope
    this.given = given
    this.kind = kind
    this.index = index
  }

  get name(): string {
    return this.given ?? this.spanName() ?? `task#${this.id}`
  }

  get path(): ReadonlyArray<string> {
    const names = [this.name]
    for (let scope = scopeOf(this.scope); scope !== undefined; scope = scopeOf(scope.outer)) names.unshift(scope.name)
    return names
  }

  get state(): TaskState {
    const { exit } = this
    if (exit === undefined) return this.byName || this.scope.isInterrupting() ? "interrupting" : "running"
    if (exit._tag === "Success") return "done"
    return Cause.hasInterruptsOnly(exit.cause) ? "interrupted" : "failed"
  }

  get join(): AnyEffect {
    return this.exit === undefined ? this.park(joined) : joined(this)
  }

  get await(): AnyEffect {
    return this.exit === undefined ? this.park(awaited) : awaited(this)
  }

  get interrupt(): Effect.Effect<void> {
    return Effect.uninterruptibleMask((restore) => {
      if (this.exit !== undefined) return Effect.void
      this.claims++
      return Effect.onExitPrimitive(restore(Effect.andThen(this.interruptNow, this.park(cleanedUp))), (exit) => {
        if (exit._tag === "Success") return undefined
        // It has met the failure of the cleanup, or it was interrupted and leaves that to the others.
        if (!Cause.hasInterruptsOnly(exit.cause)) this.claims = Infinity
        else if (--this.claims === 0 && this.exit?._tag === "Failure") this.scope.unclaimed(this, this.exit)
        return undefined
      })
    })
  }

  get interruptNow(): Effect.Effect<void> {
    return Effect.sync(() => {
      if (this.exit !== undefined || this.fiber === undefined) return
      this.byName = true
      this.scope.interruptFiber(this.fiber, { _tag: "Explicit", scope: this.scope.name, task: this.name })
    })
  }

  toString(): string {
    return `Task(${this.name}, ${this.state})`
  }

  toJSON(): unknown {
    return { _id: "Task", id: this.id, name: this.name, state: this.state, scope: this.scope.name }
  }

  [Symbol.for("nodejs.util.inspect.custom")](): unknown {
    return this.toJSON()
  }

  /** Somebody saw how it ended. */
  observe(): void {
    this.observed = true
    this.scope.policy.observed?.(this)
  }

  /** Called once, when the task has ended. */
  settle(exit: AnyExit): void {
    this.exit = exit
    this.fiber = undefined
    this.slot?.end()
  }

  wakeJoiners(): void {
    if (this.joiners !== undefined) wakeAll(this.joiners, trampoline)
  }

  private park(view: (task: TaskRuntime) => AnyEffect): AnyEffect {
    return Effect.withFiber((fiber) => {
      if (this.exit !== undefined) return view(this)
      const joiners = () => (this.exit === undefined ? (this.joiners ??= new List()) : undefined)
      return lending(fiber, () => waitIn(joiners, () => view(this)))
    })
  }

  private spanName(): string | undefined {
    const span = this.fiber?.cache.span
    if (span === undefined || span._tag !== "Span" || span === this.scope.owner.cache.span) return undefined
    return span.name
  }
}

/** An effect of the caller's, before its types are erased. */
export type Given = Effect.Effect<unknown, unknown, unknown>

/** Forgets the types of an effect that comes from outside. */
export const erase = (effect: Given): AnyEffect => effect as AnyEffect

export const failed = (cause: Cause.Cause<unknown>): AnyExit => Exit.failCause(cause as Cause.Cause<never>)

/** In a step of the one who waits: whoever is interrupted as it is woken has seen nothing. */
const awaited = (task: TaskRuntime): AnyEffect =>
  Effect.sync(() => {
    task.observe()
    return task.exit
  })

const joined = (task: TaskRuntime): AnyEffect => {
  const exit = task.exit!
  return exit._tag === "Success" ? exit : Effect.suspend(() => joinedFailure(task, exit.cause))
}

/** What a joiner meets when there is no value to give. */
const joinedFailure = (task: TaskRuntime, cause: Cause.Cause<any>): AnyEffect => {
  task.observe()
  const hasFailed = !Cause.hasInterruptsOnly(cause)
  if (hasFailed && task.scope.supervised) return failed(withoutInterrupts(cause))
  // The scope is ending because of this very failure, or with it: the joiner inside is interrupted like the rest of it.
  const inside = isInside(frameOf(Fiber.getCurrent()!), task.scope)
  if (inside && task.scope.isInterrupting() && !task.byName) return Effect.failCause(task.scope.interruptCause())
  const { name, scope } = task
  return Effect.die(
    hasFailed
      ? new TaskFailedError({ task: name, scope: scope.name, cause })
      : new TaskInterruptedError({ task: name, scope: scope.name })
  )
}

/** What `task.interrupt` returns once the cleanup is over: a failure of the cleanup is a defect of who interrupted. */
const cleanedUp = (task: TaskRuntime): AnyEffect => {
  const exit = task.exit!
  if (exit._tag === "Success" || task.claims === 0) return Effect.void
  const reasons = exit.cause.reasons.filter((reason) => reason._tag !== "Interrupt")
  return reasons.length === 0 ? Effect.void : Effect.failCause(Cause.fromReasons(reasons.map(asDefect)))
}

export const asDefect = (reason: Cause.Reason<unknown>): Cause.Reason<never> =>
  reason._tag === "Fail" ? Cause.makeDieReason(reason.error) : reason

export const withoutInterrupts = <E>(cause: Cause.Cause<E>): Cause.Cause<E> =>
  Cause.fromReasons(cause.reasons.filter((reason) => reason._tag !== "Interrupt"))
