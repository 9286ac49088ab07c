/**
 * Where live scopes and the things they hold are found when somebody looks.
 *
 * Scopes link themselves while they are open. Everything else is held weakly and swept when read, so that it leaves
 * with its last user.
 */
import { Context } from "effect"
import { List } from "./list.ts"
import type { ScopeRuntime } from "./scope.ts"
import type { AnyFiber } from "./task.ts"

export interface ScopeRegistry {
  readonly scopes: List<ScopeRuntime>
}

export class Registry implements ScopeRegistry {
  readonly scopes = new List<ScopeRuntime>()
  readonly things = new Set<WeakRef<object>>()
}

export const CurrentRegistry: Context.Reference<Registry> = Context.Reference<Registry>("@heddle/core/Registry", {
  defaultValue: () => new Registry()
})

export const registryOf = (fiber: AnyFiber): Registry => fiber.getRef(CurrentRegistry)
