/** One measured comparison: how many times faster ours is than what it stands beside, in pairs of processes. */
export interface Benchmark {
  readonly id: string
  readonly title: string
  readonly unit: string
  /** What must be reached, in words. */
  readonly gate: string
  /** The median. */
  readonly ratio: number
  /** The ends of its 95 % interval. */
  readonly low: number
  readonly high: number
  readonly runs: number
  readonly note?: string
  readonly met: boolean
}

const isBenchmark = (row: unknown): row is Benchmark =>
  typeof row === "object" &&
  row !== null &&
  ["id", "title", "gate"].every((key) => typeof Reflect.get(row, key) === "string") &&
  ["ratio", "low", "high", "runs"].every((key) => typeof Reflect.get(row, key) === "number")

export const isBenchmarks = (value: unknown): value is ReadonlyArray<Benchmark> =>
  Array.isArray(value) && value.every(isBenchmark)
