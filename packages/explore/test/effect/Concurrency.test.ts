/** Explore on `Effect.all` and `Effect.forEach` with concurrency. */
import { describe, it } from "@effect/vitest"
import { Effect, Exit } from "effect"
import { claim, ended, gauge, holds, holdsInterrupted, victim } from "../support/programs.ts"

describe("Effect.forEach", () => {
  it.effect("runs at most as many at once as its concurrency, and gives the results in the order of the items", () =>
    holds(
      Effect.gen(function* () {
        const room = yield* gauge
        const results = yield* Effect.forEach([1, 2, 3, 4], (n) => room.wrap(Effect.as(Effect.yieldNow, n)), {
          concurrency: 2
        })
        yield* claim(results.join() === "1,2,3,4", `results: ${String(results)}`)
        yield* claim(room.peak <= 2 && room.entered === 4, `${room.entered} ran, up to ${room.peak} at once`)
      })
    )
  )

  it.effect("has interrupted and awaited the others when one fails", () =>
    holds(
      Effect.gen(function* () {
        const room = yield* gauge
        const exit = yield* Effect.exit(
          Effect.forEach(
            [1, 2, 3],
            (n) =>
              room.wrap(
                n === 2
                  ? Effect.andThen(Effect.yieldNow, Effect.fail("broken"))
                  : Effect.ensuring(Effect.sleep(1), Effect.yieldNow)
              ),
            { concurrency: "unbounded", discard: true }
          )
        )
        yield* claim(Exit.isFailure(exit) && room.inside === 0, `ended ${exit._tag}, ${room.inside} still run`)
      })
    )
  )

  it.effect("leaves nothing running, wherever it is interrupted", () =>
    holdsInterrupted(
      Effect.gen(function* () {
        const room = yield* gauge
        const worker = yield* victim(
          Effect.forEach([1, 2, 3], () => room.wrap(Effect.yieldNow), { concurrency: 2, discard: true })
        )
        yield* ended(worker)
        yield* claim(room.inside === 0, `${room.inside} still run`)
      }),
      "victim"
    )
  )
})

describe("Effect.all", () => {
  it.effect("gives each result its place", () =>
    holds(
      Effect.gen(function* () {
        const slow = <A>(value: A) => Effect.as(Effect.yieldNow, value)
        const all = yield* Effect.all({ a: slow(1), b: slow(2), c: slow(3) }, { concurrency: "unbounded" })
        yield* claim(all.a === 1 && all.b === 2 && all.c === 3, `results: ${JSON.stringify(all)}`)
      })
    )
  )

  it.effect("runs the finalizers of all members once, wherever it is interrupted", () =>
    holdsInterrupted(
      Effect.gen(function* () {
        const begun = [0, 0]
        const finalized = [0, 0]
        const member = (id: number) =>
          Effect.acquireUseRelease(
            Effect.sync(() => void (begun[id] = (begun[id] ?? 0) + 1)),
            () => Effect.yieldNow,
            () =>
              Effect.andThen(
                Effect.yieldNow,
                Effect.sync(() => void (finalized[id] = (finalized[id] ?? 0) + 1))
              )
          )
        const worker = yield* victim(Effect.all([member(0), member(1)], { concurrency: 2 }))
        yield* ended(worker)
        yield* claim(begun.join() === finalized.join(), `began ${String(begun)}, finalized ${String(finalized)}`)
      }),
      "victim"
    )
  )
})
