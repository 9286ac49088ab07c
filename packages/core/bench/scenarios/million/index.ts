/**
 * A million forks in one scope: what stays behind, and how long the event loop stands still.
 */
import { figure, type Scenario } from "../../harness/Scenario.ts"
import { watchingHeap } from "../heapFlags.ts"

const n = 1_000_000

const heddle = watchingHeap(n, () => import("./heddle.ts"))
const effect = watchingHeap(n, () => import("./effect.ts"))

export const million: ReadonlyArray<Scenario> = [
  {
    id: "million-retained",
    title: "Memory retained after a million forks, the scope still open",
    unit: "MB",
    gate: figure(2),
    ours: heddle("Heddle TaskScope", (module) => module.retained),
    beside: [effect("Effect forkChild", (module) => module.retained)],
    note: "Children yield once, so that each enters and leaves the list of running tasks; handles are dropped."
  },
  {
    id: "million-stall",
    title: "Longest event-loop stall while a million children are forked",
    unit: "ms",
    gate: figure(60),
    ours: heddle("Heddle TaskScope", (module) => module.stall),
    beside: [
      heddle("Heddle TaskScope, children yield once", (module) => module.stallYielding),
      effect("Effect forkChild", (module) => module.stall),
      effect("Effect forkChild, children yield once", (module) => module.stallYielding)
    ],
    note: "Cold process: compilation and collections are inside the stall."
  }
]
