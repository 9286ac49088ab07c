/**
 * What being visible costs: while nobody asks, and when somebody does.
 */
import type { Program } from "../../harness/Program.ts"
import { type Contender, figure, same, type Scenario, slower } from "../../harness/Scenario.ts"

const heddle = (
  name: string,
  n: number,
  pick: (module: typeof import("./heddle.ts")) => Program | Promise<Program>,
  flags: ReadonlyArray<string> = []
): Contender => ({ name, n, load: () => import("./heddle.ts").then(pick), flags })

const asShipped = "Heddle, nobody asks"
const traceless = "Heddle without its traces"
const n = 10_000

/** Nothing is compiled, nothing collected: what the code asks for, counted. Sizes are in megabytes. */
const counting = ["--expose-gc", "--no-opt", "--no-maglev", "--min-semi-space-size=128", "--max-semi-space-size=128"]

const note =
  "Against a copy of the same build that lists no scope and notes no starting time, in one process. " +
  "TaskTree and Introspection themselves add code, not work: they read these traces when asked."

export const observed: ReadonlyArray<Scenario> = [
  {
    id: "observed-scopes",
    title: "TaskTree not asked: scopes of two children",
    unit: "ns per scope",
    gate: same(1.03),
    ours: heddle(asShipped, n, (module) => module.scopes),
    peer: heddle(traceless, n, (module) => module.scopesUnseen()),
    together: true,
    note
  },
  {
    id: "observed-tasks",
    title: "TaskTree not asked: children that suspend",
    unit: "ns per child",
    gate: same(1.03),
    ours: heddle(asShipped, n, (module) => module.tasks),
    peer: heddle(traceless, n, (module) => module.tasksUnseen()),
    together: true,
    note
  },
  {
    id: "observed-scopes-allocation",
    title: "TaskTree not asked: allocation per scope beyond the copy without traces",
    unit: "bytes per scope",
    gate: figure(0),
    ours: heddle(asShipped, n, (module) => module.scopesAllocation(), counting),
    note: "Counted without the optimizing compiler, which may remove some of it."
  },
  {
    id: "observed-tasks-allocation",
    title: "TaskTree not asked: allocation per suspending child beyond the copy without traces",
    unit: "bytes per child",
    gate: figure(0),
    ours: heddle(asShipped, n, (module) => module.tasksAllocation(), counting),
    note: "Counted without the optimizing compiler, which may remove some of it."
  },
  {
    id: "observed-dump",
    title: "Dump 10,000 suspended tasks, beside forking them",
    unit: "ns per task",
    gate: slower(1),
    ours: heddle("Heddle TaskTree.dump", n, (module) => module.dump),
    peer: {
      name: "Heddle, forking them",
      n,
      load: () => import("../suspended/heddle.ts").then((module) => module.fork)
    }
  }
]
