/**
 * Takes the sizes of the bundles out of the last size check and keeps them beside the site.
 *
 * Run: node scripts/size.ts
 */
import { writeFileSync } from "node:fs"
import { join } from "node:path"
import { isBundles } from "../src/report/bundles.ts"
import { docs, readJson, root } from "./places.ts"

/** Refreshes what is kept when there is a report; gives the line to print. */
export const size = (): ReadonlyArray<string> => {
  const kept = join(docs, "data/size.json")
  const report = readJson(join(root, ".reports/size.json"))
  if (report === undefined) {
    return [readJson(kept) === undefined ? "size: not measured yet" : "size: as kept in docs/data/size.json"]
  }
  if (!isBundles(report)) throw new Error(".reports/size.json is no list of { name, size }")
  writeFileSync(kept, JSON.stringify(report, null, 2) + "\n")
  return [`size: ${report.length} bundles of the last check`]
}

if (import.meta.main) for (const line of size()) console.log(line)
