/**
 * The tests that hold the statements, taken from vitest's report: which ran, where they stand, how they ended.
 */

export type Status = "passed" | "failed" | "skipped"

export interface TestResult {
  readonly title: string
  /** From the root of the project, with forward slashes. */
  readonly file: string
  readonly status: Status
}

/** Statement number to the tests whose title names it. */
export type Snapshot = { readonly [number: string]: ReadonlyArray<TestResult> }

/** The part of vitest's JSON report that is read here. */
export interface TestReport {
  readonly testResults: ReadonlyArray<{
    readonly name: string
    readonly assertionResults: ReadonlyArray<{ readonly title: string; readonly status: string }>
  }>
}

/** `S16 when ...` names statement 16; `S47, S50 and S75 ...` names three. */
export const numbersOf = (title: string): ReadonlyArray<number> => {
  const lead = /^S\d+(?:(?:,| and|,? and) S\d+)*(?=[\s:,])/.exec(title)
  return lead === null ? [] : Array.from(lead[0].matchAll(/S(\d+)/g), ([, digits]) => Number(digits))
}

const statusOf = (status: string): Status => (status === "passed" || status === "failed" ? status : "skipped")

const fromRoot = (root: string, file: string): string => {
  const path = file.replaceAll("\\", "/")
  const prefix = root.replaceAll("\\", "/").replace(/\/$/, "") + "/"
  return path.startsWith(prefix) ? path.slice(prefix.length) : path
}

/** Tests outside `folder` are not looked at, whatever their titles. */
export const readReport = (report: TestReport, root: string, folder: string): ReadonlyMap<string, Snapshot> =>
  new Map(
    report.testResults
      .map(({ name, assertionResults }) => [fromRoot(root, name), assertionResults] as const)
      .filter(([file]) => file.startsWith(folder))
      .map(([file, tests]) => [
        file,
        collect(
          tests.flatMap(({ title, status }) =>
            numbersOf(title).map((number) => [number, { title, file, status: statusOf(status) }] as const)
          )
        )
      ])
  )

/**
 * What was known, with the files of this run in place of what was known of them. A run of some files alone does not make
 * the others missing; a file that exists no more does.
 */
export const merge = (
  known: Snapshot,
  run: ReadonlyMap<string, Snapshot>,
  exists: (file: string) => boolean
): Snapshot => {
  const kept = entries(known).filter(([, { file }]) => !run.has(file) && exists(file))
  return collect([...kept, ...[...run.values()].flatMap(entries)])
}

const entries = (snapshot: Snapshot): ReadonlyArray<readonly [number, TestResult]> =>
  Object.entries(snapshot).flatMap(([number, results]) => results.map((result) => [Number(number), result] as const))

const collect = (found: ReadonlyArray<readonly [number, TestResult]>): Snapshot => {
  const numbers = [...new Set(found.map(([number]) => number))].toSorted((a, b) => a - b)
  const byPlace = (a: TestResult, b: TestResult) => compare(a.file, b.file) || compare(a.title, b.title)
  return Object.fromEntries(
    numbers.map((number) => [
      number,
      found
        .filter(([of]) => of === number)
        .map(([, result]) => result)
        .toSorted(byPlace)
    ])
  )
}

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)
