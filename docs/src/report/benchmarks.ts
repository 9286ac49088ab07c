/** What the benches of a package measured, as they write it. */
export interface Benchmarks {
  readonly machine: {
    readonly cpu: string
    readonly cores: number
    readonly memoryGb: number
    readonly platform: string
  }
  readonly date: string
  readonly node: string
  readonly rows: ReadonlyArray<Benchmark>
}

export interface Benchmark {
  readonly id: string
  readonly title: string
  /** Of the values of the contenders: `ns per child`. */
  readonly unit: string
  /** What must be reached, in words. */
  readonly gate: string
  /** `ratio`: ours beside a peer, in pairs. `figure`: ours alone, in the unit. */
  readonly kind: "ratio" | "figure"
  /** The median, of ratios or of figures. */
  readonly ratio: number
  /** The ends of its 95 % interval. */
  readonly low: number
  readonly high: number
  readonly runs: number
  readonly note: string
  readonly met: boolean
  readonly ours: Contender
  readonly peers: ReadonlyArray<Contender>
}

export interface Contender {
  readonly name: string
  readonly value: number
}

const isBenchmark = (row: unknown): row is Benchmark =>
  typeof row === "object" &&
  row !== null &&
  ["id", "title", "gate", "unit", "kind"].every((key) => typeof Reflect.get(row, key) === "string") &&
  ["ratio", "low", "high", "runs"].every((key) => typeof Reflect.get(row, key) === "number") &&
  Array.isArray(Reflect.get(row, "peers"))

export const isBenchmarks = (value: unknown): value is Benchmarks =>
  typeof value === "object" &&
  value !== null &&
  typeof Reflect.get(value, "date") === "string" &&
  Array.isArray(Reflect.get(value, "rows")) &&
  (Reflect.get(value, "rows") as ReadonlyArray<unknown>).every(isBenchmark)

/** `2.24 times`, `669 bytes per child`. */
export const measured = ({ kind, ratio, unit }: Benchmark): string =>
  kind === "ratio" ? `${significant(ratio)} times` : `${significant(ratio)} ${unit}`

/** Three digits that count; what is next to nothing is 0. */
export const significant = (value: number): string =>
  Math.abs(value) < 0.01 ? "0" : Math.abs(value) >= 100 ? Math.round(value).toLocaleString("en") : value.toPrecision(3)
