/** The movable deadline of a scope, as its handle shows it. */
import type * as Duration from "effect/Duration"
import * as Effect from "effect/Effect"
import { InvalidOptionError } from "../errors.ts"
import { checkInstant, checkSpan } from "./options.ts"
import type { ScopeRuntime } from "./scope.ts"
import type { DeadlineTimer } from "./timer.ts"

export class DeadlineHandle {
  private readonly scope: ScopeRuntime

  constructor(scope: ScopeRuntime) {
    this.scope = scope
  }

  get at(): Effect.Effect<number> {
    return Effect.sync(() => this.scope.timer?.at ?? Infinity)
  }

  moveTo(epochMillis: number): Effect.Effect<void> {
    return this.move("moveTo", (_timer, where) => checkInstant(where, "instant", epochMillis))
  }

  restart(span: Duration.Input): Effect.Effect<void> {
    return this.move("restart", (_timer, where) => this.scope.now() + checkSpan(where, "span", span))
  }

  extend(span: Duration.Input): Effect.Effect<void> {
    return this.move("extend", (timer, where) => timer.at + checkSpan(where, "span", span))
  }

  private move(operation: string, to: (timer: DeadlineTimer, where: string) => number): Effect.Effect<void> {
    return Effect.sync(() => {
      const { name, timer } = this.scope
      const where = `scope("${name}").deadline.${operation}`
      if (timer === undefined) {
        throw new InvalidOptionError({
          where,
          option: "deadline",
          value: undefined,
          allowed: "a scope opened with one, such as Infinity"
        })
      }
      timer.moveTo(to(timer, where))
    })
  }
}
