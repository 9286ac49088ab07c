/** Explore on `Effect.race`, `raceFirst`, `raceAll` and `Effect.timeout`. */
import { describe, it } from "@effect/vitest"
import { Clock, Effect, Exit, Option } from "effect"
import { claim, ended, gauge, holds, holdsInterrupted, victim } from "../support/programs.ts"

describe("Effect.race", () => {
  it.effect("has interrupted and awaited the loser when it returns", () =>
    holds(
      Effect.gen(function* () {
        const room = yield* gauge
        const slow = room.wrap(Effect.ensuring(Effect.never, Effect.yieldNow))
        yield* Effect.race(room.wrap(Effect.yieldNow), slow)
        yield* claim(room.inside === 0, "the loser still runs")
      })
    )
  )

  it.effect("prefers a success to a failure that comes before", () =>
    holds(
      Effect.gen(function* () {
        const value = yield* Effect.race(Effect.fail("broken"), Effect.as(Effect.sleep(1), 1))
        yield* claim(value === 1, "the failure won")
      })
    )
  )

  it.effect("leaves neither running, wherever it is interrupted", () =>
    holdsInterrupted(
      Effect.gen(function* () {
        const room = yield* gauge
        const racer = yield* victim(Effect.race(room.wrap(Effect.sleep(1)), room.wrap(Effect.sleep(2))))
        yield* ended(racer)
        yield* claim(room.inside === 0, `${room.inside} still run`)
      }),
      "victim"
    )
  )
})

describe("Effect.raceFirst", () => {
  it.effect("ends as the first ends, with the other interrupted and awaited", () =>
    holds(
      Effect.gen(function* () {
        const room = yield* gauge
        const exit = yield* Effect.exit(
          Effect.raceFirst(
            room.wrap(Effect.andThen(Effect.yieldNow, Effect.fail("broken"))),
            room.wrap(Effect.ensuring(Effect.sleep(1), Effect.yieldNow))
          )
        )
        yield* claim(Exit.isFailure(exit) && room.inside === 0, `ended ${exit._tag}, ${room.inside} still run`)
      })
    )
  )
})

describe("Effect.raceAll", () => {
  it.effect("has one winner, and everybody else interrupted and awaited", () =>
    holds(
      Effect.gen(function* () {
        const room = yield* gauge
        const winner = yield* Effect.raceAll([1, 2, 3].map((n) => room.wrap(Effect.as(Effect.yieldNow, n))))
        yield* claim(room.inside === 0, `${room.inside} still run`)
        return winner
      })
    )
  )

  it.effect("fails when all fail", () =>
    holds(
      Effect.gen(function* () {
        const fail = (why: string) => Effect.andThen(Effect.yieldNow, Effect.fail(why))
        const exit = yield* Effect.exit(Effect.raceAll([fail("one"), fail("two")]))
        yield* claim(Exit.isFailure(exit), "it succeeded")
      })
    )
  )
})

describe("Effect.timeout", () => {
  it.effect("gives the value or the timeout, never both, and has ended what it timed", () =>
    holds(
      Effect.gen(function* () {
        const room = yield* gauge
        const result = yield* Effect.timeoutOption(room.wrap(Effect.as(Effect.sleep(10), 1)), 10)
        yield* claim(room.inside === 0, "it still runs")
        yield* claim(Option.isNone(result) || result.value === 1, "another value")
      })
    )
  )

  it.effect("waits for what cannot be interrupted", () =>
    holds(
      Effect.gen(function* () {
        let done = false
        const work = Effect.uninterruptible(
          Effect.andThen(
            Effect.sleep(100),
            Effect.sync(() => (done = true))
          )
        )
        yield* Effect.timeoutOption(work, 10)
        const now = yield* Clock.currentTimeMillis
        yield* claim(done && now === 100, `returned at ${now}, done: ${done}`)
      })
    )
  )

  it.effect("leaves nothing running, wherever it is interrupted", () =>
    holdsInterrupted(
      Effect.gen(function* () {
        const room = yield* gauge
        const worker = yield* victim(Effect.timeoutOption(room.wrap(Effect.sleep(10)), 5))
        yield* ended(worker)
        yield* claim(room.inside === 0, "it still runs")
      }),
      "victim"
    )
  )
})
