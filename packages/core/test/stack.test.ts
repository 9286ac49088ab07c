import { assert, describe, it } from "@effect/vitest"
import { Effect, Exit, Fiber, Latch } from "effect"
import { TaskScope, TaskTree } from "../src/index.ts"
import { failures } from "./support/finish.ts"

/** So many scopes inside each other, each in a task of the one around it; `inside` runs in the innermost. */
const nested = (depth: number, inside: Effect.Effect<number, string>): Effect.Effect<number, string> =>
  depth === 0
    ? inside
    : TaskScope.run(function* (scope) {
        const task = yield* scope.fork(Effect.suspend(() => nested(depth - 1, inside)))
        return (yield* task.join) + 1
      })

/** The same with each scope opened by the body of the one around it. */
const direct = (depth: number, inside: Effect.Effect<number, string>): Effect.Effect<number, string> =>
  depth === 0
    ? inside
    : TaskScope.run(function* () {
        return (yield* Effect.suspend(() => direct(depth - 1, inside))) + 1
      })

const levels = 3000

describe("deep programs do not use up the stack", () => {
  for (const [how, nest] of Object.entries({ "each in a task": nested, "each in a body": direct })) {
    it.live(`${levels} scopes inside each other, ${how}, open and close`, () =>
      Effect.gen(function* () {
        assert.strictEqual(yield* nest(levels, Effect.succeed(0)), levels)
        assert.strictEqual(yield* nest(levels, Effect.as(Effect.yieldNow, 0)), levels)
      })
    )

    it.live(`${levels} scopes inside each other, ${how}, are interrupted, and every cleanup runs`, () =>
      Effect.gen(function* () {
        let cleaned = 0
        let reached: (() => void) | undefined
        const innermost = new Promise<void>((resolve) => {
          reached = resolve
        })
        const wait = Effect.andThen(
          Effect.sync(() => reached?.()),
          Effect.never
        )
        const fiber = yield* Effect.forkChild(
          nest(
            levels,
            Effect.ensuring(
              wait,
              Effect.sync(() => cleaned++)
            )
          )
        )
        yield* Effect.promise(() => innermost)
        yield* Fiber.interrupt(fiber)

        assert.strictEqual(cleaned, 1)
        assert.isTrue(Exit.hasInterrupts(yield* Fiber.await(fiber)))
      })
    )

    it.live(`a failure inside ${levels} scopes, ${how}, comes out as one failure`, () =>
      Effect.gen(function* () {
        const exit = yield* Effect.exit(nest(levels, Effect.andThen(Effect.yieldNow, Effect.fail("boom"))))

        assert.deepStrictEqual(failures(exit), ["boom"])
      })
    )
  }

  it.live(`${levels} scopes inside each other can be dumped and printed`, () =>
    Effect.gen(function* () {
      const lines: Array<string> = []
      const look = Effect.map(TaskTree.dump, (tree) => {
        lines.push(...TaskTree.render(tree, { ascii: true }).split("\n"))
        return 0
      })
      yield* nested(levels, look)

      assert.isAtLeast(lines.length, 2 * levels)
    })
  )

  it.live("a chain of 10,000 tasks, each joining the one before, ends when the first does", () =>
    Effect.gen(function* () {
      const gate = yield* Latch.make()
      const sum = yield* TaskScope.run(function* (scope) {
        let last: TaskScope.Task<number> = yield* scope.fork(Effect.as(gate.await, 1))
        for (let index = 1; index < 10_000; index++) {
          last = yield* scope.fork(Effect.map(last.join, (value) => value + 1))
        }
        yield* gate.open
        return yield* last.join
      })

      assert.strictEqual(sum, 10_000)
    })
  )

  it.live("a chain of 10,000 tasks, each joining the one before, fails when the first does", () =>
    Effect.gen(function* () {
      const gate = yield* Latch.make()
      const exit = yield* Effect.exit(
        TaskScope.supervise(function* (scope) {
          let last: TaskScope.Task<number, string> = yield* scope.fork(Effect.andThen(gate.await, Effect.fail("boom")))
          for (let index = 1; index < 10_000; index++) last = yield* scope.fork(last.join)
          yield* gate.open
          return yield* last.join
        })
      )

      assert.deepStrictEqual(failures(exit), ["boom"])
    })
  )

  it.live("10,000 joiners of one task are woken", () =>
    Effect.gen(function* () {
      const gate = yield* Latch.make()
      let woken = 0
      yield* TaskScope.run(function* (scope) {
        const first = yield* scope.fork(gate.await)
        for (let index = 0; index < 10_000; index++) yield* scope.fork(Effect.map(first.join, () => void woken++))
        yield* gate.open
      })

      assert.strictEqual(woken, 10_000)
    })
  )

  it.live("a task that forks a task that forks a task, 3,000 deep, ends", () =>
    Effect.gen(function* () {
      let forked = 0
      yield* TaskScope.run(function* (scope) {
        function* next(): Generator<TaskScope.Operation<unknown>, void, unknown> {
          if (++forked < levels) yield* scope.fork(next)
        }
        yield* scope.fork(next)
      })

      assert.strictEqual(forked, levels)
    })
  )

  it.live("a supervised task that forks a task that forks a task, 3,000 deep, ends", () =>
    Effect.gen(function* () {
      let forked = 0
      yield* TaskScope.supervise(function* (scope) {
        const next: Effect.Effect<unknown> = Effect.suspend(() =>
          ++forked < levels ? Effect.asVoid(scope.fork(next)) : Effect.void
        )
        yield* scope.fork(next)
      })

      assert.strictEqual(forked, levels)
    })
  )
})
