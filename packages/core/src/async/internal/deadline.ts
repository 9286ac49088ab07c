/** The movable deadline of an async scope. */
import type * as Duration from "effect/Duration"
import * as Effect from "effect/Effect"
import type { DeadlineHandle } from "../../internal/deadlineHandle.ts"
import type { ScopeDeadline } from "../scope.ts"

export class MovableDeadline implements ScopeDeadline {
  private readonly handle: DeadlineHandle

  constructor(handle: DeadlineHandle) {
    this.handle = handle
  }

  get at(): number {
    return Effect.runSync(this.handle.at)
  }

  moveTo(epochMillis: number): void {
    Effect.runSync(this.handle.moveTo(epochMillis))
  }

  restart(span: Duration.Input): void {
    Effect.runSync(this.handle.restart(span))
  }

  extend(span: Duration.Input): void {
    Effect.runSync(this.handle.extend(span))
  }
}
