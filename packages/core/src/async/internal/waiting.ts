/** Tasks that wait to be started: for a slot, or for a fresh stack. They hold their scope open, and start in order. */
import * as Effect from "effect/Effect"
import type { List } from "../../internal/list.ts"
import { isDeep, type ScopeRuntime } from "../../internal/scope.ts"
import type { AnyFiber } from "../../internal/task.ts"
import { Waiter } from "../../internal/waiter.ts"
import { here } from "./place.ts"
import type { AsyncTask } from "./task.ts"

/** Queues `grant`; the function it returns takes it back. */
type Queue = (grant: () => void) => () => void

export class Waiting {
  private readonly scope: ScopeRuntime
  /** Stands for the fiber that a waiting task does not have yet. */
  private nobody: AnyFiber | undefined = undefined
  private readonly leaves = new Map<AsyncTask, () => void>()

  constructor(scope: ScopeRuntime) {
    this.scope = scope
  }

  /** Starts a task now or when it can be. */
  readonly admit = (task: AsyncTask): void => {
    const { limiter } = this.scope
    if (isDeep()) this.add(task, freshStack, this.admit)
    else if (limiter === undefined || task.kind !== "task" || limiter.take()) task.begin()
    else if (this.scope.isInterrupting()) task.drop()
    else this.add(task, (grant) => this.forSlot(limiter.forking, grant), begin)
  }

  has(task: AsyncTask): boolean {
    return this.leaves.has(task)
  }

  /** The task never starts. */
  drop(task: AsyncTask): void {
    this.leaves.get(task)?.()
    if (!this.leaves.delete(task)) return
    task.drop()
    this.scope.live--
    this.scope.check()
  }

  /** None of them starts: the scope is being interrupted. */
  clear(): void {
    for (const [task, leave] of this.leaves) {
      leave()
      task.drop()
    }
    this.scope.live -= this.leaves.size
    this.leaves.clear()
  }

  /** Whoever releases a slot wakes the head of the list. */
  private forSlot(list: List<Waiter>, grant: () => void): () => void {
    const waiter = new Waiter((this.nobody ??= Effect.runFork(Effect.void)), grant)
    list.push(waiter)
    return () => list.remove(waiter)
  }

  private add(task: AsyncTask, queue: Queue, then: (task: AsyncTask) => void): void {
    this.scope.live++
    const grant = here(() => {
      this.leaves.delete(task)
      then(task)
      this.scope.live--
      this.scope.check()
    })
    this.leaves.set(task, queue(grant))
  }
}

const begin = (task: AsyncTask): void => task.begin()

const freshStack: Queue = (grant) => {
  let left = false
  queueMicrotask(() => {
    if (!left) grant()
  })
  return () => {
    left = true
  }
}
