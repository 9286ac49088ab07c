/**
 * What control costs: a schedule explored, beside the same program run plainly.
 */
import type { Program } from "../../../../core/bench/harness/Program.ts"
import { type Contender, type Scenario, slower } from "../../../../core/bench/harness/Scenario.ts"

const unit = "ns per run"

const explore = (n: number, pick: (module: typeof import("./explore.ts")) => Promise<Program>): Contender => ({
  name: "Explore, random schedules",
  n,
  load: () => import("./explore.ts").then(pick)
})

const effect = (name: string, n: number, pick: (module: typeof import("./effect.ts")) => Program): Contender => ({
  name,
  n,
  load: () => import("./effect.ts").then(pick)
})

const plain = "Effect.runSync"
const alone = "Effect.runSync, nothing else loaded"
const note =
  "Both take turns in one process. There the plain runs, too, pass what Explore puts on Effect's objects; in a process " +
  "without it they are faster."

export const slowDown: ReadonlyArray<Scenario> = [
  {
    id: "slow-down-8",
    title: "A program of 8 steps, two fibers",
    unit,
    gate: slower(4),
    ours: explore(20_000, (module) => module.exploredEight()),
    peer: effect(plain, 20_000, (module) => module.plainEight),
    beside: [effect(alone, 20_000, (module) => module.plainEight)],
    together: true,
    note
  },
  {
    id: "slow-down-30",
    title: "A program of 30 steps, three fibers",
    unit,
    gate: slower(3.5),
    ours: explore(10_000, (module) => module.exploredThirty()),
    peer: effect(plain, 10_000, (module) => module.plainThirty),
    beside: [effect(alone, 10_000, (module) => module.plainThirty)],
    together: true
  },
  {
    id: "slow-down-900",
    title: "A program of 900 steps, three fibers",
    unit,
    gate: slower(8),
    ours: explore(2_000, (module) => module.exploredNineHundred()),
    peer: effect(plain, 2_000, (module) => module.plainNineHundred),
    beside: [effect(alone, 2_000, (module) => module.plainNineHundred)],
    together: true
  }
]
