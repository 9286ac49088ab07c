/**
 * What a person reads of a report.
 */
import * as Effect from "effect/Effect"
import { renderReport } from "./internal/render.ts"
import { writeHtml as write } from "./internal/writeHtml.ts"
import type { Report } from "./Report.ts"

/** How to write a report. */
export interface RenderOptions {
  /** With colours of a terminal. Default: false. */
  readonly color?: boolean | undefined
  /** Columns. Default: those of the terminal, 100 without one. */
  readonly width?: number | undefined
  /** No character beyond ASCII. Default: false. */
  readonly ascii?: boolean | undefined
}

/** The report as text: what broke, the schedule as a table with a column for each fiber, and how to replay it. */
export const render = (report: Report, options: RenderOptions = {}): string => renderReport(report, options)

/** Writes the report as one HTML file with a timeline, which needs nothing else to be looked at. */
export const writeHtml = (report: Report, file: string): Effect.Effect<void> => Effect.sync(() => write(report, file))
