/** Every scenario, in the order of the table. */
import type { Scenario } from "../../../core/bench/harness/Scenario.ts"
import { fastCheck } from "./fastCheck/index.ts"
import { slowDown } from "./slowDown/index.ts"

export const scenarios: ReadonlyArray<Scenario> = [...slowDown, ...fastCheck]
