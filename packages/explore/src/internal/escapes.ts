/**
 * Notices what leaves the session's hands while a program runs: the real clock, real chance, real timers, and fibers that
 * run under a runtime of their own.
 */
import * as Effect from "effect/Effect"
import { callSite } from "./callSite.ts"

const advice = {
  "Date.now": "take the time from Clock",
  "Math.random": "take chance from Random",
  setTimeout: "sleep with Effect.sleep",
  setInterval: "repeat with Effect.repeat and a Schedule",
  setImmediate: "give way with Effect.yieldNow"
} as const

type Name = keyof typeof advice

/**
 * Watches until `stop`, which answers one warning for each kind and place. It is told how many fibers the session saw, or
 * nothing when others may have started some in the meantime.
 */
export const watchEscapes = (): { readonly stop: (fibersSeen: number | undefined) => ReadonlyArray<string> } => {
  const places = new Map<string, string>()
  const restore = (Object.keys(advice) as ReadonlyArray<Name>).map((name) => watch(name, places))
  const firstId = nextFiberId()
  return {
    stop: (fibersSeen) => {
      for (const undo of restore) undo()
      const others = fibersSeen === undefined ? 0 : nextFiberId() - firstId - 1 - fibersSeen
      const own = others <= 0 ? [] : [ownRuntime(others)]
      return [...places.values(), ...own]
    }
  }
}

const watch = (name: Name, places: Map<string, string>): (() => void) => {
  const [holder, key] =
    name === "Date.now" ? [Date, "now"] : name === "Math.random" ? [Math, "random"] : [globalThis, name]
  const owner = holder as unknown as Record<string, (...args: Array<unknown>) => unknown>
  const original = owner[key]!
  owner[key] = function (this: unknown, ...args) {
    // What Effect and other libraries ask for themselves is not the program's doing.
    const place = callSite(true)
    if (place !== undefined) {
      places.set(
        `${name} ${place}`,
        `The program calls ${name} at ${place}, which cannot be controlled: ${advice[name]}.`
      )
    }
    return original.apply(this, args)
  }
  return () => {
    owner[key] = original
  }
}

const nextFiberId = (): number => Effect.runSync(Effect.fiberId)

const ownRuntime = (fibers: number): string =>
  `The program runs ${fibers === 1 ? "a fiber" : `${fibers} fibers`} under a runtime of its own (Effect.runPromise, runFork or ` +
  "runSync inside of it), whose steps cannot be controlled: yield the effect, or fork it."
