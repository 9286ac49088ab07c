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
  "Both take turns in one process, run by run. There the plain runs, too, pass the accessors that Explore puts on " +
  "Effect's objects; beside them, the plain runs of a process that has never loaded it."

export const slowDown: ReadonlyArray<Scenario> = [
  {
    id: "slow-down-8",
    title: "A program of 8 steps, two fibers",
    unit,
    gate: slower(4),
    ours: explore(4_000, (module) => module.exploredEight()),
    peer: effect(plain, 4_000, (module) => module.plainEight),
    beside: [effect(alone, 4_000, (module) => module.plainEight)],
    together: true,
    note
  },
  {
    id: "slow-down-30",
    title: "A program of 30 steps, three fibers",
    unit,
    gate: slower(3.5),
    ours: explore(2_000, (module) => module.exploredThirty()),
    peer: effect(plain, 2_000, (module) => module.plainThirty),
    beside: [effect(alone, 2_000, (module) => module.plainThirty)],
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
