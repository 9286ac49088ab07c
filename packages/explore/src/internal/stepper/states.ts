/** What every fiber is doing after a step. */
import type { Trace } from "../../Trace.ts"

export type FiberState =
  | { readonly kind: "not started" }
  /** It did this step and could go on. */
  | { readonly kind: "running" }
  /** It could go on; another one goes. */
  | { readonly kind: "ready" }
  | { readonly kind: "waits"; readonly in: string }
  | { readonly kind: "ended"; readonly state: "done" | "failed" | "interrupted"; readonly message: string }

/** By fiber, after the step at `position`. */
export const statesAt = ({ fibers, steps }: Trace, position: number): ReadonlyArray<FiberState> => {
  const states: Array<FiberState> = fibers.map(({ index }) => ({ kind: index === 0 ? "ready" : "not started" }))
  const isEnded = (fiber: number) => states[fiber]?.kind === "ended"
  const end = (fiber: number) => {
    const { message = "", state = "done" } = fibers[fiber]?.end ?? {}
    states[fiber] = { kind: "ended", state, message }
  }
  for (const step of steps.slice(0, position + 1)) {
    for (const [fiber, state] of states.entries()) if (state.kind === "running") states[fiber] = { kind: "ready" }
    for (const woken of step.woken)
      if (states[woken] !== undefined && !isEnded(woken)) states[woken] = { kind: "ready" }
    if (states[step.fiber] === undefined) continue
    if (step.ended) end(step.fiber)
    else states[step.fiber] = step.waits === undefined ? { kind: "running" } : { kind: "waits", in: step.waits }
  }
  // Some end without a step of their own: interrupted before they could go on.
  const tick = steps[position]?.tick ?? -1
  for (const fiber of fibers) {
    const own = steps.some((step) => step.fiber === fiber.index && step.ended)
    if (!own && fiber.end !== undefined && fiber.end.tick <= tick) end(fiber.index)
  }
  return states
}
