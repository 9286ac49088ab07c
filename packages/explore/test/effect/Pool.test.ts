/** Explore on `effect/Pool`. */
import { describe, it } from "@effect/vitest"
import { Effect, Exit, Fiber, Pool, Scope } from "effect"
import { claim, ended, gauge, holds, holdsInterrupted, together, victim } from "../support/programs.ts"

/** Resources that count how often each was released, and never let more than `most` be open at once. */
const resources = (most = Number.POSITIVE_INFINITY) =>
  Effect.sync(() => {
    const released: Array<number> = []
    const isOpen = (times: number) => times === 0
    const acquire = Effect.acquireRelease(
      Effect.tap(
        Effect.sync(() => released.push(0) - 1),
        () => Effect.suspend(() => claim(released.filter(isOpen).length <= most, `more than ${most} are open`))
      ),
      (id) => Effect.sync(() => void (released[id] = (released[id] ?? 0) + 1))
    )
    return { released, acquire }
  })

// Of three borrowers one may be left to wait for ever, rarely: see the page "Found in Effect".
const three = { oracles: { deadlock: false } } as const

const releasedOnce = (released: ReadonlyArray<number>) =>
  claim(
    released.every((times) => times === 1),
    `released so many times each: ${String(released)}`
  )

describe("Pool", () => {
  it.effect("lends at most its size at once, and releases what it acquired once, when its scope closes", () =>
    holds(
      Effect.gen(function* () {
        const { acquire, released } = yield* resources(2)
        yield* Effect.gen(function* () {
          const pool = yield* Pool.make({ acquire, size: 2 })
          const room = yield* gauge
          const use = Effect.scoped(Effect.andThen(Pool.get(pool), room.wrap(Effect.yieldNow)))
          yield* together(use, use, use)
          yield* claim(room.peak <= 2 && room.entered === 3, `${room.entered} entered, up to ${room.peak} at once`)
        }).pipe(Effect.scoped)
        yield* releasedOnce(released)
      }),
      three
    )
  )

  it.effect("never lends an item to two at once", () =>
    holds(
      Effect.gen(function* () {
        const { acquire } = yield* resources()
        const pool = yield* Pool.make({ acquire, size: 2 })
        const lent = new Set<number>()
        const use = Pool.use(pool, (id) =>
          Effect.gen(function* () {
            yield* claim(!lent.has(id), `item ${id} is lent already`)
            lent.add(id)
            yield* Effect.yieldNow
            lent.delete(id)
          })
        )
        yield* together(use, use, use)
      }).pipe(Effect.scoped),
      three
    )
  )

  it.effect("does not lend an invalidated item again, and replaces it", () =>
    holds(
      Effect.gen(function* () {
        const { acquire, released } = yield* resources()
        yield* Effect.gen(function* () {
          const pool = yield* Pool.make({ acquire, size: 1 })
          const gone = new Set<number>()
          const spoil = Pool.use(pool, (id) =>
            Effect.gen(function* () {
              yield* claim(!gone.has(id), `invalidated item ${id} was lent`)
              yield* Pool.invalidate(pool, id)
              gone.add(id)
            })
          )
          yield* together(spoil, spoil)
          yield* Pool.use(pool, (id) => claim(!gone.has(id), `invalidated item ${id} was lent`))
        }).pipe(Effect.scoped)
        yield* releasedOnce(released)
      })
    )
  )

  it.effect("shutdown waits for what is lent, and ends those who wait", () =>
    holds(
      Effect.gen(function* () {
        const { acquire, released } = yield* resources()
        const scope = yield* Scope.make()
        const pool = yield* Scope.provide(Pool.make({ acquire, size: 1 }), scope)
        let using = 0
        const use = Pool.use(pool, (id) =>
          Effect.gen(function* () {
            using++
            yield* Effect.yieldNow
            yield* claim(released[id] === 0, "an item was released while it was lent")
            using--
          })
        )
        const users = yield* Effect.forEach([1, 2], () => Effect.forkChild(use))
        yield* Scope.close(scope, Exit.void)
        yield* claim(using === 0, "closed while an item was lent")
        const exits = yield* Effect.forEach(users, Fiber.await)
        yield* claim(
          exits.every((exit) => Exit.isSuccess(exit) || Exit.hasInterrupts(exit)),
          "a user died"
        )
        yield* releasedOnce(released)
      })
    )
  )

  it.effect("tries again after an acquisition that failed, where nothing but waiting passes the turn on", () =>
    holds(
      Effect.gen(function* () {
        let attempts = 0
        const pool = yield* Pool.make({
          acquire: Effect.suspend(() => (++attempts === 1 ? Effect.fail("first") : Effect.succeed(attempts))),
          size: 1
        })
        const use = Effect.retry(Effect.scoped(Pool.get(pool)), { times: 2 })
        yield* together(use, use)
      }).pipe(Effect.scoped),
      // With a preemption before any operation it may wait for ever: see findings.test.ts.
      { granularity: "await" }
    )
  )

  it.effect("has its item back wherever its user is interrupted", () =>
    holdsInterrupted(
      Effect.gen(function* () {
        const { acquire, released } = yield* resources()
        yield* Effect.gen(function* () {
          const pool = yield* Pool.make({ acquire, size: 1 })
          const gone = yield* victim(Effect.scoped(Effect.andThen(Pool.get(pool), Effect.yieldNow)))
          const other = yield* Effect.forkChild(Pool.use(pool, () => Effect.yieldNow))
          yield* Fiber.join(other)
          yield* ended(gone)
          yield* Pool.use(pool, () => Effect.void)
        }).pipe(Effect.scoped)
        yield* releasedOnce(released)
      }),
      "victim"
    )
  )

  it.effect("releases what it acquired once, wherever its owner is interrupted", () => {
    let all: ReadonlyArray<number> = []
    return holdsInterrupted(
      Effect.gen(function* () {
        const { acquire, released } = yield* resources()
        all = released
        const owner = yield* victim(
          Effect.gen(function* () {
            const pool = yield* Pool.make({ acquire: Effect.tap(acquire, Effect.yieldNow), size: 2 })
            yield* Pool.use(pool, () => Effect.yieldNow)
          }).pipe(Effect.scoped)
        )
        yield* ended(owner)
        yield* releasedOnce(all)
      }),
      "victim"
    )
  })
})
