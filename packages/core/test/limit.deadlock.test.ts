import { assert, describe, it } from "@effect/vitest"
import { Effect, Exit } from "effect"
import { TaskScope } from "../src/index.ts"
import { depth } from "./support/depth.ts"
import { explore, runChoosing } from "./support/explorer.ts"
import { seeded } from "./support/random.ts"
import { randomTree, runTrees } from "./support/trees.ts"

const chain = (scope: TaskScope.TaskScope, length: number): Effect.Effect<void> =>
  TaskScope.run(function* () {
    if (length > 0) yield* (yield* scope.fork(chain(scope, length - 1))).join
  })

/** Programs in which tasks wait for tasks under limits, each in one of the ways the rule names. */
const programs: Record<string, () => Effect.Effect<unknown>> = {
  "a task that forks into its own full scope and joins": () =>
    TaskScope.run(
      function* (scope) {
        for (let i = 0; i < 2; i++) {
          yield* scope.fork(function* () {
            const child = yield* scope.fork(Effect.yieldNow)
            yield* Effect.yieldNow
            yield* child.join
          })
        }
      },
      { limit: 1 }
    ),
  "a chain of tasks, each forked by the one before": () =>
    TaskScope.run(
      function* (scope) {
        yield* (yield* scope.fork(chain(scope, 4))).join
        yield* scope.fork(chain(scope, 2))
      },
      { limit: 1 }
    ),
  "tasks that fork more than the limit, two at a time": () =>
    TaskScope.run(
      function* (scope) {
        for (let i = 0; i < 2; i++) {
          yield* scope.fork(function* () {
            const children = [yield* scope.fork(Effect.yieldNow), yield* scope.fork(Effect.yieldNow)]
            for (const child of children) yield* child.join
          })
        }
      },
      { limit: 2 }
    ),
  "a task that starts another in its own full scope": () =>
    TaskScope.run(
      function* (scope) {
        for (let i = 0; i < 2; i++) {
          yield* scope.fork(function* () {
            const serve = (ready: TaskScope.Ready<number>) =>
              Effect.yieldNow.pipe(Effect.andThen(ready(i)), Effect.andThen(Effect.yieldNow))
            const [, server] = yield* scope.start(serve)
            yield* server.join
          })
        }
      },
      { limit: 1 }
    ),
  "a scope inside a task that forks outward into the full scope around it": () =>
    TaskScope.run(
      function* (outer) {
        const nested = TaskScope.run(
          function* (inner) {
            yield* inner.fork(function* () {
              yield* (yield* outer.fork(Effect.yieldNow)).join
            })
          },
          { limit: 1 }
        )
        yield* outer.fork(nested)
        yield* outer.fork(nested)
      },
      { limit: 1 }
    ),
  "two tasks of an inner scope that both fork outward": () =>
    TaskScope.run(
      function* (outer) {
        yield* outer.fork(
          TaskScope.run(function* (inner) {
            for (let i = 0; i < 2; i++) {
              yield* inner.fork(function* () {
                yield* (yield* outer.fork(Effect.yieldNow)).join
              })
            }
          })
        )
      },
      { limit: 1 }
    ),
  "one task that waits in two fibers of its own": () =>
    TaskScope.supervise(
      function* (scope) {
        const forkTwo = Effect.all([scope.fork(Effect.yieldNow), scope.fork(Effect.yieldNow)], { concurrency: 2 })
        yield* scope.fork(forkTwo)
      },
      { limit: 1 }
    ),
  "a task interrupted while it waits to fork": () =>
    TaskScope.run(
      function* (scope) {
        const waiter = yield* scope.fork(function* () {
          yield* scope.fork(Effect.yieldNow)
          yield* scope.fork(Effect.yieldNow)
        })
        yield* scope.fork(Effect.yieldNow, { daemon: true })
        yield* waiter.interrupt
        yield* scope.fork(Effect.yieldNow)
        yield* scope.fork(Effect.yieldNow)
      },
      { limit: 1 }
    ),
  "three tasks that join each other in turn": () =>
    TaskScope.run(
      function* (scope) {
        const first = yield* scope.fork(Effect.yieldNow)
        const second = yield* scope.fork(Effect.andThen(Effect.yieldNow, first.join))
        const third = yield* scope.fork(Effect.andThen(Effect.yieldNow, second.join))
        yield* scope.fork(Effect.andThen(first.join, third.await))
      },
      { limit: 2 }
    )
}

describe("limit", () => {
  describe("cannot deadlock under any order of its fibers", () => {
    for (const [name, program] of Object.entries(programs)) {
      it(`${name}: every order ends`, () => {
        const { complete, schedules } = explore(program, (exit) => assert.isTrue(Exit.isSuccess(exit)))

        assert.isTrue(complete || schedules === 5_000)
      })

      it(`${name}: it ends when fibers take turns after every few steps`, () => {
        for (const stepsPerTurn of [4, 7, 11]) {
          const random = seeded(stepsPerTurn)
          for (let run = 0; run < 40; run++) {
            const exit = runChoosing(program(), random.below, stepsPerTurn)

            assert.isTrue(exit !== undefined && Exit.isSuccess(exit), `run ${run}, ${stepsPerTurn} steps per turn`)
          }
        }
      })
    }
  })

  describe("holds for random trees of forks, joins, starts and scopes", () => {
    const seeds = 400 * depth
    const treesOf = (seed: number) => {
      const random = seeded(seed)
      return {
        random,
        limit: 1 + (seed % 4),
        trees: Array.from({ length: 1 + random.below(3) }, () => randomTree(random, 30))
      }
    }

    it("every tree ends, and no scope ever runs more tasks than its limit", () => {
      for (let seed = 0; seed < seeds; seed++) {
        const { limit, random, trees } = treesOf(seed)
        const exit = runChoosing(runTrees(trees, limit), random.below)

        assert.isDefined(exit, `deadlock with seed ${seed}`)
        if (exit === undefined || Exit.isFailure(exit)) return assert.fail(`seed ${seed}: ${String(exit)}`)
        for (const { limit, peak } of exit.value) assert.isAtMost(peak, limit, `seed ${seed}`)
      }
    })

    it.live("the same under the scheduler that programs run with", () =>
      Effect.gen(function* () {
        for (let seed = 0; seed < seeds / 4; seed++) {
          const { limit, trees } = treesOf(seed)
          const meters = yield* runTrees(trees, limit)

          for (const { limit, peak } of meters) assert.isAtMost(peak, limit, `seed ${seed}`)
        }
      })
    )
  })
})
