/** Explore on `effect/FiberSet`, `effect/FiberMap` and `effect/FiberHandle`. */
import { describe, it } from "@effect/vitest"
import { Effect, Exit, type Fiber, FiberHandle, FiberMap, FiberSet } from "effect"
import { claim, ended, gauge, holds, holdsInterrupted, together, victim } from "../support/programs.ts"

describe("FiberSet", () => {
  it.effect("has interrupted and awaited all of its fibers when its scope has closed", () =>
    holds(
      Effect.gen(function* () {
        const room = yield* gauge
        yield* Effect.gen(function* () {
          const set = yield* FiberSet.make()
          const start = FiberSet.run(set, room.wrap(Effect.sleep(10)))
          yield* together(start, start)
        }).pipe(Effect.scoped)
        yield* claim(room.inside === 0, `${room.inside} still run`)
      })
    )
  )

  it.effect("awaitEmpty waits for all that were started", () =>
    holds(
      Effect.gen(function* () {
        const set = yield* FiberSet.make()
        let ended = 0
        const job = Effect.andThen(
          Effect.sleep(1),
          Effect.sync(() => void ended++)
        )
        yield* together(FiberSet.run(set, job), FiberSet.run(set, job, { startImmediately: false }))
        yield* FiberSet.awaitEmpty(set)
        yield* claim(ended === 2 && (yield* FiberSet.size(set)) === 0, `${ended} of 2 have ended`)
      }).pipe(Effect.scoped)
    )
  )

  it.effect("join fails with the failure of a fiber", () =>
    holds(
      Effect.gen(function* () {
        const set = yield* FiberSet.make<void, string>()
        yield* FiberSet.run(set, Effect.sleep(1))
        yield* FiberSet.run(set, Effect.andThen(Effect.yieldNow, Effect.fail("broken")))
        const exit = yield* Effect.exit(FiberSet.join(set))
        yield* claim(Exit.isFailure(exit), "join succeeded")
      }).pipe(Effect.scoped)
    )
  )

  it.effect("leaves no fiber behind, wherever its owner is interrupted", () =>
    holdsInterrupted(
      Effect.gen(function* () {
        const room = yield* gauge
        const owner = yield* victim(
          Effect.gen(function* () {
            const set = yield* FiberSet.make()
            yield* FiberSet.run(set, room.wrap(Effect.sleep(10)))
            yield* FiberSet.run(set, room.wrap(Effect.sleep(20)), { startImmediately: false })
            yield* FiberSet.awaitEmpty(set)
          }).pipe(Effect.scoped)
        )
        yield* ended(owner)
        yield* claim(room.inside === 0, `${room.inside} still run`)
      }),
      "victim"
    )
  )
})

describe("FiberMap", () => {
  it.effect("keeps the fiber that came last under a key, and interrupts the others", () =>
    holds(
      Effect.gen(function* () {
        const map = yield* FiberMap.make<string>()
        const starts = [FiberMap.run(map, "key", Effect.never), FiberMap.run(map, "key", Effect.never)]
        const fibers: Array<Fiber.Fiber<unknown, unknown>> = []
        yield* together(...starts.map((start) => Effect.map(start, (fiber) => void fibers.push(fiber))))
        yield* Effect.sleep(1)
        const alive = fibers.filter((fiber) => fiber.pollUnsafe() === undefined)
        yield* claim(alive.length === 1, `${alive.length} fibers live under one key`)
        yield* FiberMap.remove(map, "key")
      }).pipe(Effect.scoped)
    )
  )

  it.effect("with onlyIfMissing starts no second fiber under a key", () =>
    holds(
      Effect.gen(function* () {
        const map = yield* FiberMap.make<string>()
        const room = yield* gauge
        const start = FiberMap.run(map, "key", room.wrap(Effect.sleep(10)), { onlyIfMissing: true })
        yield* together(start, start)
        yield* FiberMap.awaitEmpty(map)
        yield* claim(room.peak === 1, `${room.peak} at once`)
      }).pipe(Effect.scoped)
    )
  )

  it.effect("has interrupted and awaited all of its fibers when its scope has closed", () =>
    holds(
      Effect.gen(function* () {
        const room = yield* gauge
        yield* Effect.gen(function* () {
          const map = yield* FiberMap.make<string>()
          const start = FiberMap.run(map, "key", room.wrap(Effect.ensuring(Effect.never, Effect.yieldNow)))
          yield* together(start, start)
        }).pipe(Effect.scoped)
        yield* claim(room.inside === 0, `${room.inside} still run`)
      })
    )
  )
})

describe("FiberHandle", () => {
  it.effect("keeps the fiber that came last, and interrupts the one before", () =>
    holds(
      Effect.gen(function* () {
        const handle = yield* FiberHandle.make()
        const fibers: Array<Fiber.Fiber<unknown, unknown>> = []
        const start = Effect.map(FiberHandle.run(handle, Effect.never), (fiber) => void fibers.push(fiber))
        yield* together(start, start)
        yield* Effect.sleep(1)
        const alive = fibers.filter((fiber) => fiber.pollUnsafe() === undefined)
        yield* claim(alive.length === 1, `${alive.length} fibers live in one handle`)
        yield* FiberHandle.clear(handle)
        yield* claim(alive[0]?.pollUnsafe() !== undefined, "clear left a fiber")
      }).pipe(Effect.scoped)
    )
  )

  it.effect("leaves no fiber behind, wherever its owner is interrupted", () =>
    holdsInterrupted(
      Effect.gen(function* () {
        const room = yield* gauge
        const owner = yield* victim(
          Effect.gen(function* () {
            const handle = yield* FiberHandle.make()
            yield* FiberHandle.run(handle, room.wrap(Effect.ensuring(Effect.sleep(10), Effect.yieldNow)))
            yield* FiberHandle.run(handle, room.wrap(Effect.sleep(10)))
            yield* FiberHandle.awaitEmpty(handle)
          }).pipe(Effect.scoped)
        )
        yield* ended(owner)
        yield* claim(room.inside === 0, `${room.inside} still run`)
      }),
      "victim"
    )
  )
})
