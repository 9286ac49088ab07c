/** Random trees of tasks that fork, join, start and open scopes, all under limits. */
import { Effect } from "effect"
import { TaskScope } from "../../src/index.ts"
import { Meter, Strand } from "./meter.ts"
import type { Random } from "./random.ts"

export type Step =
  | { readonly op: "yield" }
  /** Forks into the scope so many levels out, and joins the task at once or at the end. */
  | { readonly op: "fork"; readonly out: number; readonly joined: "now" | "later"; readonly task: Tree }
  | { readonly op: "start"; readonly out: number; readonly task: Tree }
  /** Joins the task that this task's parent forked before it. */
  | { readonly op: "joinElder" }
  | { readonly op: "scope"; readonly limit: number; readonly tasks: ReadonlyArray<Tree> }

export interface Tree {
  readonly steps: ReadonlyArray<Step>
}

/** A tree of at most `budget` tasks. */
export const randomTree = (random: Random, budget: number, scopes = 1): Tree => {
  const length = 1 + random.below(4)
  return { steps: Array.from({ length }, () => randomStep(random, Math.floor((budget - 1) / length), scopes)) }
}

const randomStep = (random: Random, budget: number, scopes: number): Step => {
  if (budget < 1 || random.chance(20)) return { op: random.chance(50) ? "yield" : "joinElder" }
  if (scopes < 4 && random.chance(20)) {
    const length = 1 + random.below(3)
    const tasks = Array.from({ length }, () => randomTree(random, Math.floor(budget / length), scopes + 1))
    return { op: "scope", limit: 1 + random.below(3), tasks }
  }
  const out = random.below(scopes)
  const task = randomTree(random, budget, scopes - out)
  if (random.chance(20)) return { op: "start", out, task }
  return { op: "fork", out, joined: random.chance(50) ? "now" : "later", task }
}

type Body<A = void> = Generator<Effect.Effect<unknown> | TaskScope.Operation<unknown>, A, unknown>

/** A scope that the trees run in, innermost first in `outwards`. */
interface Site {
  readonly scope: TaskScope.TaskScope
  readonly meter: Meter
  readonly owner: Strand | undefined
}

/** Runs the trees in a scope with `limit`; gives the meters of all scopes that were opened. */
export const runTrees = (trees: ReadonlyArray<Tree>, limit: number): Effect.Effect<ReadonlyArray<Meter>> =>
  Effect.suspend(() => {
    const meters: Array<Meter> = []
    return Effect.as(scopeOf(trees, limit, [], undefined, meters), meters)
  })

const scopeOf = (
  trees: ReadonlyArray<Tree>,
  limit: number,
  outwards: ReadonlyArray<Site>,
  owner: Strand | undefined,
  meters: Array<Meter>
): Effect.Effect<void> => {
  const meter = new Meter(limit)
  meters.push(meter)
  return TaskScope.run(
    function* (scope): Body {
      const sites = [{ scope, meter, owner }, ...outwards]
      const parent = { sites, strand: owner, meters, children: [] }
      for (const tree of trees) yield* forkTree(parent, tree, 0)
    },
    { limit }
  )
}

interface Parent {
  readonly sites: ReadonlyArray<Site>
  readonly strand: Strand | undefined
  readonly meters: Array<Meter>
  readonly children: Array<TaskScope.Task<void>>
}

const siteAt = (sites: ReadonlyArray<Site>, out: number): Site => {
  const site = sites[out]
  if (site === undefined) throw new Error(`no scope ${out} levels out of ${sites.length}`)
  return site
}

/** What a task does: its steps, then the joins it put off. */
const taskOf = (parent: Parent, tree: Tree, out: number): (() => Body) => {
  const sites = parent.sites.slice(out)
  const elder = parent.children.at(-1)
  return function* () {
    const { meter, owner } = siteAt(sites, 0)
    const strand = Strand.begin(meter, owner)
    const self: Parent = { sites, strand, meters: parent.meters, children: [] }
    const later: Array<TaskScope.Task<void>> = []
    for (const step of tree.steps) {
      if (step.op === "yield") yield* Effect.yieldNow
      else if (step.op === "joinElder" && elder !== undefined) yield* waiting(self, elder.join)
      else if (step.op === "scope") yield* scopeOf(step.tasks, step.limit, sites, strand, self.meters)
      else if (step.op === "start") yield* startTree(self, step.task, step.out)
      else if (step.op === "fork") {
        const task = yield* forkTree(self, step.task, step.out)
        if (step.joined === "now") yield* waiting(self, task.join)
        else later.push(task)
      }
    }
    for (const task of later) yield* waiting(self, task.join)
    strand.end()
  }
}

function* forkTree(parent: Parent, tree: Tree, out: number): Body<TaskScope.Task<void>> {
  const { scope } = siteAt(parent.sites, out)
  parent.strand?.wait(1)
  const task = yield* scope.fork(taskOf(parent, tree, out))
  parent.strand?.wait(-1)
  parent.children.push(task)
  return task
}

/** `start` takes an effect; the tree it serves runs in a scope of its own, and it is ready in the middle. */
function* startTree(parent: Parent, tree: Tree, out: number): Body {
  const { meter, owner, scope } = siteAt(parent.sites, out)
  const sites = parent.sites.slice(out)
  const serve = (ready: TaskScope.Ready<string>) =>
    Effect.suspend(() => {
      const strand = Strand.begin(meter, owner)
      return Effect.yieldNow.pipe(
        Effect.andThen(ready("ready")),
        Effect.andThen(scopeOf([tree], 1, sites, strand, parent.meters)),
        Effect.ensuring(Effect.sync(() => strand.end()))
      )
    })
  parent.strand?.wait(1)
  const [, task] = yield* scope.start(serve)
  parent.strand?.wait(-1)
  yield* waiting(parent, task.join)
}

function* waiting(parent: Parent, wait: Effect.Effect<unknown>): Body {
  parent.strand?.wait(1)
  yield* wait
  parent.strand?.wait(-1)
}
