import { assert, describe, it } from "@effect/vitest"
import { Effect, type Exit, Fiber } from "effect"
import { TestClock } from "effect/testing"
import { TaskScope } from "../src/index.ts"
import { start } from "./support/fibers.ts"
import { failures, finish, note, value } from "./support/finish.ts"

type Ending = (
  scope: TaskScope.TaskScope
) => Generator<Effect.Effect<unknown, unknown> | TaskScope.Operation<unknown, unknown>, void, unknown>

/** The ways a body may be stopped at its only suspension point; each expects what the scope fails with. */
const endings: Record<
  string,
  { readonly run: Effect.Effect<unknown, unknown>; readonly expected: ReadonlyArray<unknown> }
> = {
  failure: { run: Effect.fail("boom"), expected: ["boom"] },
  "a defect": { run: Effect.die("defect"), expected: ["defect"] },
  "interruption by itself": { run: Effect.interrupt, expected: ["TaskInterruptedError"] }
}

const tagOf = (failure: unknown): unknown =>
  typeof failure === "object" && failure !== null && "_tag" in failure ? failure._tag : failure

const tags = (exit: Exit.Exit<unknown, unknown>): ReadonlyArray<unknown> => failures(exit).map(tagOf)

/** A body that notes its `finally`, around `inside`. */
const guarded = (log: Array<string>, inside: Effect.Effect<unknown, unknown>) =>
  function* () {
    try {
      yield* inside
      yield* note(log, "went on")
    } finally {
      yield* note(log, "finally")
    }
    yield* note(log, "after")
  }

