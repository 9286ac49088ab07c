/**
 * Many async tasks, 16 at once.
 */
import type { Program } from "../../harness/Program.ts"
import { type Contender, faster, type Scenario } from "../../harness/Scenario.ts"

const unit = "ns per task"
const n = 100_000

const heddle = (pick: (module: typeof import("./heddle.ts")) => Program, items = n): Contender => ({
  name: items === n ? "Heddle TaskScope limit 16" : `Heddle TaskScope limit 16, ${items / 1000}k`,
  n: items,
  load: () => import("./heddle.ts").then(pick)
})

const promises = (name: string, pick: (module: typeof import("./promises.ts")) => Program): Contender => ({
  name,
  n,
  load: () => import("./promises.ts").then(pick)
})

const effect = (name: string, pick: (module: typeof import("./effect.ts")) => Program): Contender => ({
  name,
  n,
  load: () => import("./effect.ts").then(pick)
})

export const limit: ReadonlyArray<Scenario> = [
  {
    id: "limit-dropped",
    title: "100,000 async tasks, 16 at once, results dropped",
    unit,
    gate: faster(1.1),
    ours: heddle((module) => module.dropped),
    peer: promises("p-limit", (module) => module.pLimitDropped),
    beside: [effect("Effect.forEach concurrency 16, discard", (module) => module.forEachDropped)]
  },
  {
    id: "limit-joined",
    title: "100,000 async tasks, 16 at once, every result read",
    unit,
    gate: faster(0.9),
    ours: heddle((module) => module.joined),
    peer: promises("p-limit", (module) => module.pLimitJoined),
    beside: [
      effect("Effect.forEach concurrency 16", (module) => module.forEachJoined),
      promises("RxJS mergeMap 16", (module) => module.rxjsMergeMap)
    ]
  },
  {
    id: "limit-waiting",
    title: "400,000 forks waiting at once, beside 100,000",
    unit,
    gate: faster(0.7),
    ours: heddle((module) => module.waiting, 400_000),
    peer: heddle((module) => module.waiting),
    note: "The cost of a waiting fork must not grow with the number of those that wait."
  }
]
