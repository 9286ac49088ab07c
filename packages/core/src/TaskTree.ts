/**
 * What runs now: every open scope, its tasks, and what each waits for where that is known.
 *
 * ```ts
 * import { Effect } from "effect"
 * import { TaskScope, TaskTree } from "@heddle/core"
 *
 * const program = TaskScope.run(function* (scope) {
 *   yield* scope.fork(Effect.never, { name: "listen", daemon: true })
 *   const tree = yield* TaskTree.dump
 *   return tree.scopes.map((scope) => `${scope.name}: ${scope.tasks.map((task) => task.name)}`)
 * }, { name: "server" })
 *
 * await Effect.runPromise(program) // => ["server: listen"]
 * ```
 *
 * Nothing is recorded while nobody asks.
 *
 * @since 0.1.0
 */
import * as Effect from "effect/Effect"
import { dumpTree } from "./internal/dump.ts"
import { frameOf } from "./internal/frame.ts"
import { registryOf } from "./internal/registry.ts"
import { renderTree } from "./internal/render.ts"
import type { InterruptReason } from "./InterruptReason.ts"
import type { TaskState } from "./Task.ts"

/** A moment of the program. Frozen. */
export interface Tree {
  /** Milliseconds since the epoch, by the clock in force. */
  readonly at: number
  /** Scopes that no other scope encloses, in opening order. */
  readonly scopes: ReadonlyArray<ScopeNode>
}

export interface ScopeNode {
  readonly id: number
  readonly name: string
  readonly state: "open" | "joining" | "interrupting" | "closed"
  readonly reason: InterruptReason | undefined
  /** Milliseconds since the scope was opened. */
  readonly age: number
  /** Milliseconds since the epoch. */
  readonly deadline: number | undefined
  readonly limit: { readonly max: number; readonly running: number; readonly waiting: number } | undefined
  /** Undefined once the body has ended. */
  readonly body: TaskNode | undefined
  /** Tasks that have not ended, in fork order. */
  readonly tasks: ReadonlyArray<TaskNode>
  /** Scopes inside it that were opened by a fiber which is neither its body nor one of its tasks. */
  readonly scopes: ReadonlyArray<ScopeNode>
}

export interface TaskNode {
  /** The id of its fiber. */
  readonly id: number
  readonly name: string
  readonly kind: "body" | "task" | "daemon" | "handler"
  readonly state: TaskState
  /** Milliseconds since it was started. */
  readonly age: number
  /** The name of the span it is in. */
  readonly span: string | undefined
  readonly waitsFor: ReadonlyArray<Wait>
  /** Scopes it has opened, in opening order. */
  readonly scopes: ReadonlyArray<ScopeNode>
}

/** What a task waits for: `{ kind: "task", name: "orders#12" }`. */
export interface Wait {
  /** `task`, `slot`, `scope`, or the kind of something registered with `Introspection`. */
  readonly kind: string
  readonly name: string
  /** Who holds it, where that is known. */
  readonly heldBy: ReadonlyArray<string>
}

/** The whole program, as far as the registry in force knows it. */
export const dump: Effect.Effect<Tree> = Effect.withFiber((fiber) =>
  Effect.sync(() => dumpTree(fiber, registryOf(fiber)))
)

/** The innermost scope around the caller alone; the tree is empty outside a scope. */
export const dumpCurrent: Effect.Effect<Tree> = Effect.withFiber((fiber) =>
  Effect.sync(() => dumpTree(fiber, registryOf(fiber), frameOf(fiber)))
)

/** The tree as text, one line a scope or task. `ascii` uses no character beyond ASCII. */
export const render: (tree: Tree, options?: { readonly ascii?: boolean | undefined }) => string = renderTree