describe("finally in a body", () => {
  it.effect("runs once when the body succeeds, and the body goes on", () =>
    Effect.gen(function* () {
      const log: Array<string> = []
      yield* value(TaskScope.run(guarded(log, Effect.void)))

      assert.deepStrictEqual(log, ["went on@0", "finally@0", "after@0"])
    })
  )

  for (const [name, { expected, run }] of Object.entries(endings)) {
    it.effect(`runs on ${name}, and nothing after it does`, () =>
      Effect.gen(function* () {
        const log: Array<string> = []
        const exit = yield* finish(TaskScope.run(guarded(log, run)))

        assert.deepStrictEqual(log, ["finally@0"])
        assert.deepStrictEqual(tags(exit), expected)
      })
    )
  }

  it.effect("runs when the caller is interrupted, before the caller has ended", () =>
    Effect.gen(function* () {
      const log: Array<string> = []
      const fiber = yield* start(TaskScope.run(guarded(log, Effect.never)))
      yield* Fiber.interrupt(fiber)
      yield* note(log, "caller ended")

      assert.deepStrictEqual(log, ["finally@0", "caller ended@0"])
    })
  )

  it.effect("runs when a task fails, the deadline passes, or the scope is interrupted by name", () =>
    Effect.gen(function* () {
      const log: Array<string> = []
      const body = (end: Ending) =>
        function* (scope: TaskScope.TaskScope) {
          try {
            yield* scope.fork(() => end(scope))
            yield* Effect.never
          } finally {
            yield* note(log, "finally")
          }
        }
      const failing = TaskScope.run(
        body(function* () {
          yield* Effect.delay(Effect.fail("task"), 10)
        })
      )
      const late = TaskScope.run(
        body(function* () {}),
        { deadline: 20 }
      )
      const interrupted = TaskScope.run(
        body(function* (scope) {
          yield* Effect.sleep(30)
          yield* scope.interrupt()
        })
      )
      const exits = [yield* finish(failing), yield* finish(late), yield* finish(interrupted)]

      assert.deepStrictEqual(exits.map(tags), [["task"], ["DeadlineExceededError"], ["ScopeInterruptedError"]])
      assert.deepStrictEqual(log, ["finally@10", "finally@86400020", "finally@172800030"])
    })
  )

  it.effect("runs in a generator that was forked as a task", () =>
    Effect.gen(function* () {
      const log: Array<string> = []
      const exit = yield* finish(
        TaskScope.run(function* (scope) {
          yield* scope.fork(guarded(log, Effect.never))
          yield* scope.fork(guarded(log, Effect.delay(Effect.fail("boom"), 10)))
        })
      )

      assert.deepStrictEqual(failures(exit), ["boom"])
      assert.deepStrictEqual(log, ["finally@10", "finally@10"])
    })
  )

  it.effect("runs in the body of supervise", () =>
    Effect.gen(function* () {
      const log: Array<string> = []
      yield* finish(TaskScope.supervise(guarded(log, Effect.fail("boom"))))

      assert.deepStrictEqual(log, ["finally@0"])
    })
  )

  it.effect("gives what it yields back to it", () =>
    Effect.gen(function* () {
      const log: Array<string> = []
      yield* finish(
        TaskScope.run(function* () {
          try {
            yield* Effect.fail("boom")
          } finally {
            const one = yield* Effect.delay(Effect.succeed(1), 5)
            const two = yield* Effect.succeed(one + 1)
            yield* note(log, `${one} ${two}`)
          }
        })
      )

      assert.deepStrictEqual(log, ["1 2@5"])
    })
  )

  it.effect("runs from the inside out, each to its end before the next", () =>
    Effect.gen(function* () {
      const log: Array<string> = []
      yield* finish(
        TaskScope.run(function* () {
          try {
            try {
              try {
                yield* Effect.fail("boom")
              } finally {
                yield* Effect.sleep(10)
                yield* note(log, "inner")
              }
            } finally {
              yield* Effect.sleep(5)
              yield* note(log, "middle")
            }
          } finally {
            yield* note(log, "outer")
          }
        })
      )

      assert.deepStrictEqual(log, ["inner@10", "middle@15", "outer@15"])
    })
  )

  it.effect("does not begin the next round of a loop", () =>
    Effect.gen(function* () {
      const log: Array<string> = []
      yield* finish(
        TaskScope.run(function* () {
          for (let round = 0; round < 3; round++) {
            try {
              yield* note(log, `round ${round}`)
              if (round === 1) yield* Effect.fail("boom")
            } finally {
              yield* note(log, `finally ${round}`)
            }
          }
        })
      )

      assert.deepStrictEqual(log, ["round 0@0", "finally 0@0", "round 1@0", "finally 1@0"])
    })
  )

  it.effect("is not cut short when the caller is interrupted while it runs", () =>
    Effect.gen(function* () {
      const log: Array<string> = []
      const fiber = yield* start(
        TaskScope.run(function* () {
          try {
            yield* Effect.fail("boom")
          } finally {
            yield* Effect.sleep(50)
            yield* note(log, "first half")
            yield* Effect.sleep(50)
            yield* note(log, "second half")
          }
        })
      )
      yield* TestClock.adjust(10)
      fiber.interruptUnsafe()
      yield* TestClock.adjust(1000)

      assert.deepStrictEqual(log, ["first half@50", "second half@100"])
      assert.isDefined(fiber.pollUnsafe())
    })
  )

  it.effect("is not cut short when the scope is interrupted while it runs", () =>
    Effect.gen(function* () {
      const log: Array<string> = []
      const exit = yield* finish(
        TaskScope.run(function* (scope) {
          yield* scope.fork(Effect.delay(Effect.fail("sibling"), 10))
          const task = function* () {
            try {
              yield* Effect.fail("task")
            } finally {
              yield* Effect.sleep(50)
              yield* note(log, "finally")
            }
          }
          yield* scope.fork(task)
          yield* Effect.never
        })
      )

      assert.deepStrictEqual(failures(exit), ["sibling", "task"])
      assert.deepStrictEqual(log, ["finally@50"])
    })
  )

  it.effect("may fork a task and join it", () =>
    Effect.gen(function* () {
      const log: Array<string> = []
      const exit = yield* finish(
        TaskScope.run(function* (scope) {
          try {
            yield* Effect.fail("boom")
          } finally {
            const task = yield* scope.fork(Effect.as(Effect.sleep(10), "closed"))
            yield* note(log, yield* task.join)
          }
        })
      )

      assert.deepStrictEqual(failures(exit), ["boom"])
      assert.deepStrictEqual(log, ["closed@10"])
    })
  )

  it.effect("that forks when the scope is being interrupted goes on, and its task is interrupted", () =>
    Effect.gen(function* () {
      const log: Array<string> = []
      const exit = yield* finish(
        TaskScope.run(function* (scope) {
          yield* scope.fork(Effect.delay(Effect.fail("sibling"), 10))
          try {
            yield* Effect.never
          } finally {
            const task = yield* scope.fork(Effect.onInterrupt(Effect.never, () => note(log, "interrupted")))
            yield* task.await
            yield* note(log, "finally")
          }
        })
      )

      assert.deepStrictEqual(failures(exit), ["sibling"])
      assert.deepStrictEqual(log, ["interrupted@10", "finally@10"])
    })
  )
})
