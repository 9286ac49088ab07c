/** What a child process of the benches runs. */
import { runChild } from "../../core/bench/harness/runChild.ts"
import { scenarios } from "./scenarios/index.ts"
import { studies } from "./studies/index.ts"

await runChild({ scenarios, studies })
