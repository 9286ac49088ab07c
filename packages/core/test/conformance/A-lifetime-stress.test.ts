import { assert, describe, it } from "@effect/vitest"
import { Effect, Fiber } from "effect"
import { TaskScope } from "../../src/index.ts"
import type { ScopeRuntime } from "../../src/internal/scope.ts"
import { settle, start } from "../support/fibers.ts"
import { outcomeNow } from "../support/outcome.ts"
import { holdings, OwnRegistry } from "../support/registry.ts"

/** Counts tasks that started, and those whose cleanup, which suspends, has ended. */
class Count {
  started = 0
  ended = 0

  task(work: Effect.Effect<unknown>): Effect.Effect<void> {
    const begin = Effect.sync(() => {
      this.started++
    })
    const finish = Effect.sync(() => {
      this.ended++
    })
    return Effect.acquireUseRelease(
      begin,
      () => work,
      () => Effect.andThen(Effect.yieldNow, finish)
    )
  }
}

const yields = (times: number): Effect.Effect<unknown> => Effect.repeat(Effect.yieldNow, { times })

/** Every second task waits for ever, the others end after one to four turns. */
const endless = (index: number): Effect.Effect<unknown> => (index % 2 === 0 ? Effect.never : yields(index % 4))

const cases = Array.from({ length: 256 }, (_, index) => ({ before: index >> 4, after: index & 15 }))

interface Variant {
  readonly work: (index: number) => Effect.Effect<unknown>
  readonly failure: Effect.Effect<never, string>
  readonly options: TaskScope.RunOptions
  /** How many tasks start; undefined where the limit decides. */
  readonly started: (before: number, after: number) => number | undefined
}

const variants: Record<string, Variant> = {
  "a child that fails at once": {
    work: endless,
    failure: Effect.fail("boom"),
    options: {},
    started: (before) => before
  },
  "a child that fails after a turn": {
    work: endless,
    failure: Effect.andThen(Effect.yieldNow, Effect.fail("boom")),
    options: {},
    started: (before, after) => before + after
  },
  "a child that fails after a turn, with forks waiting for a slot": {
    work: (index) => yields(index % 4),
    failure: Effect.andThen(Effect.yieldNow, Effect.fail("boom")),
    options: { limit: 4 },
    started: () => undefined
  }
}

describe("A. Lifetime: stress", () => {
  for (const [name, { failure, options, started, work }] of Object.entries(variants)) {
    it.effect(
      `S14 0 to 15 forks before and after ${name}: no hang, every task ended, exactly its error comes out`,
      () =>
        Effect.gen(function* () {
          for (const { after, before } of cases) {
            const [count, registry] = [new Count(), new OwnRegistry()]
            const scope = TaskScope.run(function* (scope) {
              for (let index = 0; index < before; index++) yield* scope.fork(count.task(work(index)))
              yield* scope.fork(failure)
              for (let index = 0; index < after; index++) yield* scope.fork(count.task(work(index)))
            }, options)

            const caller = yield* start(registry.around(scope))
            for (let rounds = 0; rounds < 10 && caller.pollUnsafe() === undefined; rounds++) yield* settle

            const expected = {
              before,
              after,
              outcome: ["Fail boom"],
              ended: started(before, after) ?? count.started,
              open: 0
            }
            const outcome = outcomeNow(caller)
            assert.deepStrictEqual(
              { before, after, outcome, ended: count.ended, open: registry.open().length },
              expected
            )
          }
        })
    )
  }

  it.effect(
    "S15 after a thousand races of supervising against interrupting, no scope is listed and none holds a task",
    () =>
      Effect.gen(function* () {
        const [count, registry] = [new Count(), new OwnRegistry()]
        const scopes: Array<ScopeRuntime> = []
        const interrupted: Array<number> = []
        for (let race = 0; race < 1000; race++) {
          const supervisor = TaskScope.supervise(function* (scope) {
            scopes.push(...registry.open())
            for (const bit of [0, 1, 2, 3]) {
              yield* scope.fork(count.task(endless(race + bit)), { daemon: bit === 3 })
              if ((race >> bit) & 1) yield* Effect.yieldNow
            }
            yield* scope.fork(Effect.andThen(yields(race % 5), Effect.fail("boom")))
          })
          const caller = yield* start(registry.around(supervisor))
          yield* yields(race % 7)

          yield* Fiber.interrupt(caller)

          if (caller.pollUnsafe()?._tag === "Failure") interrupted.push(race)
          assert.deepStrictEqual({ race, left: registry.open().length }, { race, left: 0 })
        }

        assert.deepStrictEqual(scopes.flatMap(holdings), [])
        assert.deepStrictEqual([scopes.length, count.ended, interrupted.length], [1000, count.started, 1000])
      })
  )

  it.effect("S15 nor after a thousand races in which the scope may also end by itself", () =>
    Effect.gen(function* () {
      const [count, registry] = [new Count(), new OwnRegistry()]
      let succeeded = 0
      for (let race = 0; race < 1000; race++) {
        const supervisor = TaskScope.supervise(function* (scope) {
          yield* scope.fork(count.task(yields(race % 4)))
          yield* scope.fork(count.task(Effect.never), { daemon: true })
          yield* yields(race % 3)
        })
        const caller = yield* start(registry.around(supervisor))
        yield* yields(race % 11)

        yield* Fiber.interrupt(caller)

        if (caller.pollUnsafe()?._tag === "Success") succeeded++
        assert.deepStrictEqual({ race, left: registry.open().length }, { race, left: 0 })
      }

      assert.strictEqual(count.ended, count.started)
      assert.isTrue(succeeded > 100 && succeeded < 900, `${succeeded} of 1000 ended by themselves`)
    })
  )
})
