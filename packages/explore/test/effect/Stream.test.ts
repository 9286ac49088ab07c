/** Explore on `effect/Stream` where it is concurrent. */
import { describe, it } from "@effect/vitest"
import { Effect, Exit, Stream } from "effect"
import { claim, ended, gauge, holds, holdsInterrupted, victim, sorted } from "../support/programs.ts"

const slowly = (...items: ReadonlyArray<number>) =>
  Stream.mapEffect(Stream.fromIterable(items), (n) => Effect.as(Effect.yieldNow, n))

const schedules = 100

describe("Stream", () => {
  it.effect("merge gives everything of both, each in its order", () =>
    holds(
      Effect.gen(function* () {
        const all = yield* Stream.runCollect(Stream.merge(slowly(1, 2), slowly(11, 12)))
        yield* claim(
          all.filter((n) => n < 10).join() === "1,2" && all.filter((n) => n > 10).join() === "11,12",
          `got ${String(all)}`
        )
      }),
      { schedules }
    )
  )

  it.effect("buffer gives everything in order", () =>
    holds(
      Effect.gen(function* () {
        const all = yield* Stream.runCollect(Stream.buffer(slowly(1, 2, 3), { capacity: 1 }))
        yield* claim(all.join() === "1,2,3", `got ${String(all)}`)
      }),
      { schedules }
    )
  )

  it.effect("flatMap runs at most as many inner streams at once as its concurrency, and loses nothing", () =>
    holds(
      Effect.gen(function* () {
        const room = yield* gauge
        const all = yield* Stream.fromIterable([1, 2, 3]).pipe(
          Stream.flatMap((n) => Stream.fromEffect(room.wrap(Effect.as(Effect.yieldNow, n))), { concurrency: 2 }),
          Stream.runCollect
        )
        yield* claim(sorted(all).join() === "1,2,3" && room.peak <= 2, `got ${String(all)}, up to ${room.peak} at once`)
      }),
      // At the granularity `op` it may lose elements: see findings.test.ts. Its inner fibers fail with the signal of the
      // end, which nobody has to hear.
      { schedules, granularity: "await", oracles: { "unobserved failure": false } }
    )
  )

  it.effect("groupedWithin loses nothing, keeps the order, and makes no group too large", () =>
    holds(
      Effect.gen(function* () {
        const spread = Stream.mapEffect(Stream.fromIterable([1, 2, 3, 4]), (n) =>
          Effect.as(Effect.sleep(n === 3 ? 10 : 1), n)
        )
        const groups = yield* Stream.runCollect(Stream.groupedWithin(spread, 2, 5))
        yield* claim(
          groups.flat().join() === "1,2,3,4" && groups.every((group) => group.length <= 2),
          JSON.stringify(groups)
        )
      }),
      { schedules }
    )
  )

  it.effect("merge has ended both sides when one fails", () =>
    holds(
      Effect.gen(function* () {
        const room = yield* gauge
        const endless = Stream.fromEffect(room.wrap(Effect.ensuring(Effect.sleep(5), Effect.yieldNow)))
        const broken = Stream.fromEffect(Effect.andThen(Effect.yieldNow, Effect.fail("broken")))
        const exit = yield* Effect.exit(Stream.runDrain(Stream.merge(endless, broken)))
        yield* claim(Exit.isFailure(exit) && room.inside === 0, `ended ${exit._tag}, ${room.inside} still run`)
      }),
      { schedules }
    )
  )

  it.effect("leaves nothing running, wherever its consumer is interrupted", () =>
    holdsInterrupted(
      Effect.gen(function* () {
        const room = yield* gauge
        const source = Stream.fromEffect(room.wrap(Effect.yieldNow))
        const consumer = yield* victim(Stream.runDrain(Stream.buffer(Stream.merge(source, source), { capacity: 1 })))
        yield* ended(consumer)
        yield* claim(room.inside === 0, `${room.inside} still run`)
      }),
      "victim",
      { schedules: 3 }
    )
  )
})
