/** The failure as one HTML file: its timeline, which tells what happens, and the text report. */
import { Timeline } from "@heddle/timeline"
import { mkdirSync, writeFileSync } from "node:fs"
import { dirname } from "node:path"
import type { Report } from "../Report.ts"
import { renderReport } from "./render.ts"
import { toTimeline } from "./toTimeline.ts"

/** Writes the file, over one that is there, and makes its folder. Throws what the file system throws. */
export const writeHtml = (report: Report, file: string): void => {
  const sections = [
    { heading: "Report", text: indented(renderReport(report, { width: 120 })) },
    ...report.warnings.map((text) => ({ heading: "Note", text }))
  ]
  mkdirSync(dirname(file), { recursive: true })
  writeFileSync(file, Timeline.toHtml(toTimeline(report), { sections }))
}

/** Indented text is shown as it stands. */
const indented = (text: string): string =>
  text
    .split("\n")
    .map((line) => `  ${line}`)
    .join("\n")
