/**
 * Where a fiber stands in the tree of scopes: the innermost scope or shield around it, carried in its context.
 */
import * as Context from "effect/Context"
import type * as Fiber from "effect/Fiber"
import type { ScopeRuntime } from "./scope.ts"

/** A shield: interruption and deadlines of the scopes outside do not reach what runs inside. */
export interface Shield {
  readonly isShield: true
  readonly outer: Frame | undefined
}

export type Frame = ScopeRuntime | Shield

export const CurrentFrame: Context.Reference<Frame | undefined> = Context.Reference<Frame | undefined>(
  "@heddle/core/CurrentFrame",
  { defaultValue: () => undefined }
)

export const frameOf = (fiber: Fiber.Fiber<unknown, unknown>): Frame | undefined => fiber.getRef(CurrentFrame)

/** The innermost scope around `frame`, shields skipped. */
export const scopeOf = (frame: Frame | undefined): ScopeRuntime | undefined => {
  let current = frame
  while (current !== undefined && current.isShield) current = current.outer
  return current
}

/** Whether `scope` is `frame` or lies around it. */
export const isInside = (frame: Frame | undefined, scope: ScopeRuntime): boolean => {
  for (let current = frame; current !== undefined; current = current.outer) {
    if (current === scope) return true
  }
  return false
}

/** The earliest deadline around `frame` up to the nearest shield: Infinity without one, -Infinity once interrupted. */
export const effectiveDeadline = (frame: Frame | undefined): number => {
  let earliest = Infinity
  for (let current = frame; current !== undefined && !current.isShield; current = current.outer) {
    if (current.isInterrupting()) return -Infinity
    if (current.timer !== undefined) earliest = Math.min(earliest, current.timer.at)
  }
  return earliest
}
