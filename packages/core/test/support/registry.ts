/** A registry of a test's own: which scopes are open is seen without asking them. */
import { Effect } from "effect"
import { CurrentRegistry, Registry } from "../../src/internal/registry.ts"
import { listStarting, type ScopeRuntime } from "../../src/internal/scope.ts"

export class OwnRegistry {
  private readonly registry = new Registry()

  /** Scopes that `self` opens are listed here. */
  around<A, E, R>(self: Effect.Effect<A, E, R>): Effect.Effect<A, E, R> {
    return Effect.provideService(self, CurrentRegistry, this.registry)
  }

  /** The scopes that are open and lie in no other scope. */
  open(): ReadonlyArray<ScopeRuntime> {
    listStarting()
    return this.registry.scopes.toArray()
  }
}

/** What a scope still holds: nothing, once it has ended. */
export const holdings = (scope: ScopeRuntime): ReadonlyArray<string> => [
  ...(scope.isClosed() ? [] : [`${scope.name} is ${scope.state.phase}`]),
  ...scope.tasks.toArray().map((task) => `${scope.name} holds ${task.name}`),
  ...scope.scopes.toArray().map((inner) => `${scope.name} holds ${inner.name}`)
]
