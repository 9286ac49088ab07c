/**
 * Measures @heddle/explore: how fast it goes through schedules, and what it finds. See README.md for the method.
 *
 * Run: npx -y pnpm@12 --filter @heddle/explore-bench bench [--only ID] [--pairs N] [--out FILE] [--gates-only] [--source] [--smoke]
 */
import { fileURLToPath } from "node:url"
import { run } from "../../core/bench/harness/run.ts"
import { scenarios } from "./scenarios/index.ts"
import { studies } from "./studies/index.ts"

await run({ scenarios, studies }, fileURLToPath(new URL("./child.ts", import.meta.url)))
