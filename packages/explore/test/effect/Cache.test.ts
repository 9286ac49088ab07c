/** Explore on `effect/Cache`, `effect/ScopedCache` and `Effect.cached`. */
import { describe, it } from "@effect/vitest"
import { Cache, Effect, Fiber, ScopedCache } from "effect"
import { claim, ended, holds, holdsInterrupted, together, victim } from "../support/programs.ts"

/** What looks up one value, `of` however it is kept. */
const makers = {
  Cache: (lookup: Effect.Effect<number>, timeToLive?: number) =>
    Effect.map(Cache.make({ lookup: (_key: string) => lookup, capacity: 4, timeToLive }), (cache) => ({
      get: Cache.get(cache, "key"),
      invalidate: Cache.invalidate(cache, "key")
    })),
  ScopedCache: (lookup: Effect.Effect<number>, timeToLive?: number) =>
    Effect.map(ScopedCache.make({ lookup: (_key: string) => lookup, capacity: 4, timeToLive }), (cache) => ({
      get: ScopedCache.get(cache, "key"),
      invalidate: ScopedCache.invalidate(cache, "key")
    })),
  "Effect.cached": (lookup: Effect.Effect<number>, timeToLive?: number) =>
    Effect.map(Effect.cachedInvalidateWithTTL(lookup, timeToLive ?? "1 day"), ([get, invalidate]) => ({
      get,
      invalidate
    }))
}

for (const [name, make] of Object.entries(makers)) {
  describe(`lookups of ${name}`, () => {
    it.effect("looks up once for all who ask at once", () =>
      holds(
        Effect.gen(function* () {
          let lookups = 0
          const cache = yield* make(
            Effect.andThen(
              Effect.yieldNow,
              Effect.sync(() => ++lookups)
            )
          )
          const ask = Effect.flatMap(cache.get, (value) => claim(value === 1, `got ${value}`))
          yield* together(ask, ask, ask)
          yield* claim(lookups === 1, `${lookups} lookups`)
        }).pipe(Effect.scoped)
      )
    )

    it.effect("looks up again after invalidation, and after its time", () =>
      holds(
        Effect.gen(function* () {
          let lookups = 0
          const cache = yield* make(
            Effect.andThen(
              Effect.yieldNow,
              Effect.sync(() => ++lookups)
            ),
            10
          )
          yield* together(cache.get, cache.invalidate, cache.get)
          yield* cache.invalidate
          const before = lookups
          yield* claim((yield* cache.get) === before + 1, "an old value after invalidation")
          yield* Effect.sleep(11)
          yield* claim((yield* cache.get) === before + 2, "an old value after its time")
        }).pipe(Effect.scoped)
      )
    )

    it.effect("who is interrupted while it waits takes the lookup away from nobody else", () =>
      holdsInterrupted(
        Effect.gen(function* () {
          let lookups = 0
          const cache = yield* make(
            Effect.andThen(
              Effect.yieldNow,
              Effect.sync(() => ++lookups)
            )
          )
          const gone = yield* victim(cache.get)
          const other = yield* Effect.forkChild(cache.get)
          const value = yield* Fiber.join(other)
          yield* ended(gone)
          yield* claim((yield* cache.get) === value, "the value is not kept")
        }).pipe(Effect.scoped),
        "victim"
      )
    )

    it.effect("a lookup that nobody waits for any longer is interrupted", () =>
      holdsInterrupted(
        Effect.gen(function* () {
          let running = 0
          const lookup = Effect.acquireUseRelease(
            Effect.sync(() => void running++),
            () => Effect.as(Effect.sleep(1), 1),
            () => Effect.sync(() => void running--)
          )
          const cache = yield* make(lookup)
          const gone = yield* victim(cache.get)
          yield* ended(gone)
          yield* claim(running === 0, "the lookup goes on")
          yield* cache.get
        }).pipe(Effect.scoped),
        "victim"
      )
    )
  })
}

describe("ScopedCache", () => {
  it.effect("releases every resource once, whether invalidated, expired, evicted or closed", () =>
    holds(
      Effect.gen(function* () {
        const released: Array<number> = []
        const lookup = Effect.acquireRelease(
          Effect.sync(() => released.push(0) - 1),
          (id) => Effect.sync(() => void (released[id] = (released[id] ?? 0) + 1))
        )
        yield* Effect.gen(function* () {
          const cache = yield* ScopedCache.make({ lookup: (_key: string) => lookup, capacity: 2, timeToLive: 10 })
          const get = (key: string) => ScopedCache.get(cache, key)
          yield* together(
            Effect.andThen(get("a"), get("b")),
            Effect.andThen(get("c"), ScopedCache.invalidate(cache, "a")),
            Effect.andThen(Effect.sleep(11), get("b"))
          )
        }).pipe(Effect.scoped)
        yield* claim(
          released.every((times) => times === 1),
          `released so many times each: ${String(released)}`
        )
      })
    )
  )
})
