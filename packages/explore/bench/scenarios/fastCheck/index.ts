/**
 * fast-check's scheduler, which orders promises wrapped by hand, on the programs that it can express.
 */
import { faster, type Scenario } from "../../../../core/bench/harness/Scenario.ts"
import type { effects } from "./effects.ts"

const beside = (id: string, title: string, name: keyof typeof effects): Scenario => ({
  id: `fast-check-${id}`,
  title: `${title}, beside fast-check's scheduler`,
  unit: "ns per run",
  gate: faster(1),
  ours: {
    name: "Explore, random schedules",
    n: 2_000,
    load: () => import("./explore.ts").then((module) => module.exploredRuns(name))
  },
  peer: {
    name: "fast-check, the same with promises",
    n: 2_000,
    load: () => import("./fastCheck.ts").then((module) => module.scheduledRuns(name))
  },
  together: true
})

export const fastCheck: ReadonlyArray<Scenario> = [
  beside("lost-update", "A lost update", "lostUpdate"),
  beside("check-then-act", "A seat booked twice", "checkThenAct"),
  beside("broken-transfer", "An audit during a transfer", "brokenTransfer"),
  beside("missed-signal", "A missed signal", "missedSignal")
]
