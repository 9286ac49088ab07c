/**
 * Forking children and joining them.
 */
import type { Program } from "../../harness/Program.ts"
import { type Contender, faster, type Scenario } from "../../harness/Scenario.ts"

const unit = "ns per child"

const heddle = (n: number): Contender => ({
  name: "Heddle TaskScope",
  n,
  load: () => import("./heddle.ts").then((module) => module.taskScope)
})

const effect = (name: string, n: number, pick: (module: typeof import("./effect.ts")) => Program): Contender => ({
  name,
  n,
  load: () => import("./effect.ts").then(pick)
})

const forkChild = (n: number) => effect("Effect forkChild + join", n, (module) => module.forkChild)

const beside = (n: number): ReadonlyArray<Contender> => [
  effect("Effect FiberSet.run + join", n, (module) => module.fiberSet),
  { name: "Promise.all", n, load: () => import("./promises.ts").then((module) => module.promiseAll) },
  { name: "RxJS mergeMap", n, load: () => import("./promises.ts").then((module) => module.rxjsMergeMap) }
]

export const forkJoin: ReadonlyArray<Scenario> = [
  {
    id: "fork-join-10k",
    title: "Fork and join 10,000 trivial children",
    unit,
    gate: faster(1.5),
    ours: heddle(10_000),
    peer: forkChild(10_000),
    beside: beside(10_000)
  },
  {
    id: "fork-join-100k",
    title: "Fork and join 100,000 trivial children",
    unit,
    gate: faster(1.4),
    ours: heddle(100_000),
    peer: forkChild(100_000),
    beside: beside(100_000)
  },
  {
    id: "fork-join-immediate",
    title: "The same, beside Effect children that start at once",
    unit,
    gate: faster(1),
    ours: heddle(10_000),
    peer: effect("Effect forkChild startImmediately", 10_000, (module) => module.forkChildImmediately)
  },
  {
    id: "fork-join-effection",
    title: "The same, beside effection",
    unit,
    gate: faster(30),
    ours: heddle(10_000),
    peer: {
      name: "effection spawn",
      n: 10_000,
      load: () => import("./effection.ts").then((module) => module.effection)
    }
  },
  {
    id: "fork-join-yield",
    title: "Fork and join 10,000 children that yield once",
    unit,
    gate: faster(0.85),
    ours: {
      name: "Heddle TaskScope",
      n: 10_000,
      load: () => import("./heddle.ts").then((module) => module.taskScopeYielding)
    },
    peer: effect("Effect forkChild + join", 10_000, (module) => module.forkChildYielding)
  },
  {
    id: "fork-join-pair",
    title: "A scope of two forks and two joins, 10,000 times",
    unit: "ns per scope",
    gate: faster(1.1),
    ours: {
      name: "Heddle TaskScope",
      n: 10_000,
      load: () => import("./heddle.ts").then((module) => module.pairs)
    },
    peer: effect("Effect two forkChild + join", 10_000, (module) => module.pairs)
  },
  {
    id: "fork-join-pair-closures",
    title: "The same, each body a closure made for it",
    unit: "ns per scope",
    gate: faster(1.1),
    ours: {
      name: "Heddle TaskScope",
      n: 10_000,
      load: () => import("./heddle.ts").then((module) => module.pairsOfClosures)
    },
    peer: effect("Effect two forkChild + join", 10_000, (module) => module.pairsOfClosures),
    note: "V8 takes about a microsecond to start a generator of a function made a moment ago, ours or Effect's."
  }
]
