/**
 * Every scenario, in the order of the table.
 */
import type { Scenario } from "../harness/Scenario.ts"
import { forkJoin } from "./forkJoin/index.ts"
import { limit } from "./limit/index.ts"
import { million } from "./million/index.ts"
import { observed } from "./observed/index.ts"
import { suspended } from "./suspended/index.ts"

export const scenarios: ReadonlyArray<Scenario> = [...forkJoin, ...limit, ...suspended, ...million, ...observed]
