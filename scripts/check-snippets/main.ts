/**
 * Protects the reader: every `ts` fence of the READMEs, the docs and the doc comments compiles, runs, and does what its
 * `// =>` comments say. The rules are in instrument.ts and fences.ts, and for writers in CONTRIBUTING.md.
 */
import { join } from "node:path"
import { root } from "../workspace/packages.ts"
import { checkSnippets } from "./check.ts"

const patterns = [
  "*.md",
  "{packages,examples}/**/*.md",
  "docs/*.md",
  "docs/src/**/*.{md,mdx}",
  "packages/*/src/**/*.ts"
]
const { checked, excused, pages, problems, ran } = await checkSnippets(
  root,
  patterns,
  root,
  join(root, ".reports", "snippets")
)
for (const problem of problems) console.error(problem)
for (const excuse of excused) console.log(`not checked: ${excuse}`)
if (ran === 0) console.error("no snippet ran")
console.log(`${pages} pages, ${checked} snippets compiled, ${ran} run: ${problems.length} problems`)
process.exitCode = problems.length === 0 && ran > 0 ? 0 : 1
