import { assert, describe, it } from "@effect/vitest"
import { Effect } from "effect"
import { close } from "../src/internal/closing.ts"
import type { AnyBody } from "../src/internal/body.ts"
import type { AnyEffect } from "../src/internal/task.ts"

/** Runs a generator to its first yield, closes it there, and gives what it logged and how the closing ended. */
const closing = (make: (log: (line: string) => Effect.Effect<void>) => AnyBody) =>
  Effect.gen(function* () {
    const lines: Array<string> = []
    const body = make((line) =>
      Effect.andThen(
        Effect.yieldNow,
        Effect.sync(() => void lines.push(line))
      )
    )
    body.next()
    const exit = yield* Effect.exit(
      close(body, (result) => result as IteratorResult<AnyEffect, unknown>) ?? Effect.void
    )
    const reasons = exit._tag === "Failure" ? exit.cause.reasons.map((reason) => String(reason)) : []
    return { lines, reasons }
  })

const generatorReturn = (): unknown => Object.getPrototypeOf(function* () {}.prototype).return

describe("close", () => {
  it.effect("runs every step of a finally, at any depth of delegation, and nothing after it", () =>
    Effect.gen(function* () {
      const { lines } = yield* closing(function* (log) {
        function* helper(depth: number): AnyBody {
          try {
            if (depth > 0) yield* helper(depth - 1)
            else yield* Effect.never
            yield* log(`after ${depth}`)
          } finally {
            yield* log(`first ${depth}`)
            yield* log(`second ${depth}`)
          }
        }
        yield* helper(2)
        yield* log("after all")
      })

      assert.deepStrictEqual(lines, ["first 0", "second 0", "first 1", "second 1", "first 2", "second 2"])
    })
  )

  it.effect("does not enter catch blocks", () =>
    Effect.gen(function* () {
      const { lines } = yield* closing(function* (log) {
        try {
          yield* Effect.never
        } catch {
          yield* log("caught")
        } finally {
          yield* log("finally")
        }
      })

      assert.deepStrictEqual(lines, ["finally"])
    })
  )

  it.effect("goes on outwards past a finally that fails, and keeps the failures in that order", () =>
    Effect.gen(function* () {
      const { lines, reasons } = yield* closing(function* (log) {
        function* helper(): AnyBody {
          try {
            yield* Effect.never
          } finally {
            yield* Effect.die("inner")
            yield* log("skipped")
          }
        }
        try {
          yield* helper()
        } finally {
          yield* log("outer")
          yield* Effect.die("outer")
        }
      })

      assert.deepStrictEqual(lines, ["outer"])
      assert.deepStrictEqual(reasons, [`Die("inner")`, `Die("outer")`])
    })
  )

  it.effect("goes on outwards past a finally that throws", () =>
    Effect.gen(function* () {
      const { lines, reasons } = yield* closing(function* (log) {
        function* helper(): AnyBody {
          try {
            yield* Effect.never
          } finally {
            // oxlint-disable-next-line no-unsafe-finally -- the case itself
            throw "thrown"
          }
        }
        try {
          yield* helper()
        } finally {
          yield* log("outer")
        }
      })

      assert.deepStrictEqual(lines, ["outer"])
      assert.deepStrictEqual(reasons, [`Die("thrown")`])
    })
  )

  it.effect("closes what a finally delegates to when that fails", () =>
    Effect.gen(function* () {
      const { lines } = yield* closing(function* (log) {
        function* release(): AnyBody {
          try {
            yield* Effect.die("release")
          } finally {
            yield* log("released")
          }
        }
        try {
          yield* Effect.never
        } finally {
          yield* release()
        }
      })

      assert.deepStrictEqual(lines, ["released"])
    })
  )

  it.effect("closes a generator that a finally itself leaves early", () =>
    Effect.gen(function* () {
      const seen: Array<string> = []
      function* numbers() {
        try {
          yield 1
          yield 2
        } finally {
          seen.push("numbers closed")
        }
      }
      const { lines } = yield* closing(function* (log) {
        try {
          yield* Effect.never
        } finally {
          for (const number of numbers()) {
            seen.push(`number ${number}`)
            break
          }
          yield* log("finally")
        }
      })

      assert.deepStrictEqual(seen, ["number 1", "numbers closed"])
      assert.deepStrictEqual(lines, ["finally"])
    })
  )

  it.effect("leaves the return of all generators as it was", () =>
    Effect.gen(function* () {
      const before = generatorReturn()

      yield* closing(function* () {
        yield* (function* (): AnyBody {
          yield* Effect.never
        })()
      })

      assert.strictEqual(generatorReturn(), before)
    })
  )

  it("has nothing left to run for a generator without finally", () => {
    const body = (function* (): AnyBody {
      yield* Effect.never
    })()
    body.next()

    assert.isUndefined(close(body, (result) => result as IteratorResult<AnyEffect, unknown>))
  })
})
