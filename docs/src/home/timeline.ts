/** What happened in one run of the program on the home page, recorded under a virtual clock. Times are milliseconds. */

/** `open`: a scope waits for its tasks. `cleanup`: interrupted, and its finalizers run. */
export type SpanKind = "running" | "waiting" | "open" | "cleanup" | "daemon"

export type EndKind = "done" | "failed" | "interrupted"

export interface Lane {
  readonly name: string
  /** The line of the program that started it, from 1. */
  readonly line: number
  readonly spans: ReadonlyArray<{ readonly kind: SpanKind; readonly from: number; readonly to: number }>
  readonly end: { readonly at: number; readonly kind: EndKind; readonly text: string }
}

export interface Recording {
  readonly id: string
  readonly title: string
  /** What happened, in one sentence. */
  readonly sentence: string
  readonly lanes: ReadonlyArray<Lane>
  /** When one event ended several lanes: where it came from. */
  readonly cascade?: { readonly at: number; readonly from: number }
  readonly end: number
}

const steps = [10, 20, 50, 100, 200, 250, 500, 1000, 2000]

/** The marks of the time axis: round, at most six, the last one at the end or after it. */
export const ticks = (end: number): ReadonlyArray<number> => {
  const step = steps.find((size) => end / size <= 5) ?? end
  return Array.from({ length: Math.ceil(end / step) + 1 }, (_, index) => index * step)
}

/** From milliseconds to x, with the last tick at the right edge. */
export const scale = (end: number, left: number, right: number): ((at: number) => number) => {
  const last = ticks(end).at(-1) ?? end
  return (at) => left + ((right - left) * at) / last
}
