/** A clock that stands still while anything can run, and jumps to the next timer when nothing can. */
import type * as Clock from "effect/Clock"
import * as Duration from "effect/Duration"
import * as Effect from "effect/Effect"

interface Timer {
  readonly at: number
  readonly order: number
  readonly ring: () => void
}

const nanosPerMilli = 1_000_000n

export class VirtualClock implements Clock.Clock {
  private now = 0
  private timers: Array<Timer> = []
  private order = 0

  readonly currentTimeMillis = Effect.sync(() => this.now)
  readonly currentTimeNanos = Effect.sync(() => this.currentTimeNanosUnsafe())
  readonly monotonicTimeNanos = Effect.sync(() => this.currentTimeNanosUnsafe())

  currentTimeMillisUnsafe(): number {
    return this.now
  }

  currentTimeNanosUnsafe(): bigint {
    return BigInt(Math.round(this.now)) * nanosPerMilli
  }

  monotonicTimeNanosUnsafe(): bigint {
    return this.currentTimeNanosUnsafe()
  }

  sleep(duration: Duration.Duration): Effect.Effect<void> {
    const millis = Duration.toMillis(duration)
    if (millis <= 0) return Effect.yieldNow
    if (!Number.isFinite(millis)) return Effect.never
    return Effect.callback<void>((resume) => {
      const timer: Timer = { at: this.now + millis, order: this.order++, ring: () => resume(Effect.void) }
      this.timers.push(timer)
      return Effect.sync(() => {
        this.timers = this.timers.filter((other) => other !== timer)
      })
    })
  }

  reset(): void {
    this.now = 0
    this.order = 0
    if (this.timers.length > 0) this.timers = []
  }

  hasTimers(): boolean {
    return this.timers.length > 0
  }

  /** Goes to the next timer and rings all that are due then, in the order they were set. */
  jump(): void {
    this.now = Math.min(...this.timers.map((timer) => timer.at))
    const due = this.timers.filter((timer) => timer.at === this.now).toSorted((a, b) => a.order - b.order)
    this.timers = this.timers.filter((timer) => timer.at !== this.now)
    for (const timer of due) timer.ring()
  }
}
