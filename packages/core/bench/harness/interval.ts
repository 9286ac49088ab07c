/**
 * The median of a few measurements and its confidence interval, without assuming how they are distributed.
 */

export interface Interval {
  readonly median: number
  readonly low: number
  readonly high: number
}

/**
 * The median with the interval between two order statistics that covers it with at least 95 %, from the sign test
 * (W. J. Conover, Practical Nonparametric Statistics, 3rd edition, section 3.2). With fewer than six values no such
 * interval exists, and the whole range is given.
 */
export const medianInterval = (values: ReadonlyArray<number>): Interval => {
  if (values.length === 0) throw new Error("a median needs at least one value")
  const sorted = values.toSorted((a, b) => a - b)
  const cut = trimmedFromEachEnd(sorted.length)
  return { median: median(sorted), low: at(sorted, cut), high: at(sorted, sorted.length - 1 - cut) }
}

/** The largest k with P(X <= k) <= 2.5 % for X of Binomial(n, 1/2): so many values are left out at each end. */
const trimmedFromEachEnd = (n: number): number => {
  let probability = 0.5 ** n
  let cumulative = probability
  let next = 0
  while (cumulative <= 0.025) {
    next++
    probability = (probability * (n - next + 1)) / next
    cumulative += probability
  }
  return Math.max(0, next - 1)
}

const median = (sorted: ReadonlyArray<number>): number => {
  const half = Math.floor(sorted.length / 2)
  return sorted.length % 2 === 1 ? at(sorted, half) : (at(sorted, half - 1) + at(sorted, half)) / 2
}

const at = (values: ReadonlyArray<number>, index: number): number => {
  const value = values[index]
  if (value === undefined) throw new RangeError(`no value at ${index} of ${values.length}`)
  return value
}
