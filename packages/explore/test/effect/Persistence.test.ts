/** Explore on `effect/persistence/RateLimiter` and `effect/persistence/CircuitBreaker`, with their memory stores. */
import { describe, it } from "@effect/vitest"
import { Clock, Effect, Exit, Fiber, Layer } from "effect"
import { CircuitBreaker, RateLimiter } from "effect/persistence"
import { claim, ended, gauge, holds, holdsInterrupted, together, victim, sorted } from "../support/programs.ts"

const limiter = Layer.provide(RateLimiter.layer, RateLimiter.layerStoreMemory)

const breaker = Layer.provide(
  CircuitBreaker.layer({ tripPolicy: CircuitBreaker.consecutive(2), openDuration: 100 }),
  CircuitBreaker.layerStoreMemory()
)

const key = "key"

describe("RateLimiter", () => {
  for (const algorithm of ["fixed-window", "token-bucket"] as const) {
    it.effect(`${algorithm} admits exactly its limit of those who come at once`, () =>
      holds(
        Effect.gen(function* () {
          const { consume } = yield* RateLimiter.RateLimiter
          let admitted = 0
          const call = consume({ algorithm, window: 1_000, limit: 2, key, onExceeded: "fail" }).pipe(
            Effect.map(() => void admitted++),
            Effect.ignore
          )
          yield* together(call, call, call)
          yield* claim(admitted === 2, `admitted ${admitted}`)
        }).pipe(Effect.provide(limiter))
      )
    )

    it.effect(`${algorithm} delays those above its limit until they are due, in any order of their coming`, () =>
      holds(
        Effect.gen(function* () {
          const limit = yield* RateLimiter.makeWithRateLimiter
          const times: Array<number> = []
          const call = Effect.map(Clock.currentTimeMillis, (now) => void times.push(now)).pipe(
            limit({ algorithm, window: 1_000, limit: 2, key, onExceeded: "delay" })
          )
          yield* together(call, call, call)
          const last = algorithm === "fixed-window" ? 1_000 : 500
          yield* claim(sorted(times).join() === `0,0,${last}`, `ran at ${String(times)}`)
        }).pipe(Effect.provide(limiter))
      )
    )
  }
})

describe("RateLimiter, fixed window", () => {
  it.effect("opens its next window when as much time has passed as the tokens that were taken are worth", () =>
    holds(
      Effect.gen(function* () {
        const { consume } = yield* RateLimiter.RateLimiter
        const call = consume({ algorithm: "fixed-window", window: 1_000, limit: 10, key, onExceeded: "fail" })
        const calls = (count: number) => Effect.all(Array.from({ length: count }, () => call))
        yield* calls(9)
        yield* Effect.sleep(900)
        yield* calls(10)
        yield* claim(Exit.isFailure(yield* Effect.exit(call)), "20 were admitted")
      }).pipe(Effect.provide(limiter)),
      { schedules: 1 }
    )
  )
})

describe("CircuitBreaker", () => {
  it.effect("opens after as many failures in a row as it was given, and then starts nothing", () =>
    holds(
      Effect.gen(function* () {
        const { execute } = yield* CircuitBreaker.CircuitBreaker
        const call = Effect.exit(execute(Effect.andThen(Effect.yieldNow, Effect.fail("broken")), { key }))
        yield* together(call, call, call)
        let started = false
        const exit = yield* Effect.exit(
          execute(
            Effect.sync(() => (started = true)),
            { key }
          )
        )
        yield* claim(Exit.isFailure(exit) && !started, "a call was let through an open circuit")
      }).pipe(Effect.provide(breaker))
    )
  )

  it.effect("half open lets one probe through at a time", () =>
    holds(
      Effect.gen(function* () {
        const { execute, state } = yield* CircuitBreaker.CircuitBreaker
        const fail = Effect.exit(execute(Effect.fail("broken"), { key }))
        yield* fail
        yield* fail
        yield* Effect.sleep(100)
        const room = yield* gauge
        const call = Effect.exit(execute(room.wrap(Effect.andThen(Effect.yieldNow, Effect.fail("broken"))), { key }))
        yield* together(call, call)
        yield* claim(room.entered === 1, `${room.entered} calls went through`)
        yield* claim((yield* state(key))._tag === "Open", "not open after a failed probe")
      }).pipe(Effect.provide(breaker))
    )
  )

  it.effect("a probe that is interrupted makes place for the next", () =>
    holdsInterrupted(
      Effect.gen(function* () {
        const { execute, state } = yield* CircuitBreaker.CircuitBreaker
        const fail = Effect.exit(execute(Effect.fail("broken"), { key }))
        yield* fail
        yield* fail
        yield* Effect.sleep(100)
        const probe = yield* victim(execute(Effect.yieldNow, { key }))
        yield* ended(probe)
        yield* execute(Effect.void, { key })
        yield* claim((yield* state(key))._tag === "Closed", "not closed after a probe that succeeded")
      }).pipe(Effect.provide(breaker)),
      "victim"
    )
  )

  it.effect("counts no failure for a call that is interrupted", () =>
    holdsInterrupted(
      Effect.gen(function* () {
        const { execute, state } = yield* CircuitBreaker.CircuitBreaker
        yield* Effect.exit(execute(Effect.fail("broken"), { key }))
        const call = yield* victim(execute(Effect.yieldNow, { key }))
        yield* Fiber.await(call)
        yield* claim((yield* state(key))._tag === "Closed", "an interrupted call opened the circuit")
      }).pipe(Effect.provide(breaker)),
      "victim"
    )
  )
})
