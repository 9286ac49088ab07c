/** A history in the order of its returns, with what may be placed before each of them. */
import type { HistoryOperation } from "./history.ts"

export interface Candidate {
  /** In the history. */
  readonly index: number
  /** A power of two, unlike that of every other operation that is open at the same time. */
  readonly bit: number
  readonly isPending: boolean
}

/** The return of an operation: by then it has its place. */
export interface Moment {
  readonly returning: Candidate
  /** Operations called by then that had not returned before, the returning one first, then in the order of their calls. */
  readonly open: ReadonlyArray<Candidate>
}

/** More operations than this at once do not fit in the bits of a set. */
export const mostOpen = 30

/** Undefined when more than `mostOpen` operations are open at once. */
export const momentsOf = (history: ReadonlyArray<HistoryOperation>): ReadonlyArray<Moment> | undefined => {
  const calls = [...history.keys()].toSorted((a, b) => history[a]!.called - history[b]!.called)
  const returns = calls.flatMap((index) => {
    const { returned } = history[index]!
    return returned === undefined ? [] : [{ index, at: returned.at }]
  })
  const free = Array.from({ length: mostOpen }, (_, n) => 2 ** (mostOpen - 1 - n))
  const moments: Array<Moment> = []
  let open: ReadonlyArray<Candidate> = []
  let next = 0
  for (const { at, index } of returns.toSorted((a, b) => a.at - b.at)) {
    for (; next < calls.length && history[calls[next]!]!.called <= at; next++) {
      const bit = free.pop()
      if (bit === undefined) return undefined
      const called = calls[next]!
      open = [...open, { index: called, bit, isPending: history[called]!.returned === undefined }]
    }
    const returning = open.find((candidate) => candidate.index === index)!
    const others = open.filter((candidate) => candidate !== returning)
    moments.push({ returning, open: [returning, ...others] })
    free.push(returning.bit)
    open = others
  }
  return moments
}
