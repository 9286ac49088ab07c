/** Protects the layers: no package's sources import what the design's package table does not grant them. */
import { root } from "../workspace/packages.ts"
import { checkLayers } from "./check.ts"
import { table } from "./table.ts"

const { imports, packages, problems, sources } = checkLayers(root, table)
for (const problem of problems) console.error(problem)
if (sources === 0) console.error("no source was found under packages/*/src")
console.log(`${packages} packages, ${sources} sources, ${imports} imports: ${problems.length} problems`)
process.exitCode = problems.length === 0 && sources > 0 ? 0 : 1
