/** What came out of a fiber, in words that a test can compare. */
import { type Cause, Exit, type Fiber } from "effect"

/** `Success 1`, or the reasons of the cause in order: `Fail boom`, `Die TaskInterruptedError`, `Interrupt`. */
export const outcomeOf = (exit: Exit.Exit<unknown, unknown>): ReadonlyArray<string> =>
  Exit.isSuccess(exit) ? [`Success ${show(exit.value)}`] : exit.cause.reasons.map(reasonInWords)

/** The outcome of a fiber that may still run: `["running"]`. */
export const outcomeNow = (fiber: Fiber.Fiber<unknown, unknown>): ReadonlyArray<string> => {
  const exit = fiber.pollUnsafe()
  return exit === undefined ? ["running"] : outcomeOf(exit)
}

const reasonInWords = (reason: Cause.Reason<unknown>): string => {
  switch (reason._tag) {
    case "Fail":
      return `Fail ${show(reason.error)}`
    case "Die":
      return `Die ${show(reason.defect)}`
    case "Interrupt":
      return "Interrupt"
  }
}

/** Tagged errors by their tag, other errors by their message. */
const show = (value: unknown): string => {
  if (value instanceof Error) return "_tag" in value ? String(value._tag) : value.message
  return typeof value === "string" ? value : (JSON.stringify(value) ?? String(value))
}
