/** Collects the tree of scopes and tasks. Walks with a list instead of the stack: scopes nest deeply. */
import * as Clock from "effect/Clock"
import type { ScopeNode, TaskNode, Tree, Wait } from "../TaskTree.ts"
import { type Frame, scopeOf } from "./frame.ts"
import type { Registry } from "./registry.ts"
import { listStarting, type ScopeRuntime } from "./scope.ts"
import * as State from "./state.ts"
import { living } from "./things.ts"
import type { AnyFiber, TaskRuntime } from "./task.ts"
import type { Waiter } from "./waiter.ts"

/** The nodes are filled while the walk goes on, and frozen at its end. */
type Open<T> = { -readonly [K in keyof T]: T[K] extends ReadonlyArray<infer E> ? Array<E> : T[K] }

export const dumpTree = (asker: AnyFiber, registry: Registry, from?: Frame): Tree => {
  const at = asker.getRef(Clock.Clock).currentTimeMillisUnsafe()
  listStarting()
  const scopes = collect(
    from === undefined ? registry.scopes.toArray() : [scopeOf(from)].filter((scope) => scope !== undefined)
  )
  const names = new Map<number, string>()
  const nodes = new Map<ScopeRuntime, Open<ScopeNode>>()
  const tasks = new Map<number, Open<TaskNode>>()
  const roots: Array<ScopeNode> = []
  for (const scope of scopes) {
    const node = scopeNode(scope, tasks)
    nodes.set(scope, node)
    for (const task of node.tasks) names.set(task.id, label(task))
    if (node.body !== undefined) names.set(node.body.id, `the body of ${node.name}`)
    const around = scopeOf(scope.outer)
    const parent = around && nodes.get(around)
    if (parent === undefined) roots.push(node)
    else (tasks.get(scope.owner.id) ?? parent).scopes.push(node)
  }
  for (const scope of scopes) addWaits(scope, tasks)
  for (const thing of living(registry)) {
    const { holders = [], waiters = [] } = thing.inspect()
    const heldBy = holders.map((id) => names.get(id) ?? `fiber#${id}`)
    for (const id of waiters) tasks.get(id)?.waitsFor.push({ kind: thing.kind, name: thing.name, heldBy })
  }
  for (const node of tasks.values()) freeze(node, node.waitsFor, node.scopes)
  for (const node of nodes.values()) freeze(node, node.tasks, node.scopes)
  return Object.freeze({ at, scopes: Object.freeze(roots) })
}

const freeze = (...parts: ReadonlyArray<object>): void => parts.forEach((part) => Object.freeze(part))

export const label = (task: { readonly name: string; readonly id: number }): string =>
  task.name.endsWith(`#${task.id}`) ? task.name : `${task.name}#${task.id}`

/** The scopes and all inside them, outer before inner. */
const collect = (roots: ReadonlyArray<ScopeRuntime>): ReadonlyArray<ScopeRuntime> => {
  const found: Array<ScopeRuntime> = [...roots]
  for (let index = 0; index < found.length; index++) found.push(...found[index]!.scopes.toArray())
  return found
}

const scopeNode = (scope: ScopeRuntime, index: Map<number, Open<TaskNode>>): Open<ScopeNode> => {
  const now = scope.now()
  const keep = (node: Open<TaskNode>): Open<TaskNode> => {
    index.set(node.id, node)
    return node
  }
  const tasks = scope.tasks.toArray().map((task) => keep(taskNode(task, now)))
  const body = scope.runningBody()
  return {
    id: scope.id,
    name: scope.name,
    state: scope.state.phase,
    reason: State.reasonOf(scope.state),
    age: now - scope.openedAt,
    deadline: scope.timer?.at,
    limit: scope.limiter && {
      max: scope.limiter.max,
      running: scope.limiter.running,
      waiting: slotWaiters(scope).length
    },
    body: body && keep(bodyNode(scope, body, now)),
    tasks,
    scopes: []
  }
}

const taskNode = (task: TaskRuntime, now: number): Open<TaskNode> => ({
  id: task.id,
  name: task.name,
  kind: task.kind,
  state: task.state,
  age: now - task.scope.openedAt - task.startedAt,
  span: task.fiber && spanOf(task.fiber),
  waitsFor: [],
  scopes: []
})

const bodyNode = (scope: ScopeRuntime, body: AnyFiber, now: number): Open<TaskNode> => ({
  id: body.id,
  name: "body",
  kind: "body",
  state: scope.isInterrupting() ? "interrupting" : "running",
  age: now - scope.openedAt,
  span: spanOf(body),
  waitsFor: [],
  scopes: []
})

const spanOf = (fiber: AnyFiber): string | undefined => {
  const { span } = fiber.cache
  return span?._tag === "Span" ? span.name : undefined
}

/** Who waits for a task of this scope, for a slot in it, or for its end. */
const addWaits = (scope: ScopeRuntime, tasks: Map<number, Open<TaskNode>>): void => {
  const add = (fiber: number, wait: Wait): void => void tasks.get(fiber)?.waitsFor.push(wait)
  for (const task of scope.tasks.toArray()) {
    const wait = { kind: "task", name: label(task), heldBy: [] }
    for (const { fiber } of task.joiners?.toArray() ?? []) add(fiber.id, wait)
  }
  for (const { fiber } of slotWaiters(scope)) add(fiber.id, { kind: "slot", name: scope.name, heldBy: [] })
  add(scope.owner.id, { kind: "scope", name: scope.name, heldBy: [] })
}

const slotWaiters = ({ limiter }: ScopeRuntime): ReadonlyArray<Waiter> =>
  limiter === undefined ? [] : [...limiter.returning.toArray(), ...limiter.forking.toArray()]
