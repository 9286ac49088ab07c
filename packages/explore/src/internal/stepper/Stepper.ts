/** Walks through a run: a position, and what moves it. Nothing in it knows of a terminal. */
import type { Trace } from "../../Trace.ts"

export interface Stepper {
  readonly trace: Trace
  /** The step that is shown, from 0; -1 in a run without steps. */
  readonly position: number
  /** Why the last command did not move, or undefined. */
  readonly notice: string | undefined
  readonly help: boolean
  readonly done: boolean
}

export type Command =
  | { readonly kind: "next" | "back" | "switch" | "first" | "last" | "help" | "quit" }
  /** To the next step of this fiber. */
  | { readonly kind: "fiber"; readonly fiber: number }

export const make = (trace: Trace): Stepper => ({
  trace,
  position: trace.steps.length === 0 ? -1 : 0,
  notice: undefined,
  help: false,
  done: false
})

export const apply = (stepper: Stepper, command: Command): Stepper => {
  const { help, position, trace } = stepper
  const still: Stepper = { ...stepper, notice: undefined, help: false }
  const moveTo = (target: number, notice: string): Stepper =>
    trace.steps[target] === undefined ? { ...still, notice } : { ...still, position: target }
  switch (command.kind) {
    case "next":
      return moveTo(position + 1, "This is the last step.")
    case "back":
      return moveTo(position - 1, "This is the first step.")
    case "fiber": {
      const { fiber } = command
      const target = trace.steps.findIndex((step, index) => index > position && step.fiber === fiber)
      const unknown = trace.fibers[fiber] === undefined
      return moveTo(target, unknown ? `There is no fiber ${fiber}.` : `Fiber ${fiber} has no later step.`)
    }
    case "switch":
      return moveTo(nextSwitch(trace, position), "No switch follows.")
    case "first":
      return moveTo(0, "There is no step.")
    case "last":
      return moveTo(trace.steps.length - 1, "There is no step.")
    case "help":
      return { ...still, help: !help }
    case "quit":
      return { ...still, done: true }
  }
}

const nextSwitch = ({ steps }: Trace, position: number): number =>
  steps.findIndex(
    (step, index) =>
      index > position && (step.turn || (steps[index - 1] !== undefined && steps[index - 1]?.fiber !== step.fiber))
  )
