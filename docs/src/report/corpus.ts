/** What Explore did with the programs of its corpus, as its benches write it: a row a program, medians over the seeds. */
export interface Hunt {
  readonly name: string
  readonly bugClass: string
  /** From the root of the project. */
  readonly file: string
  /** What goes wrong, then what the correction does. */
  readonly teaches: string
  readonly oracle: string
  /** The coarsest level at which it was met. */
  readonly granularity: string
  readonly strategy: string
  readonly seeds: number
  /** Of so many seeds. */
  readonly found: number
  /** Null, like the figures below, when no seed found it. */
  readonly schedules: number | null
  readonly mostSchedules: number | null
  readonly milliseconds: number | null
  readonly turnsFound: number | null
  readonly switches: number | null
  /** On the corrected twin. */
  readonly alarms: number
  readonly twinSchedules: number
}

/** DPOR beside exhaustive search on one litmus program: the schedules of each. */
export interface Litmus {
  readonly name: string
  readonly outcomes: number
  readonly dpor: number
  readonly exhaustive: number
  readonly isSame: boolean | null
}

export const isCorpus = (value: unknown): value is ReadonlyArray<Hunt> =>
  isTable(value, {
    texts: ["name", "bugClass", "file", "teaches", "oracle", "granularity", "strategy"],
    numbers: ["seeds", "found", "alarms", "twinSchedules"]
  })

export const isLitmus = (value: unknown): value is ReadonlyArray<Litmus> =>
  isTable(value, { texts: ["name"], numbers: ["outcomes", "dpor", "exhaustive"] })

const isTable = (
  value: unknown,
  { numbers, texts }: { readonly texts: ReadonlyArray<string>; readonly numbers: ReadonlyArray<string> }
): boolean =>
  Array.isArray(value) &&
  value.every(
    (row: unknown) =>
      typeof row === "object" &&
      row !== null &&
      texts.every((key) => typeof Reflect.get(row, key) === "string") &&
      numbers.every((key) => typeof Reflect.get(row, key) === "number")
  )

/** A median that no seed gave is a dash. */
export const orDash = (median: number | null): string => (median === null ? "–" : String(Math.round(median)))
