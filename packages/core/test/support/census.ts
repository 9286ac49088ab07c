/** Every scope that a program opens, and what must be true of each after every step and at the end. */
import { Effect } from "effect"
import { Explore } from "@heddle/explore"
import type { List } from "../../src/internal/list.ts"
import { CurrentRegistry, Registry } from "../../src/internal/registry.ts"
import type { ScopeRuntime } from "../../src/internal/scope.ts"
import { holdings } from "./registry.ts"

class Census {
  readonly registry = new Registry()
  /** Those that were ever listed: a scope that ends while it starts holds nothing at any time. */
  private readonly scopes: Array<ScopeRuntime> = []

  constructor() {
    this.hear(this.registry.scopes)
  }

  /** What does not add up now; undefined when all does. */
  flaw(): string | undefined {
    for (const scope of this.scopes) {
      const tasks = scope.tasks.toArray()
      if (scope.isClosed() && tasks.length > 0) return `${scope.name} is closed and holds ${tasks.length} tasks`
      if (scope.live !== tasks.length) return `${scope.name} counts ${scope.live} of ${tasks.length} tasks`
      if (scope.limiter === undefined || scope.orphans.length > 0) continue
      const held = tasks.filter(({ slot }) => slot?.["held"] === true).length
      if (scope.limiter.running !== held) return `${scope.name} counts ${scope.limiter.running} of ${held} slots`
    }
    return undefined
  }

  /** What the scopes have not given back by the end. */
  leftovers(): ReadonlyArray<string> {
    const listed = this.registry.scopes.toArray().map((scope) => `${scope.name} is listed`)
    return [...listed, ...this.scopes.flatMap((scope) => [...holdings(scope), ...waitersOf(scope)])]
  }

  private hear(list: List<ScopeRuntime>): void {
    const push = list.push.bind(list)
    list.push = (scope) => {
      this.scopes.push(scope)
      this.hear(scope.scopes)
      push(scope)
    }
  }
}

const waitersOf = ({ closing, limiter, name, timer }: ScopeRuntime): ReadonlyArray<string> => [
  ...(timer?.["alarm"]?.["rung"] === false ? [`the deadline of ${name} may still pass`] : []),
  ...(closing?.head === undefined ? [] : [`somebody waits for the closing of ${name}`]),
  ...(limiter?.forking.head === undefined ? [] : [`somebody waits to fork into ${name}`]),
  ...(limiter?.returning.head === undefined ? [] : [`a task of ${name} waits for its slot`])
]

/** Runs `self` so that it dies when a scope in it loses count, or has left anything when `self` has ended. */
export const counted = <A, E, R>(self: Effect.Effect<A, E, R>): Effect.Effect<A, E, R> =>
  Effect.suspend(() => {
    const census = new Census()
    const counts = Explore.invariant("scopes keep count", () => census.flaw() ?? true)
    const empty = Effect.sync(() => {
      const left = census.leftovers()
      if (left.length > 0) throw new Error(left.join("; "))
    })
    const own = Effect.provideService(self, CurrentRegistry, census.registry)
    return Effect.andThen(counts, Effect.ensuring(own, empty))
  })
