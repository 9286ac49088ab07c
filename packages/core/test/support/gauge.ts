/** Tasks that show when they run. */
import { Effect } from "effect"
import { note } from "./finish.ts"

/** Counts what runs at once; a task steps out while it waits. */
export class Gauge {
  running = 0
  peak = 0

  step(change: 1 | -1): Effect.Effect<void> {
    return Effect.sync(() => {
      this.running += change
      this.peak = Math.max(this.peak, this.running)
    })
  }

  task(millis: number): Effect.Effect<void> {
    return Effect.acquireUseRelease(
      this.step(1),
      () => Effect.sleep(millis),
      () => this.step(-1)
    )
  }
}

/** Notes when it starts and when it ends. */
export const busy = (log: Array<string>, name: string, millis: number) =>
  note(log, `${name} starts`).pipe(Effect.andThen(Effect.sleep(millis)), Effect.andThen(note(log, `${name} ends`)))
