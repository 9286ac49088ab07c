/** Explore on `effect/RcMap`, `effect/RcRef` and `effect/LayerMap`. */
import { describe, it } from "@effect/vitest"
import { Context, Effect, Fiber, Layer, LayerMap, RcMap, RcRef } from "effect"
import { claim, ended, holds, holdsInterrupted, together, victim } from "../support/programs.ts"

/** A resource that counts its acquisitions and releases. */
class Counted {
  acquired = 0
  released = 0
  readonly open = new Set<number>()

  readonly acquire = Effect.acquireRelease(
    Effect.andThen(
      Effect.yieldNow,
      Effect.sync(() => {
        this.open.add(++this.acquired)
        return this.acquired
      })
    ),
    (id) =>
      Effect.sync(() => {
        this.open.delete(id)
        this.released++
      })
  )

  /** Holds it for a while, in which it must stay open. */
  readonly hold = <E, R>(get: Effect.Effect<number, E, R>) =>
    Effect.gen({ self: this }, function* () {
      const id = yield* get
      yield* Effect.yieldNow
      yield* claim(this.open.has(id), `${id} was released while it was held`)
    }).pipe(Effect.scoped)

  readonly allReleased = Effect.suspend(() =>
    claim(this.acquired === this.released, `acquired ${this.acquired} times, released ${this.released} times`)
  )
}

class Database extends Context.Service<Database, { readonly name: string; readonly id: number }>()("test/Database") {}

/** Makes something of one resource, and how to get at it. */
const makers = {
  RcRef: (counted: Counted, idleTimeToLive?: number) =>
    Effect.map(RcRef.make({ acquire: counted.acquire, idleTimeToLive }), (ref) => ({
      get: RcRef.get(ref),
      invalidate: RcRef.invalidate(ref)
    })),
  RcMap: (counted: Counted, idleTimeToLive?: number) =>
    Effect.map(RcMap.make({ lookup: (_key: string) => counted.acquire, idleTimeToLive }), (map) => ({
      get: RcMap.get(map, "key"),
      invalidate: RcMap.invalidate(map, "key")
    })),
  LayerMap: (counted: Counted, idleTimeToLive?: number) =>
    Effect.map(
      LayerMap.make(
        (name: string) =>
          Layer.effect(
            Database,
            Effect.map(counted.acquire, (id) => ({ name, id }))
          ),
        { idleTimeToLive }
      ),
      (map) => ({
        get: Effect.map(map.contextEffect("key"), (context) => Context.get(context, Database).id),
        invalidate: map.invalidate("key")
      })
    )
}

for (const [name, make] of Object.entries(makers)) {
  describe(`resources of ${name}`, () => {
    it.effect("keeps open what somebody holds, and releases it after the last", () =>
      holds(
        Effect.gen(function* () {
          const counted = new Counted()
          yield* Effect.gen(function* () {
            const shared = yield* make(counted)
            const use = counted.hold(shared.get)
            yield* together(use, use, use)
            yield* counted.allReleased
          }).pipe(Effect.scoped)
        }),
        { schedules: 200 }
      )
    )

    it.effect("acquires once for all who come while one holds it", () =>
      holds(
        Effect.gen(function* () {
          const counted = new Counted()
          const shared = yield* make(counted)
          yield* shared.get
          yield* together(counted.hold(shared.get), counted.hold(shared.get))
          yield* claim(counted.acquired === 1, `acquired ${counted.acquired} times`)
        }).pipe(Effect.scoped),
        { schedules: 200 }
      )
    )

    it.effect("keeps it for the idle time, and releases it then", () =>
      holds(
        Effect.gen(function* () {
          const counted = new Counted()
          yield* Effect.gen(function* () {
            const shared = yield* make(counted, 10)
            yield* Effect.scoped(shared.get)
            yield* Effect.sleep(5)
            yield* Effect.scoped(shared.get)
            yield* claim(counted.acquired === 1, `acquired ${counted.acquired} times within the idle time`)
            yield* Effect.sleep(30)
            yield* counted.allReleased
          }).pipe(Effect.scoped)
        }),
        { schedules: 200 }
      )
    )

    it.effect("a resource that is invalidated while it is held is released by its last holder", () =>
      holds(
        Effect.gen(function* () {
          const counted = new Counted()
          yield* Effect.gen(function* () {
            const shared = yield* make(counted)
            const use = counted.hold(shared.get)
            yield* together(use, shared.invalidate, use)
          }).pipe(Effect.scoped)
          yield* counted.allReleased
        }),
        { schedules: 200 }
      )
    )

    it.effect("a holder that is interrupted, also while it acquires, takes it away from nobody else", () =>
      holdsInterrupted(
        Effect.gen(function* () {
          const counted = new Counted()
          yield* Effect.gen(function* () {
            const shared = yield* make(counted)
            const gone = yield* victim(Effect.scoped(Effect.andThen(shared.get, Effect.yieldNow)))
            const other = yield* Effect.forkChild(counted.hold(shared.get))
            yield* Fiber.join(other)
            yield* ended(gone)
            yield* counted.allReleased
          }).pipe(Effect.scoped)
        }),
        "victim"
      )
    )

    it.effect("is released once, wherever its owner is interrupted", () =>
      holdsInterrupted(
        Effect.gen(function* () {
          const counted = new Counted()
          const owner = yield* victim(
            Effect.gen(function* () {
              const shared = yield* make(counted, 10)
              yield* Effect.scoped(shared.get)
              yield* Effect.sleep(20)
              yield* Effect.scoped(shared.get)
            }).pipe(Effect.scoped)
          )
          yield* ended(owner)
          yield* counted.allReleased
        }),
        "victim"
      )
    )
  })
}
