/** What a child process of the benches runs. */
import { runChild } from "./harness/runChild.ts"
import { scenarios } from "./scenarios/index.ts"

await runChild({ scenarios })
