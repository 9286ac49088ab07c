import { assert, describe, it } from "@effect/vitest"
import { Effect, Fiber } from "effect"
import { TaskScope } from "../src/index.ts"
import { start } from "./support/fibers.ts"
import { failures, finish, note } from "./support/finish.ts"

/** A generator to delegate to, whose `finally` suspends. */
function* part(log: Array<string>, name: string, inside: Effect.Effect<unknown, string>) {
  try {
    yield* inside
    yield* note(log, `${name} went on`)
  } finally {
    yield* Effect.sleep(10)
    yield* note(log, `${name} finally`)
  }
  yield* note(log, `${name} after`)
}

describe("finally in a generator that a body delegates to", () => {
  it.effect("runs on failure, and no generator around it goes on", () =>
    Effect.gen(function* () {
      const log: Array<string> = []
      const exit = yield* finish(
        TaskScope.run(function* () {
          yield* part(log, "part", Effect.fail("boom"))
          yield* note(log, "body went on")
        })
      )

      assert.deepStrictEqual(failures(exit), ["boom"])
      assert.deepStrictEqual(log, ["part finally@10"])
    })
  )

  it.effect("runs on interruption, before the finally of the body around it", () =>
    Effect.gen(function* () {
      const log: Array<string> = []
      const fiber = yield* start(
        TaskScope.run(function* () {
          try {
            yield* part(log, "part", Effect.never)
            yield* note(log, "body went on")
          } finally {
            yield* note(log, "body finally")
          }
        })
      )
      fiber.interruptUnsafe()
      yield* finish(Fiber.await(fiber))

      assert.deepStrictEqual(log, ["part finally@10", "body finally@10"])
    })
  )

  it.effect("runs at every depth, from the inside out", () =>
    Effect.gen(function* () {
      const log: Array<string> = []
      function* nest(depth: number): Generator<Effect.Effect<unknown, string>, void, unknown> {
        try {
          if (depth === 0) yield* Effect.fail("boom")
          else yield* nest(depth - 1)
          yield* note(log, `${depth} went on`)
        } finally {
          yield* Effect.sleep(10)
          yield* note(log, `${depth}`)
        }
      }
      const exit = yield* finish(TaskScope.run(() => nest(3)))

      assert.deepStrictEqual(failures(exit), ["boom"])
      assert.deepStrictEqual(log, ["0@10", "1@20", "2@30", "3@40"])
    })
  )

  it.effect(
    "when it fails, the finally of the body around it still runs, and its failure stays behind the primary",
    () =>
      Effect.gen(function* () {
        const log: Array<string> = []
        function* failing() {
          try {
            yield* Effect.fail("primary")
          } finally {
            yield* Effect.fail("finalizer")
          }
        }
        const exit = yield* finish(
          TaskScope.run(function* () {
            try {
              yield* failing()
              yield* note(log, "body went on")
            } finally {
              yield* note(log, "body finally")
            }
          })
        )

        assert.deepStrictEqual(failures(exit), ["primary", "finalizer"])
        assert.deepStrictEqual(log, ["body finally@0"])
      })
  )

  it.effect("delegated to from a finally, it runs to its end", () =>
    Effect.gen(function* () {
      const log: Array<string> = []
      yield* finish(
        TaskScope.run(function* () {
          try {
            yield* Effect.fail("boom")
          } finally {
            yield* part(log, "cleanup", Effect.sleep(5))
            yield* note(log, "finally")
          }
        })
      )

      assert.deepStrictEqual(log, ["cleanup went on@5", "cleanup finally@15", "cleanup after@15", "finally@15"])
    })
  )

  it.effect("a finally that leaves a loop over another generator closes that one", () =>
    Effect.gen(function* () {
      const log: Array<string> = []
      function* numbers() {
        try {
          yield 1
          yield 2
        } finally {
          log.push("numbers closed")
        }
      }
      yield* finish(
        TaskScope.run(function* () {
          try {
            yield* Effect.fail("boom")
          } finally {
            for (const number of numbers()) {
              log.push(`number ${number}`)
              break
            }
            yield* note(log, "finally")
          }
        })
      )

      assert.deepStrictEqual(log, ["number 1", "numbers closed", "finally@0"])
    })
  )

  it.effect("a finally that leaves loops over generators closes each at once, in order", () =>
    Effect.gen(function* () {
      const log: Array<string> = []
      function* numbers(name: string) {
        try {
          yield 1
          yield 2
        } finally {
          log.push(`${name} closed`)
        }
      }
      yield* finish(
        TaskScope.run(function* () {
          try {
            yield* Effect.fail("boom")
          } finally {
            for (const number of numbers("a")) {
              log.push(`a ${number}`)
              break
            }
            for (const number of numbers("b")) {
              log.push(`b ${number}`)
              break
            }
            log.push("finally")
            yield* Effect.yieldNow
          }
        })
      )

      assert.deepStrictEqual(log, ["a 1", "a closed", "b 1", "b closed", "finally"])
    })
  )

  it.effect("leaves the return of all other generators as it was", () =>
    Effect.gen(function* () {
      const prototype = Object.getPrototypeOf(function* () {}.prototype) as object
      const seen = new Set<unknown>()
      const look = Effect.sync(() => void seen.add(Reflect.get(prototype, "return")))
      yield* look
      const body = (inside: () => Generator<Effect.Effect<unknown, string>, void, unknown>) =>
        TaskScope.run(function* () {
          try {
            yield* inside()
          } finally {
            yield* look
            yield* Effect.sleep(10)
            yield* look
          }
        })
      yield* finish(body(() => part([], "part", Effect.andThen(look, Effect.fail("boom")))))
      yield* finish(
        TaskScope.run(function* () {
          try {
            yield* Effect.fail("boom")
          } finally {
            yield* look
          }
        })
      )
      yield* look

      assert.strictEqual(seen.size, 1)
    })
  )
})

describe("using in a body", () => {
  const opened = (log: Array<string>, name: string): Disposable => ({ [Symbol.dispose]: () => void log.push(name) })

  it.effect("disposes last opened first, in the body and in what it delegates to", () =>
    Effect.gen(function* () {
      const log: Array<string> = []
      function* inner() {
        using c = opened(log, "c")
        yield* Effect.fail("boom")
        return c
      }
      const exit = yield* finish(
        TaskScope.run(function* () {
          using a = opened(log, "a")
          using b = opened(log, "b")
          yield* inner()
          return [a, b]
        })
      )

      assert.deepStrictEqual(failures(exit), ["boom"])
      assert.deepStrictEqual(log, ["c", "b", "a"])
    })
  )

  it.effect("keeps what a disposal throws behind the primary error, and disposes the others", () =>
    Effect.gen(function* () {
      const log: Array<string> = []
      const thrown = new Error("thrown in dispose")
      const broken: Disposable = {
        [Symbol.dispose]: () => {
          throw thrown
        }
      }
      const exit = yield* finish(
        TaskScope.run(function* () {
          using a = opened(log, "a")
          using b = broken
          yield* Effect.fail("boom")
          return [a, b]
        })
      )

      assert.deepStrictEqual(failures(exit), ["boom", thrown])
      assert.deepStrictEqual(log, ["a"])
    })
  )

  it.effect("disposes before the tasks end that the body has left running", () =>
    Effect.gen(function* () {
      const log: Array<string> = []
      yield* finish(
        TaskScope.run(function* (scope) {
          using a = opened(log, "disposed")
          yield* scope.fork(Effect.andThen(Effect.sleep(10), note(log, "task ended")))
          return a
        })
      )

      assert.deepStrictEqual(log, ["disposed", "task ended@10"])
    })
  )
})
