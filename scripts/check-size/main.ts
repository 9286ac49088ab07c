/**
 * Protects the browser: what Heddle adds to a page stays small. Reads the build, so build first; writes the sizes to
 * `.reports/size.json` for the docs.
 */
import { mkdirSync, writeFileSync } from "node:fs"
import { join } from "node:path"
import { root } from "../workspace/packages.ts"
import { measure } from "./check.ts"

const entries = join(import.meta.dirname, "entries")
const sizes = await measure([
  {
    name: "TaskScope.run alone, beside Effect",
    entry: join(entries, "run.ts"),
    beside: ["effect"],
    limit: 8_250,
    goal: 6_000
  },
  { name: "all of TaskScope, beside Effect", entry: join(entries, "task-scope.ts"), beside: ["effect"], limit: 10_200 },
  { name: "a page with Effect and TaskScope", entry: join(entries, "page.ts"), beside: [], limit: 22_000 }
])

for (const { goal, limit, name, passed, size } of sizes) {
  const missing = goal === undefined || size <= goal ? "" : `; ${size - goal} over the goal of ${goal}`
  console.log(`${passed ? "ok      " : "too big "} ${name}: ${size} bytes gzip, at most ${limit}${missing}`)
}
mkdirSync(join(root, ".reports"), { recursive: true })
writeFileSync(join(root, ".reports", "size.json"), `${JSON.stringify(sizes, undefined, 2)}\n`)
process.exitCode = sizes.every(({ passed }) => passed) ? 0 : 1
