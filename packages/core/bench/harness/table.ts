/**
 * The rows as text for a terminal.
 */
import type { Result, Row } from "./Row.ts"

export const table = (rows: ReadonlyArray<Row>): string => rows.map(rowText).join("\n\n")

export const rowText = (row: Row): string => {
  const digits = row.kind === "figure" ? 1 : 2
  const interval = `${row.ratio.toFixed(digits)} [${row.low.toFixed(digits)}, ${row.high.toFixed(digits)}]`
  const cpuPart = row.cpuRatio === null ? "" : `, CPU ${row.cpuRatio.toFixed(2)}`
  const head = `${row.title} (${row.id}, n ${row.n}, ${row.runs} ${row.peers.length > 0 ? "pairs" : "runs"})`
  const judged = `  gate ${row.gate}: ${interval}${cpuPart}: ${row.verdict}`
  const lines = [row.ours, ...row.peers].map((result) => `  ${resultText(result, row.unit)}`)
  return [head, judged, ...lines, ...(row.note === "" ? [] : [`  ${row.note}`])].join("\n")
}

const resultText = (result: Result, unit: string): string => {
  const rate = result.opsPerSecond === null ? "" : `${Math.round(result.opsPerSecond).toLocaleString("en")}/s`
  return `${result.name.padEnd(38)} ${result.value.toFixed(1).padStart(12)} ${unit.padEnd(18)} ${rate.padStart(14)}`
}
