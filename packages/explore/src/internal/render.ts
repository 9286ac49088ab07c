/** What a person reads in the terminal and in the output of tests about what an exploration found. */
import type { Failure, Oracle, Report } from "../Report.ts"
import { cleanReport } from "./renderClean.ts"
import { headOfFiber } from "./renderCells.ts"
import { filesOf } from "./renderPlaces.ts"
import { reportLines } from "./renderReport.ts"
import { tableOf } from "./renderTable.ts"
import {
  columnsOf,
  countWords,
  cutLeft,
  type Line,
  numberWords,
  print,
  type RenderOptions,
  type Signs,
  signsOf,
  type Style,
  wrap
} from "./renderText.ts"
import { tokenLines } from "./renderToken.ts"
import { story, waitWords } from "./story.ts"
import { waitingAtEnd } from "./storyWaits.ts"
import { FiberWords } from "./storyWords.ts"

export type { RenderOptions } from "./renderText.ts"

/** A failure: what is wrong, how it was found, what happens, step by step, and how to see it again. */
export const renderFailure = (report: Report, options: RenderOptions = {}): string => {
  const cleaned = cleanReport(report, options)
  const { failure } = cleaned
  if (failure === undefined) return renderReport(report, options)
  const signs = signsOf(options)
  const width = columnsOf(options)
  const text = (words: string, style?: Style, hanging = 0): ReadonlyArray<Line> =>
    wrap(words, width, 2, hanging).map((line): Line => [[line, style]])
  const blank: Line = []
  return print(
    [
      ...headline(failure, width, signs),
      ...text(granularityWords(failure), "muted"),
      ...text(searchWords(failure, cleaned.schedules), "muted"),
      blank,
      ...text(story(cleaned).join(" ")),
      blank,
      ...tableOf(failure.trace, options),
      ...legend(failure, width, signs),
      ...endLines(failure, width, signs),
      ...cleaned.warnings.flatMap((warning) => text(`Note: ${warning}`, "muted", 2)),
      blank,
      ...tokenLines(failure.token, width, options.replayedBy)
    ].filter((line, index, all) => line.length > 0 || (all[index - 1]?.length ?? 0) > 0),
    options
  )
}

/** A report without failure: how much was run, what came of it, and how much of all schedules that is. */
export const renderReport = (report: Report, options: RenderOptions = {}): string =>
  report.failure === undefined
    ? print(reportLines(cleanReport(report, options), options), options)
    : renderFailure(report, options)

export const oracleWords: Readonly<Record<Oracle, string>> = {
  exit: "The program fails",
  deadlock: "Deadlock",
  livelock: "Livelock",
  "fiber leak": "Fiber leak",
  "permit leak": "Permit leak",
  "finalizer leak": "Finalizer leak",
  "unobserved failure": "Unobserved failure",
  invariant: "Invariant broken",
  linearizability: "Not linearizable"
}

/** `Deadlock: nothing can run any more`, in one line or more. */
export const headlineOf = ({ message, oracle }: Failure): string => `${oracleWords[oracle]}: ${message}`

const headline = (failure: Failure, width: number, { failed }: Signs): ReadonlyArray<Line> => {
  const lines = headlineOf(failure)
    .split("\n")
    .flatMap((line) => wrap(line, width, 2))
  return lines.map((line, index): Line =>
    index === 0
      ? [
          [failed, "failed"],
          [line.slice(1), "strong"]
        ]
      : [[line, "strong"]]
  )
}

export const granularityWords = ({ granularity }: Failure): string =>
  granularity === "op"
    ? "at op granularity: needs the runtime's automatic yield between two operations, which may come before any of them"
    : "at await granularity: switches only where a fiber waits, gives way or ends, so it needs no automatic yield"

const searchWords = (
  { foundAfter, foundBy, foundTurns, interruption, schedule }: Failure,
  schedules: number
): string => {
  const found = `found by ${foundBy} after ${countWords(foundAfter, "schedule")}`
  const run = schedules > foundAfter ? `${found} (${numberWords(schedules)} run in all)` : found
  const turns = schedule.length
  const shrunk =
    foundTurns > turns
      ? `shrunk from ${countWords(foundTurns, "turn")} to ${numberWords(turns)}`
      : countWords(turns, "turn")
  return `${run}; ${shrunk}${interruption === undefined ? "" : " and an interruption"}`
}

const legend = ({ trace }: Failure, width: number, signs: Signs): ReadonlyArray<Line> => {
  const parts = [
    ...(trace.steps.some(({ turn }) => turn) ? [`${signs.forced} a turn of the schedule`] : []),
    ...(trace.fibers.length > 1 ? [`${signs.switched} another fiber goes on`] : []),
    ...(trace.steps.some(({ fiber }) => fiber < 0) ? ["later: what operations have scheduled"] : [])
  ]
  const files = filesOf(trace)
    .slice(0, 4)
    .map((file) => cutLeft(file, width - 12, signs))
    .join(", ")
  const lines = [...(parts.length === 0 ? [] : [parts.join("   ")]), ...(files === "" ? [] : [`source: ${files}`])]
  return [[], ...lines.flatMap((text) => wrap(text, width, 2, 2)).map((line): Line => [[line, "muted"]])]
}

/** Who has not ended, and what it waits for. */
const endLines = ({ oracle, trace }: Failure, width: number, { running, waiting }: Signs): ReadonlyArray<Line> => {
  const waits = new Map(waitingAtEnd(trace).map((one) => [one.fiber, one]))
  // Where an invariant breaks the run off, the others have simply not come to their end.
  const alive = trace.fibers.filter(
    ({ end, index }) => end === undefined && (waits.has(index) || oracle !== "invariant")
  )
  if (alive.length === 0) return []
  const shown = alive.slice(0, 12).flatMap(({ index }): ReadonlyArray<Line> => {
    const wait = waits.get(index)
    const sign = wait === undefined ? running : waiting
    const words = wait === undefined ? "has not ended" : waitWords(wait, new FiberWords({ fibers: [], steps: [] }))
    return wrap(`${sign} ${headOfFiber(trace, index)} ${words}`, width, 4, 2).map((line, row): Line =>
      row === 0
        ? [["    "], [sign, wait === undefined ? "running" : "waiting"], [line.slice(4 + sign.length)]]
        : [[line]]
    )
  })
  const rest: ReadonlyArray<Line> =
    alive.length > 12 ? [[[`    and ${numberWords(alive.length - 12)} more fibers`]]] : []
  return [[], [["  At the end", "strong"]], ...shown, ...rest]
}
