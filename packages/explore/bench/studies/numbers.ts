/** Small sums over what was counted. */

export const upTo = (n: number): ReadonlyArray<number> => Array.from({ length: n }, (_, index) => index + 1)

export const sum = (values: ReadonlyArray<number>): number => values.reduce((total, value) => total + value, 0)

export const mean = (values: ReadonlyArray<number>): number => sum(values) / values.length

/** Of these, the percentage that hold. */
export const percent = (holds: ReadonlyArray<boolean>): number => (100 * holds.filter(Boolean).length) / holds.length

/** The value that comes most often. */
export const mode = (values: ReadonlyArray<string>): string => {
  const count = (value: string) => values.filter((other) => other === value).length
  return values.toSorted((a, b) => count(b) - count(a))[0] ?? ""
}

/**
 * The 95 % interval of a probability of which `hits` of `tries` are a sample (E. B. Wilson, Probable Inference, the Law of
 * Succession, and Statistical Inference, 1927).
 */
export const wilson = (hits: number, tries: number): { readonly low: number; readonly high: number } => {
  const z = 1.96
  const p = hits / tries
  const scale = 1 + z ** 2 / tries
  const middle = (p + z ** 2 / (2 * tries)) / scale
  const half = (z / scale) * Math.sqrt((p * (1 - p)) / tries + z ** 2 / (4 * tries ** 2))
  return { low: middle - half, high: middle + half }
}
