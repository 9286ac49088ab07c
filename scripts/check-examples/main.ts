/** Protects the examples: each one still ends and prints as its `ci.json` says. */
import { root } from "../workspace/packages.ts"
import { checkExamples } from "./check.ts"

const { problems, runs } = await checkExamples(root)
for (const problem of problems) console.error(problem)
if (runs === 0) console.error("no run was found in examples/*/ci.json")
console.log(`${runs} runs of examples: ${problems.length} problems`)
process.exitCode = problems.length === 0 && runs > 0 ? 0 : 1
