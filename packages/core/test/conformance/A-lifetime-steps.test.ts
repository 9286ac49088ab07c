import { assert, describe, it } from "@effect/vitest"
import { Effect, type Fiber } from "effect"
import { TaskScope } from "../../src/index.ts"
import { type ScopeRuntime } from "../../src/internal/scope.ts"
import { outcomeOf } from "../support/outcome.ts"
import { holdings, OwnRegistry } from "../support/registry.ts"
import { actAfterStep } from "../support/steps.ts"

/** What a program holds, and what it has released. */
class Ledger {
  readonly held = new Set<string>()
  taken = 0

  /** `use` with a resource whose release suspends. */
  holding<A, E, R>(name: string, use: Effect.Effect<A, E, R>): Effect.Effect<A, E, R> {
    const acquire = Effect.sync(() => {
      this.taken++
      this.held.add(name)
    })
    const release = Effect.andThen(
      Effect.yieldNow,
      Effect.sync(() => void this.held.delete(name))
    )
    return Effect.acquireUseRelease(
      acquire,
      () => use,
      () => release
    )
  }
}

/** Everything a scope can do, with a resource in each place that can be interrupted. */
const program = (ledger: Ledger) =>
  TaskScope.run(
    function* outer(scope) {
      yield* scope.fork(ledger.holding("daemon", Effect.never), { daemon: true })
      const [port] = yield* scope.start((ready: TaskScope.Ready<number>) =>
        ledger.holding("server", Effect.yieldNow.pipe(Effect.andThen(ready(8080)), Effect.andThen(Effect.sleep(20))))
      )
      const lengths = yield* scope.forkAll(
        [1, 2, 3].map((size) => ledger.holding(`list ${size}`, Effect.as(Effect.sleep(size), size)))
      )
      const nested = yield* scope.fork(
        TaskScope.run(function* inner(inner) {
          const grandchild = yield* inner.fork(ledger.holding("grandchild", Effect.as(Effect.sleep(10), "grandchild")))
          try {
            return yield* grandchild.join
          } finally {
            yield* ledger.holding("in finally", Effect.yieldNow)
          }
        })
      )
      const late = yield* TaskScope.run(
        function* late() {
          return yield* ledger.holding("late", Effect.as(Effect.never, "never"))
        },
        { deadline: 5, onDeadline: () => "late" }
      )
      const failing = yield* TaskScope.supervise(function* supervised(supervisor) {
        const task = yield* supervisor.fork(
          ledger.holding("failing", Effect.andThen(Effect.yieldNow, Effect.fail("boom")))
        )
        return yield* Effect.flip(task.join)
      })
      const first = yield* TaskScope.any([
        ledger.holding("loser", Effect.never),
        ledger.holding("winner", Effect.as(Effect.sleep(1), "winner"))
      ])
      const sizes: Array<number> = []
      for (const task of lengths) sizes.push(yield* task.join)
      return [port, ...sizes, yield* nested.join, late, failing, first].join(" ")
    },
    { limit: 2, deadline: "1 second" }
  )

type Act = (caller: Fiber.Fiber<unknown, unknown>, outermost: ReadonlyArray<ScopeRuntime>) => void

/** Runs the program and acts on it after one step; says what came out and what was left behind. */
const actAt = (step: number, act: Act) =>
  Effect.gen(function* () {
    const [ledger, registry] = [new Ledger(), new OwnRegistry()]
    const scopes = new Set<ScopeRuntime>()
    let phase = "before"
    const stepped = yield* actAfterStep(
      step,
      (caller) => {
        for (const scope of registry.open()) scopes.add(scope)
        if (scopes.size > 0) phase = "during"
        act(caller, registry.open())
      },
      registry.around(program(ledger))
    )
    const stillOpen = registry.open().map((scope) => `${scope.name} is listed`)
    const behind = [...ledger.held, ...stillOpen, ...Array.from(scopes).flatMap(holdings)]
    const outcome = stepped.exit === undefined ? ["running"] : outcomeOf(stepped.exit)
    return { step, phase, outcome, behind, left: stepped.left, steps: stepped.steps, taken: ledger.taken }
  })

const value = "Success 8080 1 2 3 grandchild late boom winner"

describe("A. Lifetime: after each step", () => {
  it.effect(
    "S1 the program of these tests holds every kind of resource, releases them all, and takes far more than 200 steps",
    () =>
      Effect.gen(function* () {
        const { behind, left, outcome, steps, taken } = yield* actAt(0, () => undefined)

        assert.deepStrictEqual({ outcome, behind, left, taken }, { outcome: [value], behind: [], left: 0, taken: 11 })
        assert.isAbove(steps, 300)
      })
  )

  it.effect(
    "S1 and S28 a caller interrupted after any one of the first 200 steps leaves nothing behind, and only interruption comes out",
    () =>
      Effect.gen(function* () {
        for (let at = 1; at <= 200; at++) {
          const { behind, left, outcome, step } = yield* actAt(at, (caller) => caller.interruptUnsafe())

          assert.deepStrictEqual({ step, outcome, behind, left }, { step, outcome: ["Interrupt"], behind: [], left: 0 })
        }
      })
  )

  it.effect(
    "S1 and S28 a caller interrupted after any later step leaves nothing behind, and only interruption comes out of an open scope",
    () =>
      Effect.gen(function* () {
        const { steps } = yield* actAt(0, () => undefined)
        for (let at = 201; at <= steps; at++) {
          const { behind, left, outcome, phase, step } = yield* actAt(at, (caller) => caller.interruptUnsafe())

          const expected = phase === "during" ? ["Interrupt"] : outcome
          assert.deepStrictEqual({ step, outcome, behind, left }, { step, outcome: expected, behind: [], left: 0 })
        }
      })
  )

  it.effect(
    "S1 and S65 a deadline that passes after any one of the first 200 steps leaves nothing behind, and its error comes out",
    () =>
      Effect.gen(function* () {
        for (let at = 1; at <= 200; at++) {
          const { behind, left, outcome, phase, step } = yield* actAt(at, (_, [outermost]) => outermost?.expire())

          const expected = phase === "during" ? ["Fail DeadlineExceededError"] : [value]
          assert.deepStrictEqual({ step, outcome, behind, left }, { step, outcome: expected, behind: [], left: 0 })
        }
      })
  )
})
