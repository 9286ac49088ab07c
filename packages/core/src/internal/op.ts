/**
 * A scope operation: something only the body of a scope may `yield*`. It is no Effect, so no combinator can be put
 * around it that would erase an error the scope is still going to raise.
 *
 * An operation is its own iterator and its own result. `attempt` may do the work at once; then `yield*` never leaves
 * the generator. Otherwise the body's driver runs `effect()`.
 */
import type { AnyEffect, AnyFiber } from "./task.ts"
import { currentFiber } from "./scope.ts"

export abstract class ScopeOp implements Iterator<ScopeOp, any> {
  // The operation is the IteratorResult of its own steps: first itself, to be run, then what it gave.
  done = false
  value: any = this
  private started = false

  next(value?: unknown): any {
    if (this.started) {
      this.value = value
      this.done = true
    } else {
      this.started = true
      this.done = this.attempt(currentFiber())
    }
    return this
  }

  /** An operation kept and yielded again is done again. */
  [Symbol.iterator](): ScopeOp {
    return this.started ? this.again() : this
  }

  /** Does the work at once and sets `value`, or returns false to have `effect` run. */
  protected attempt(_fiber: AnyFiber): boolean {
    return false
  }

  protected abstract again(): ScopeOp

  /** Shown by Effect when an operation is yielded where only effects are understood. */
  toString(): string {
    return "a scope operation: yield it in the body of TaskScope.run, not in Effect.gen"
  }

  abstract effect(): AnyEffect
}

/** An operation that always goes through the runtime. */
export class EffectOp extends ScopeOp {
  private readonly run: AnyEffect

  constructor(run: AnyEffect) {
    super()
    this.run = run
  }

  protected override again(): ScopeOp {
    return new EffectOp(this.run)
  }

  effect(): AnyEffect {
    return this.run
  }
}
