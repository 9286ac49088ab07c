/**
 * A program of the bug corpus: a buggy version and its corrected twin.
 *
 * Both build all their state when run, so one value can be run any number of times.
 */
import type { Effect } from "effect"

export type BugClass =
  | "lost update"
  | "check-then-act"
  | "lock-order deadlock"
  | "missed signal"
  | "double close"
  | "broken transfer invariant"
  | "reader-writer race"
  | "leak between acquire and register"
  | "bounded-buffer overrun"
  | "cache stampede"
  | "dining philosophers"
  | "livelock by politeness"
  | "use before initialisation"
  | "permit leak on interruption"
  | "orphaned fiber"
  | "timeout racing a result"
  | "item lost at shutdown"
  | "double release"
  | "ABA"
  | "torn multi-field update"

export interface Entry {
  /** Unique in the corpus; lower case with dashes. */
  readonly name: string
  readonly bugClass: BugClass
  /** What goes wrong, then what the correction does. */
  readonly teaches: string
  /** What reports the bug. */
  readonly oracle: "exit" | "deadlock" | "livelock" | "fiber leak" | "permit leak" | "unobserved failure"
  readonly mode: "explore" | "interruptEverywhere"
  /** With `interruptEverywhere`, the span name of the fiber to interrupt. */
  readonly target?: string
  /** The coarsest level at which the bug can be met: `await` preempts at real suspensions only. */
  readonly granularity: "op" | "await"
  readonly buggy: Effect.Effect<unknown, unknown>
  readonly corrected: Effect.Effect<unknown, unknown>
}
