/**
 * Measures @heddle/core beside its peers. See README.md for the method.
 *
 * Run: npx -y pnpm@12 --filter @heddle/core-bench bench [--only ID] [--pairs N] [--out FILE] [--gates-only] [--source] [--smoke]
 */
import { fileURLToPath } from "node:url"
import { run } from "./harness/run.ts"
import { scenarios } from "./scenarios/index.ts"

await run({ scenarios }, fileURLToPath(new URL("./child.ts", import.meta.url)))
