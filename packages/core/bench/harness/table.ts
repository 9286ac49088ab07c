/**
 * The rows as text for a terminal.
 */
import type { Result, Row } from "./Row.ts"

export const table = (rows: ReadonlyArray<Row>): string => rows.map(rowText).join("\n\n")

export const rowText = (row: Row): string => {
  const text = (value: number) => (row.kind === "ratio" ? value.toFixed(2) : String(Number(value.toPrecision(4))))
  const interval = `${text(row.ratio)} [${text(row.low)}, ${text(row.high)}]`
  const cpuPart = row.cpuRatio === null ? "" : `, CPU ${row.cpuRatio.toFixed(2)}`
  const head = `${row.title} (${row.id}, n ${row.n}, ${row.runs} ${row.kind === "ratio" ? "pairs" : "runs"})`
  const judged = `  gate ${row.gate}: ${interval}${cpuPart}: ${row.verdict}`
  const lines = [row.ours, ...row.peers].map((result) => `  ${resultText(result, row.unit)}`)
  return [head, judged, ...lines, ...(row.note === "" ? [] : [`  ${row.note}`])].join("\n")
}

const resultText = (result: Result, unit: string): string => {
  const rate = result.opsPerSecond === null ? "" : `${Math.round(result.opsPerSecond).toLocaleString("en")}/s`
  return `${result.name.padEnd(38)} ${result.value.toFixed(1).padStart(12)} ${unit.padEnd(18)} ${rate.padStart(14)}`
}
