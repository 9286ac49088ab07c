// Prints `N passed, N failed` from a test report. A file that could not be loaded counts as one failed test; a report
// that is missing has passed nothing. Plain JavaScript, because it must speak even when nothing could be installed.
import { existsSync, readFileSync } from "node:fs"

const file = process.argv[2]
const report = existsSync(file) ? JSON.parse(readFileSync(file, "utf8")) : { testResults: [] }
const count = (status) =>
  report.testResults.flatMap((r) => r.assertionResults).filter((a) => a.status === status).length
const broken = report.testResults.filter(
  ({ assertionResults, status }) => status === "failed" && assertionResults.every((a) => a.status !== "failed")
)
console.log(`${count("passed")} passed, ${count("failed") + broken.length} failed`)
