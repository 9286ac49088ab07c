/** What `TaskTree` sees of scopes that are still starting: those on the stack, whose bodies have not suspended yet. */
import { assert, describe, it } from "@effect/vitest"
import { type Context, Effect, Fiber } from "effect"
import { TaskScope, TaskTree } from "@heddle/core"
import { survivors } from "./support/collect.ts"
import { OwnRegistry } from "./support/registry.ts"

const rootNames = Effect.map(TaskTree.dump, (tree) => tree.scopes.map((scope) => scope.name))

/** A scope that stays open, started at once by a fiber outside of every scope. */
const openBeside = (name: string, outside: Context.Context<never>) => {
  const scope = TaskScope.run(
    function* () {
      return yield* Effect.never
    },
    { name }
  )
  return Effect.sync(() => Effect.runForkWith(outside)(scope))
}

const isolated = <A, E>(self: Effect.Effect<A, E>) => new OwnRegistry().around(self)

describe("TaskTree", () => {
  describe("of scopes that are starting", () => {
    it.effect("lists a scope whose body asks in its first step", () =>
      Effect.gen(function* () {
        const seen = yield* isolated(
          TaskScope.run(
            function* () {
              return yield* rootNames
            },
            { name: "asking" }
          )
        )

        assert.deepStrictEqual(seen, ["asking"])
      })
    )

    it.effect("lists every scope that is starting around the one that asks", () =>
      Effect.gen(function* () {
        const seen = yield* isolated(
          TaskScope.run(
            function* () {
              return yield* TaskScope.run(
                function* () {
                  return yield* TaskTree.dump
                },
                { name: "inner" }
              )
            },
            { name: "outer" }
          )
        )

        const [outer] = seen.scopes
        assert.deepStrictEqual([outer?.name, outer?.body?.scopes.map((scope) => scope.name)], ["outer", ["inner"]])
      })
    )

    it.effect("lists scopes in the order of their opening, also when a later one suspends first", () =>
      isolated(
        Effect.gen(function* () {
          const outside = yield* Effect.context<never>()
          const first = yield* Effect.forkDetach(
            TaskScope.run(
              function* () {
                const second = yield* openBeside("second", outside)
                return yield* Effect.onInterrupt(Effect.never, () => Fiber.interrupt(second))
              },
              { name: "first" }
            ),
            { startImmediately: true }
          )

          assert.deepStrictEqual(yield* rootNames, ["first", "second"])
          yield* Fiber.interrupt(first)
        })
      )
    )

    it.effect("forgets a scope that was listed while it started and ended in its first step", () =>
      isolated(
        Effect.gen(function* () {
          const outside = yield* Effect.context<never>()
          const beside = yield* TaskScope.run(function* (scope) {
            yield* scope.fork(Effect.void)
            return yield* openBeside("beside", outside)
          })

          assert.deepStrictEqual(yield* rootNames, ["beside"])
          yield* Fiber.interrupt(beside)
        })
      )
    )

    it.effect("lists nothing once they have ended", () =>
      isolated(
        Effect.gen(function* () {
          yield* TaskScope.run(function* () {
            yield* rootNames
          })

          assert.deepStrictEqual(yield* rootNames, [])
        })
      )
    )

    it.live("keeps nothing of a scope that has ended alive through one that started inside its first step", () =>
      Effect.gen(function* () {
        const [outside, opened] = [yield* Effect.context<never>(), new Array<Fiber.Fiber<unknown>>()]

        const alive = yield* survivors(
          yield* bodiesOf(function* () {
            opened.push(yield* openBeside("beside", outside))
          })
        )

        assert.isAtMost(alive, 2)
        yield* Fiber.interruptAll(opened)
        assert.strictEqual(opened.length, 100)
      })
    )

    it.live("keeps nothing of it alive through the handle of one that ended there too", () =>
      Effect.gen(function* () {
        const [outside, handles] = [yield* Effect.context<never>(), new Array<TaskScope.TaskScope>()]
        const inside = TaskScope.run(function* (scope) {
          yield* scope.fork(Effect.void)
          handles.push(scope)
        })

        const alive = yield* survivors(
          yield* bodiesOf(function* () {
            yield* Effect.sync(() => Effect.runForkWith(outside)(inside))
          })
        )

        assert.isAtMost(alive, 2)
        assert.deepStrictEqual(
          handles.map((handle) => handle.state),
          Array.from({ length: 100 }, () => "closed")
        )
      })
    )
  })
})

/** The fibers of a hundred bodies that end in their first step. */
const bodiesOf = (body: () => Generator<Effect.Effect<unknown>, void, unknown>) =>
  Effect.gen(function* () {
    const bodies: Array<WeakRef<object>> = []
    const scope = TaskScope.run(function* (scope) {
      yield* scope.fork(Effect.void)
      bodies.push(new WeakRef(yield* Effect.withFiber((fiber) => Effect.succeed(fiber))))
      yield* Effect.gen(body)
    })
    for (let index = 0; index < 100; index++) yield* scope
    return bodies
  })
