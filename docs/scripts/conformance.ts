/**
 * Takes the results of the conformance tests out of the last test run, keeps them beside the site, and says how many
 * statements they hold.
 *
 * Run: node scripts/conformance.ts
 */
import { existsSync, writeFileSync } from "node:fs"
import { join } from "node:path"
import { count, inWords } from "../src/conformance/outcome.ts"
import { merge, readReport, type Snapshot, type TestReport } from "../src/conformance/snapshot.ts"
import { statements } from "../src/conformance/statements.ts"
import { docs, readJson, root } from "./places.ts"

const folder = "packages/core/test/conformance/"

/** Refreshes the snapshot when there is a report of a run that held conformance tests; gives the lines to print. */
export const conformance = (): ReadonlyArray<string> => {
  const kept = join(docs, "data/conformance-report.json")
  const known = (readJson(kept) ?? {}) as Snapshot
  const report = readJson(join(root, ".reports/tests.json")) as TestReport | undefined
  const run = report === undefined ? new Map<string, Snapshot>() : readReport(report, root, folder)
  const snapshot = merge(known, run, (file) => existsSync(join(root, file)))
  writeFileSync(kept, JSON.stringify(snapshot, null, 2) + "\n")

  const source =
    run.size > 0
      ? `${run.size} test files of the last run`
      : Object.keys(snapshot).length > 0
        ? "no run of them in .reports/tests.json, so the results kept in docs/data"
        : "no run recorded"
  return [
    `conformance: ${source}`,
    `conformance: ${statements.length} statements, ${inWords(count(statements, snapshot))}`
  ]
}

if (import.meta.main) for (const line of conformance()) console.log(line)
