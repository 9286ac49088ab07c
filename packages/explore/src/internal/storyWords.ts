/** How stories name fibers, steps and lists. */
import type { Trace, TraceStep } from "../Trace.ts"
import { shortPlace } from "./renderPlaces.ts"

/** Names fibers: with the name that the program gave at the first mention, then by number alone. */
export class FiberWords {
  private readonly trace: Trace
  private readonly named = new Set<number>()

  constructor(trace: Trace) {
    this.trace = trace
  }

  of(index: number): string {
    if (index < 0) return "work scheduled for later"
    const name = this.trace.fibers[index]?.name ?? (index === 0 ? "main" : undefined)
    if (name === undefined || this.named.has(index)) return `fiber ${index}`
    this.named.add(index)
    return `fiber ${index} (${name})`
  }
}

/** The source text of a function is left out: the place says where it is. */
export const operationWords = ({ operation, waits }: Pick<TraceStep, "operation" | "waits">): string => {
  const name = operation ?? waits
  if (name === undefined) return "its end"
  const open = name.indexOf("(")
  return open > 0 && name.length > 34 ? name.slice(0, open) : name
}

/** `Ref.set of balance (account.ts:41)`. */
export const stepWords = (step: TraceStep, object?: string): string => {
  const what = object === undefined ? operationWords(step) : `${operationWords(step)} of ${object}`
  return `${what}${placeWords(step)}`
}

/** ` (account.ts:41)`, or nothing. */
export const placeWords = (step: TraceStep | undefined): string =>
  step?.place === undefined ? "" : ` (${shortPlace(step.place)})`

export const listWords = (words: ReadonlyArray<string>): string =>
  words.length <= 1 ? (words[0] ?? "") : `${words.slice(0, -1).join(", ")} and ${words.at(-1)}`

export const sentence = (text: string): string => `${text.charAt(0).toUpperCase()}${text.slice(1)}.`
