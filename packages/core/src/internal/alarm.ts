/** Does something later, once, unless stopped: a sleep on the scope's clock. */
import * as Effect from "effect/Effect"
import type { ScopeRuntime } from "./scope.ts"
import type { AnyFiber } from "./task.ts"

export class Alarm {
  private readonly sleeper: AnyFiber
  private rung = false

  constructor(scope: ScopeRuntime, millis: number, ring: () => Effect.Effect<void> | undefined) {
    const wake = Effect.suspend(() => {
      this.rung = true
      return ring() ?? Effect.void
    })
    this.sleeper = scope.runFork(Effect.andThen(Effect.sleep(millis), wake))
  }

  /** Does not stop what has begun to ring. */
  stop(): void {
    if (!this.rung) this.sleeper.interruptUnsafe()
  }
}
