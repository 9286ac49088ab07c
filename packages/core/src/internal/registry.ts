/**
 * Where live scopes and the things they hold are found when somebody looks.
 *
 * Scopes link themselves while they are open. Everything else is held weakly and leaves with its last user; the dead
 * references are swept when somebody reads, and when registering has doubled their number.
 */
import * as Context from "effect/Context"
import type { Inspectable } from "../Introspection.ts"
import { List } from "./list.ts"
import type { ScopeRuntime } from "./scope.ts"
import type { AnyFiber } from "./task.ts"

/** What a scope is listed under: the scope around it, or the registry. */
export interface ScopeHost {
  readonly scopes: List<ScopeRuntime>
}

export class Registry implements ScopeHost {
  readonly scopes = new List<ScopeRuntime>()
  things: Array<WeakRef<Inspectable>> = []
  /** When so many are registered, the dead are swept. */
  sweepAt = 64
}

export const CurrentRegistry: Context.Reference<Registry> = Context.Reference<Registry>("@heddle/core/Registry", {
  defaultValue: () => new Registry()
})

export const registryOf = (fiber: AnyFiber): Registry => fiber.getRef(CurrentRegistry)
