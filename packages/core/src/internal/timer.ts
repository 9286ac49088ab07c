/** The deadline of one scope: an instant that can be moved. */
import { Alarm } from "./alarm.ts"
import type { ScopeRuntime } from "./scope.ts"

export class DeadlineTimer {
  at: number
  private readonly scope: ScopeRuntime
  private alarm: Alarm | undefined = undefined

  /** `at` is in milliseconds of the scope's clock. The timer rests until `start`. */
  constructor(scope: ScopeRuntime, at: number) {
    this.scope = scope
    this.at = at
  }

  /** Rings at the instant; one that has come already expires at once. */
  start(): void {
    this.stop()
    if (this.at === Infinity) return
    const left = this.at - this.scope.now()
    if (left <= 0) return this.scope.expire()
    this.alarm = new Alarm(this.scope, left, () => {
      this.scope.expire()
      return undefined
    })
  }

  moveTo(at: number): void {
    this.at = at
    if (this.scope.isLive()) this.start()
  }

  stop(): void {
    this.alarm?.stop()
    this.alarm = undefined
  }
}
