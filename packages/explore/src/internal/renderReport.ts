/** The lines of a report without failure. */
import type { Coverage, Report } from "../Report.ts"
import {
  clean,
  columnsOf,
  countWords,
  cut,
  type Line,
  numberWords,
  type RenderOptions,
  signsOf,
  type Style,
  wrap
} from "./renderText.ts"

const outcomesShown = 8

export const reportLines = (report: Report, options: RenderOptions): ReadonlyArray<Line> => {
  const signs = signsOf(options)
  const width = columnsOf(options)
  const { coverage, outcomes, schedules, strategy, warnings } = report
  const text = (words: string, indent: number, style?: Style): ReadonlyArray<Line> =>
    wrap(words, width, indent, 2).map((line): Line => [[line, style]])
  const sorted = [...outcomes].toSorted(([, a], [, b]) => b - a)
  const countWidth = Math.max(0, ...sorted.slice(0, outcomesShown).map(([, count]) => numberWords(count).length))
  const rest = sorted.length - outcomesShown
  return [
    ...wrap(`${signs.done} No failure in ${countWords(schedules, "schedule")} (${strategy})`, width, 0, 2).map(
      (line): Line => [[line, "strong"]]
    ),
    ...(sorted.length === 0 ? [] : [[[`  ${countWords(sorted.length, "distinct outcome")}`]] as Line]),
    ...sorted
      .slice(0, outcomesShown)
      .map(([outcome, count]) =>
        cut([[`    ${numberWords(count).padStart(countWidth)}  `, "muted"], [clean(outcome, options)]], width, signs)
      ),
    ...(rest > 0
      ? [[[`    ${" ".repeat(countWidth)}  ${signs.ellipsis} ${countWords(rest, "more outcome")}`, "muted"]] as Line]
      : []),
    ...(coverage.length === 0 ? [] : [[["  Coverage"]] as Line]),
    ...coverage.flatMap((one) => text(coverageWords(one), 4)),
    ...warnings.flatMap((warning) => text(`Note: ${warning}`, 2, "waiting"))
  ]
}

export const coverageWords = ({ part, schedules, space, strategy }: Coverage): string => {
  const run = `${strategy}, ${countWords(schedules, "schedule")}`
  if (space === undefined) return `${run}: drawn at random`
  if (part === undefined) return `${run} of ${space}`
  return `${run}: ${space}, ${part >= 1 ? "complete" : schedules === 0 ? "not begun" : percent(part)}`
}

/** Never 100 and never 0 for what is neither. */
const percent = (part: number): string => {
  const value = part * 100
  if (value < 0.01) return "less than 0.01 %"
  return `about ${value < 1 ? value.toFixed(2) : Math.min(99, Math.round(value))} %`
}
