/** The handle that a body gets of its scope. */
import * as Cause from "effect/Cause"
import * as Effect from "effect/Effect"
import * as Exit from "effect/Exit"
import type { InterruptReason } from "../InterruptReason.ts"
import { ScopeInterruptedError } from "../errors.ts"
import type { AnyBody } from "./body.ts"
import { DeadlineHandle } from "./deadlineHandle.ts"
import {
  childOf,
  type ForkAllOptions,
  forkAllEffect,
  ForkOp,
  type ForkOptions,
  kindOf,
  nameOf,
  refusal,
  tryForkEffect
} from "./fork.ts"
import { checkSpan } from "./options.ts"
import { EffectOp, type ScopeOp } from "./op.ts"
import type { ScopeRuntime } from "./scope.ts"
import { type AnyServe, startEffect } from "./start.ts"
import * as State from "./state.ts"
import { type AnyEffect, failed } from "./task.ts"
import type { ShutdownOptions } from "../options.ts"
import { List } from "./list.ts"
import { waitIn } from "./waiter.ts"

export type Child = AnyEffect | (() => AnyBody)

/** What both kinds of scope can do. */
export class BaseHandle {
  protected readonly scope: ScopeRuntime

  constructor(scope: ScopeRuntime) {
    this.scope = scope
  }

  get name(): string {
    return this.scope.name
  }

  get state(): State.State["phase"] {
    return this.scope.state.phase
  }

  get reason(): InterruptReason | undefined {
    return State.reasonOf(this.scope.state)
  }

  get deadline(): DeadlineHandle {
    return new DeadlineHandle(this.scope)
  }

  get closing(): Effect.Effect<void> {
    const { scope } = this
    const listeners = () => (scope.closingFlag ? undefined : (scope.closing ??= new List()))
    return waitIn(listeners, () => Effect.void)
  }

  interrupt(message?: string): ScopeOp {
    return this.ending("interrupt", () => {
      const { scope } = this
      scope.decide(failed(Cause.fail(new ScopeInterruptedError({ scope: scope.name, reason: message }))), {
        _tag: "Explicit",
        scope: scope.name,
        message
      })
    })
  }

  complete(value: unknown): ScopeOp {
    return this.ending("complete", () => {
      this.scope.decide(Exit.succeed(value), { _tag: "Satisfied", scope: this.scope.name })
    })
  }

  shutdown(options?: ShutdownOptions): ScopeOp {
    const where = `TaskScope.shutdown("${this.scope.name}")`
    const grace = checkSpan(where, "grace", options?.grace ?? 0)
    const cleanup = options?.cleanup === undefined ? undefined : checkSpan(where, "cleanup", options.cleanup)
    const { scope } = this
    return new EffectOp(
      Effect.withFiber((fiber) => {
        const refused = refusal(scope, fiber, "shutdown")
        if (refused !== undefined) return refused
        scope.shutDown(grace, cleanup === undefined ? undefined : { millis: cleanup, stuck: options?.stuck ?? "wait" })
        return Effect.void
      })
    )
  }

  toString(): string {
    return `TaskScope(${this.name}, ${this.state})`
  }

  toJSON(): unknown {
    return { _id: "TaskScope", name: this.name, state: this.state, reason: this.reason }
  }

  [Symbol.for("nodejs.util.inspect.custom")](): unknown {
    return this.toJSON()
  }

  /** Ends the scope, and the caller with it: nothing after the operation runs. */
  private ending(operation: string, end: () => void): ScopeOp {
    return new EffectOp(
      Effect.withFiber((fiber) => {
        const refused = refusal(this.scope, fiber, operation)
        if (refused !== undefined) return refused
        end()
        return Effect.failCause(this.scope.interruptCause())
      })
    )
  }
}

/** The handle of `TaskScope.run`: forking is an operation. */
export class RunHandle extends BaseHandle {
  fork(child: Child, options?: ForkOptions): ScopeOp {
    return new ForkOp(this.scope, childOf(this.scope, child), nameOf(child, options?.name), kindOf(options))
  }

  forkAll(children: Iterable<AnyEffect>, options?: ForkAllOptions): ScopeOp {
    return new EffectOp(forkAllEffect(this.scope, children, options))
  }

  tryFork(child: Child, options?: ForkOptions): ScopeOp {
    return new EffectOp(
      tryForkEffect(this.scope, childOf(this.scope, child), { ...options, name: nameOf(child, options?.name) })
    )
  }

  start(serve: AnyServe, options?: ForkOptions): ScopeOp {
    return new EffectOp(startEffect(this.scope, serve, options))
  }
}
