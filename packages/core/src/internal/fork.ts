/** Forking into a scope: at once where that is safe, through the runtime where it is not. */
import * as Effect from "effect/Effect"
import { NotInScopeError, ScopeClosedError } from "../errors.ts"
import { type AnyBody, drive } from "./body.ts"
import { frameOf, isInside } from "./frame.ts"
import { lending } from "./limit.ts"
import { ScopeOp } from "./op.ts"
import { isDeep, type ScopeRuntime } from "./scope.ts"
import { type AnyEffect, type AnyFiber, erase, type Given, type TaskKind, type TaskRuntime } from "./task.ts"

export interface ForkOptions {
  readonly name?: string | undefined
  readonly daemon?: boolean | undefined
}

/** Forks started without giving other fibers a turn; more would stall the event loop. */
const maxInlineForks = 1024

export class ForkOp extends ScopeOp {
  private readonly scope: ScopeRuntime
  private readonly child: AnyEffect
  private readonly name: string | undefined
  private readonly kind: TaskKind
  private task: TaskRuntime | undefined = undefined

  constructor(scope: ScopeRuntime, child: AnyEffect, name: string | undefined, kind: TaskKind) {
    super()
    this.scope = scope
    this.child = child
    this.name = name
    this.kind = kind
  }

  protected override attempt(fiber: AnyFiber): boolean {
    const { scope } = this
    // A forker of a scope inside this one goes on without this scope's driver seeing it.
    if (fiber.context !== scope.context) scope.stale = true
    if (mustSuspend(scope, fiber) || !takeSlot(scope, this.kind)) return false
    const task = scope.fork(this.child, fiber.context, this.name, this.kind)
    if (scope.isLive()) {
      this.value = task
      return true
    }
    // The child failed at once: the body must not go on past this point.
    this.task = task
    return false
  }

  protected override again(): ScopeOp {
    return new ForkOp(this.scope, this.child, this.name, this.kind)
  }

  effect(): AnyEffect {
    if (this.task !== undefined) return Effect.as(Effect.yieldNow, this.task)
    return forkEffect(this.scope, this.child, this.name, this.kind)
  }
}

export interface ForkAllOptions {
  readonly name?: ((index: number) => string) | undefined
  readonly daemon?: boolean | undefined
  readonly discard?: boolean | undefined
}

/** Forks a list; keeps no handle of what it forked when told to discard. */
export const forkAllEffect = (
  scope: ScopeRuntime,
  children: Iterable<Given>,
  options: ForkAllOptions | undefined
): AnyEffect =>
  Effect.suspend(() => {
    const tasks: Array<TaskRuntime> = []
    const iterator = children[Symbol.iterator]()
    const keep = (task: TaskRuntime): void => {
      if (options?.discard !== true) tasks.push(task)
    }
    let index = 0
    const step = (): AnyEffect => {
      for (let next = iterator.next(); !next.done; next = iterator.next()) {
        const fork = new ForkOp(scope, erase(next.value), options?.name?.(index++), kindOf(options))
        if (fork.next().done) keep(fork.value)
        else {
          return Effect.flatMap(fork.effect(), (task: TaskRuntime) => {
            keep(task)
            return step()
          })
        }
      }
      return Effect.succeed(tasks)
    }
    return step()
  })

/** A fork as an effect: it waits for a slot where there is a limit. */
export const forkEffect = (
  scope: ScopeRuntime,
  child: AnyEffect,
  name: string | undefined,
  kind: TaskKind
): AnyEffect =>
  Effect.suspend(() => {
    const soon = forkSoon(scope, child, name, kind)
    if (!scope.isInterrupting() && !isDeep() && scope.inlineForks < maxInlineForks) return soon
    scope.inlineForks = 0
    return Effect.andThen(Effect.yieldNow, soon)
  })

const forkSoon = (scope: ScopeRuntime, child: AnyEffect, name: string | undefined, kind: TaskKind): AnyEffect =>
  Effect.withFiber((fiber) => {
    scope.stale = true
    const refused = refusal(scope, fiber, "fork")
    if (refused !== undefined) return refused
    if (takeSlot(scope, kind)) return Effect.succeed(scope.fork(child, fiber.context, name, kind))
    // The child starts in the step that grants the slot, so an interrupt can never fall between the two.
    const start = () => {
      const refused = refusal(scope, fiber, "fork")
      if (refused !== undefined) {
        scope.limiter!.release()
        return refused
      }
      scope.stale = true
      return Effect.succeed(scope.fork(child, fiber.context, name, kind))
    }
    return lending(fiber, () => scope.limiter!.wait(start))
  })

/** Forks without waiting: false at the limit. */
export const tryForkEffect = (scope: ScopeRuntime, child: AnyEffect, options: ForkOptions | undefined): AnyEffect =>
  Effect.withFiber((fiber) => {
    scope.stale = true
    const refused = refusal(scope, fiber, "tryFork")
    if (refused !== undefined) return refused
    const kind = kindOf(options)
    if (!takeSlot(scope, kind)) return Effect.succeed(false)
    return Effect.succeed(scope.fork(child, fiber.context, options?.name, kind))
  })

export const refusal = (scope: ScopeRuntime, fiber: AnyFiber, operation: string): AnyEffect | undefined => {
  if (scope.isClosed()) return Effect.die(new ScopeClosedError({ scope: scope.name, operation }))
  if (fiber.context === scope.context || isInside(frameOf(fiber), scope)) return undefined
  return Effect.die(new NotInScopeError({ scope: scope.name, operation }))
}

/** A child given as a generator function runs as a body of its own in the same scope. */
export const childOf = (scope: ScopeRuntime, child: AnyEffect | (() => AnyBody)): AnyEffect =>
  typeof child === "function" ? drive(scope, child) : child

export const nameOf = (child: AnyEffect | (() => AnyBody), name: string | undefined): string | undefined => {
  if (name !== undefined) return name
  return typeof child === "function" && child.name !== "" ? child.name : undefined
}

export const kindOf = (options: { readonly daemon?: boolean | undefined } | undefined): TaskKind =>
  options?.daemon === true ? "daemon" : "task"

const takeSlot = (scope: ScopeRuntime, kind: TaskKind): boolean =>
  scope.limiter === undefined || kind !== "task" || scope.limiter.take()

const mustSuspend = (scope: ScopeRuntime, fiber: AnyFiber): boolean =>
  !scope.isLive() ||
  scope.inlineForks >= maxInlineForks ||
  isDeep() ||
  (fiber.context !== scope.context && !isInside(frameOf(fiber), scope))
