import { assert, describe, it } from "@effect/vitest"
import { Effect, Exit } from "effect"
import { TestClock } from "effect/testing"
import { TaskScope } from "../../src/index.ts"
import { start } from "../support/fibers.ts"
import { outcomeNow, outcomeOf } from "../support/outcome.ts"

/** Logs its start; waits until it is interrupted, and logs that. */
const waiting = (log: Array<string>, name: string): Effect.Effect<never> =>
  Effect.andThen(
    Effect.sync(() => log.push(`${name} started`)),
    Effect.onInterrupt(Effect.never, () => Effect.sync(() => log.push(`${name} interrupted`)))
  )

const broken = (): never => {
  throw new Error("broken policy")
}

describe("G. Policies", () => {
  it.effect("S91 a predicate that throws is a defect of the scope, which interrupts and awaits the rest", () =>
    Effect.gen(function* () {
      const log: Array<string> = []
      const exit = yield* Effect.exit(TaskScope.until([waiting(log, "task"), Effect.void], broken))

      assert.deepStrictEqual(log, ["task started", "task interrupted"])
      assert.deepStrictEqual(outcomeOf(exit), ["Die broken policy"])
    })
  )

  it.effect("S91 a joiner whose onExit throws is a defect of the scope", () =>
    Effect.gen(function* () {
      const exit = yield* Effect.exit(
        TaskScope.join([Effect.void, Effect.never], () => ({ onExit: broken, result: () => Effect.succeed("fine") }))
      )

      assert.deepStrictEqual(outcomeOf(exit), ["Die broken policy"])
    })
  )

  for (const [hook, options] of [
    ["result", undefined],
    ["timeout", { deadline: "1 second" }]
  ] as const) {
    it.effect(`S91 a joiner whose ${hook} throws is a defect of the scope`, () =>
      Effect.gen(function* () {
        const tasks = [options === undefined ? Effect.void : Effect.never]
        const scope = yield* start(TaskScope.join(tasks, () => ({ result: broken, timeout: broken }), options))

        yield* TestClock.adjust("1 second")

        assert.deepStrictEqual(outcomeNow(scope), ["Die broken policy"])
      })
    )
  }

  it.effect("S92 onFork is asked before each task starts, in order", () =>
    Effect.gen(function* () {
      const log: Array<string> = []
      const task = (name: string) => Effect.sync(() => log.push(name))
      yield* TaskScope.join([task("first"), task("second")], () => ({
        onFork: (index) => void log.push(`fork ${index}`),
        result: () => Effect.void
      }))

      assert.deepStrictEqual(log, ["fork 0", "first", "fork 1", "second"])
    })
  )

  it.effect(
    "S92 onFork that says true ends the scope: the task does not start, and those before it are interrupted",
    () =>
      Effect.gen(function* () {
        const log: Array<string> = []
        const tasks = ["first", "second", "third"].map((name) => waiting(log, name))
        const value = yield* TaskScope.join(tasks, () => ({
          onFork: (index) => {
            log.push(`fork ${index}`)
            return index === 1
          },
          result: () => Effect.succeed("decided")
        }))

        assert.deepStrictEqual(log, ["fork 0", "first started", "fork 1", "first interrupted"])
        assert.strictEqual(value, "decided")
      })
  )

  it.effect("S92 onFork that throws ends the forking: its task does not start, and the scope dies of it", () =>
    Effect.gen(function* () {
      const log: Array<string> = []
      const exit = yield* Effect.exit(
        TaskScope.join([waiting(log, "first"), waiting(log, "second")], () => ({
          onFork: (index) => index === 1 && broken(),
          result: () => Effect.void
        }))
      )

      assert.deepStrictEqual(log, ["first started", "first interrupted"])
      assert.deepStrictEqual(outcomeOf(exit), ["Die broken policy"])
    })
  )

  it.effect("S93 onExit does not hear of tasks that end after it has said true", () =>
    Effect.gen(function* () {
      const heard: Array<number> = []
      const loser = Effect.onInterrupt(Effect.never, () => Effect.yieldNow)
      yield* TaskScope.join([loser, Effect.fail("down"), Effect.void, loser], () => ({
        onExit: (exit, index) => {
          heard.push(index)
          return Exit.isSuccess(exit)
        },
        result: () => Effect.void
      }))

      assert.deepStrictEqual(heard, [1, 2])
    })
  )

  it.effect(
    "S93 onExit does not hear of tasks that end because the deadline passed or the caller was interrupted",
    () =>
      Effect.gen(function* () {
        const heard: Array<number> = []
        const make = () => ({
          onExit: (_: unknown, index: number) => void heard.push(index),
          result: () => Effect.void
        })
        const late = yield* start(TaskScope.join([Effect.never], make, { deadline: "1 second" }))
        const stopped = yield* start(TaskScope.join([Effect.never], make))

        yield* TestClock.adjust("1 second")
        stopped.interruptUnsafe()

        assert.deepStrictEqual([outcomeNow(late), outcomeNow(stopped)], [["Fail DeadlineExceededError"], ["Interrupt"]])
        assert.deepStrictEqual(heard, [])
      })
  )

  it.effect("S94 result is called once, after everything has ended", () =>
    Effect.gen(function* () {
      const log: Array<string> = []
      const loser = Effect.onInterrupt(Effect.never, () =>
        Effect.andThen(
          Effect.yieldNow,
          Effect.sync(() => log.push("cleaned up"))
        )
      )
      const value = yield* TaskScope.join([loser, Effect.void], () => ({
        onExit: () => true,
        result: () => {
          log.push("result")
          return Effect.succeed(log.length)
        },
        timeout: () => Effect.sync(() => log.push("timeout"))
      }))

      assert.deepStrictEqual([log, value], [["cleaned up", "result"], 2])
    })
  )

  it.effect("S94 past the deadline timeout decides what comes out, a value or an error, and result is not called", () =>
    Effect.gen(function* () {
      const log: Array<string> = []
      const result = () => {
        log.push("result")
        return Effect.void
      }
      const options = { deadline: "1 second" } as const
      const value = yield* start(
        TaskScope.join([Effect.never], () => ({ result, timeout: () => Effect.succeed("partial") }), options)
      )
      const error = yield* start(
        TaskScope.join([Effect.never], () => ({ result, timeout: () => Effect.fail("late") }), options)
      )
      const neither = yield* start(TaskScope.join([Effect.never], () => ({ result }), options))

      yield* TestClock.adjust("1 second")

      assert.deepStrictEqual(
        [value, error, neither].map((fiber) => outcomeNow(fiber)),
        [["Success partial"], ["Fail late"], ["Fail DeadlineExceededError"]]
      )
      assert.deepStrictEqual(log, [])
    })
  )

  it.effect("S99 the state of a joiner is made anew for each run of the effect", () =>
    Effect.gen(function* () {
      let made = 0
      const counting = TaskScope.join([Effect.void, Effect.void], () => {
        made++
        let ended = 0
        return { onExit: () => void ended++, result: () => Effect.succeed(ended) }
      })

      assert.strictEqual(made, 0)
      assert.deepStrictEqual([yield* counting, yield* counting], [2, 2])
      assert.strictEqual(made, 2)
    })
  )

  it.effect("S99 all, any, quorum, until and settled give the same when they run again", () =>
    Effect.gen(function* () {
      const tasks = [Effect.fail("down"), Effect.succeed(1)]
      const policies: ReadonlyArray<Effect.Effect<unknown, unknown>> = [
        TaskScope.all([Effect.succeed(1)]),
        TaskScope.any(tasks),
        TaskScope.any([Effect.fail("down")]),
        TaskScope.quorum(tasks, 1),
        TaskScope.quorum(tasks, 2),
        TaskScope.until(tasks, (exit) => Exit.isSuccess(exit)),
        TaskScope.settled(tasks)
      ]
      for (const policy of policies) {
        const first = outcomeOf(yield* Effect.exit(policy))
        const second = outcomeOf(yield* Effect.exit(policy))

        assert.deepStrictEqual(second, first)
      }
    })
  )
})
