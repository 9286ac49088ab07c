/** The time a scope gives the finalizers of what it interrupts; past it the stuck tasks are reported by name. */
import * as Effect from "effect/Effect"
import { Handler } from "../Unhandled.ts"
import { Alarm } from "./alarm.ts"
import type { ScopeRuntime } from "./scope.ts"

export interface CleanupOptions {
  readonly millis: number
  readonly stuck: "wait" | "abandon"
}

export const watchCleanup = (scope: ScopeRuntime, { millis, stuck }: CleanupOptions): Alarm =>
  new Alarm(scope, millis, () => {
    const tasks = scope.unfinished()
    if (tasks.length === 0) return undefined
    const abandoned = stuck === "abandon"
    const report = { _tag: "StuckCleanup", scope: scope.name, tasks, abandoned } as const
    const told = Effect.flatMap(Handler, (handler) => handler(report))
    return abandoned
      ? Effect.ensuring(
          told,
          Effect.sync(() => scope.abandon())
        )
      : told
  })
