/**
 * Protects against Effect written wrongly: an unawaited effect, a missing service, a lost error. The language service
 * prints "Checked 0 files" and succeeds when it is not wired, so the files it looked at are held against ours.
 */
import { globSync } from "node:fs"
import { join } from "node:path"
import { root } from "../workspace/packages.ts"
import { checkProjects } from "./check.ts"

const patterns = ["packages/*/tsconfig*.json", "packages/*/bench/tsconfig.json", "examples/*/tsconfig*.json"]
const { checked, problems } = await checkProjects(
  root,
  patterns.flatMap((pattern) => globSync(pattern, { cwd: root }).toSorted()),
  join(root, "node_modules/.bin/effect-tsgo")
)
for (const problem of problems) console.error(problem)
if (checked === 0) console.error("no file was checked")
console.log(`${checked} files checked: ${problems.length} problems`)
process.exitCode = problems.length === 0 && checked > 0 ? 0 : 1
