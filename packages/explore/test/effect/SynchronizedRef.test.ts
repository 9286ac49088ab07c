/** Explore on `effect/SynchronizedRef` and `effect/SubscriptionRef`. */
import { describe, it } from "@effect/vitest"
import { Effect, Fiber, Stream, SubscriptionRef, SynchronizedRef } from "effect"
import { claim, ended, holds, holdsInterrupted, together, victim, sorted } from "../support/programs.ts"

const addSlowly = (n: number) => (total: number) => Effect.as(Effect.yieldNow, total + n)

describe("SynchronizedRef", () => {
  it.effect("updateEffect loses no update", () =>
    holds(
      Effect.gen(function* () {
        const ref = yield* SynchronizedRef.make(0)
        const add = (n: number) => SynchronizedRef.updateEffect(ref, addSlowly(n))
        yield* together(
          add(1),
          SynchronizedRef.update(ref, (n) => n + 10),
          add(100)
        )
        yield* claim((yield* SynchronizedRef.get(ref)) === 111, `the total is ${yield* SynchronizedRef.get(ref)}`)
      })
    )
  )

  it.effect("modifyEffect sees what the one before it left", () =>
    holds(
      Effect.gen(function* () {
        const ref = yield* SynchronizedRef.make(0)
        const tickets: Array<number> = []
        const draw = SynchronizedRef.modifyEffect(ref, (n) => Effect.as(Effect.yieldNow, [n, n + 1] as const))
        const keep = Effect.map(draw, (ticket) => void tickets.push(ticket))
        yield* together(keep, keep, keep)
        yield* claim(sorted(tickets).join() === "0,1,2", `drawn: ${String(tickets)}`)
      })
    )
  )

  it.effect("an update that is interrupted is made whole or not at all, and locks nobody out", () =>
    holdsInterrupted(
      Effect.gen(function* () {
        const ref = yield* SynchronizedRef.make(0)
        const gone = yield* victim(SynchronizedRef.updateEffect(ref, addSlowly(1)))
        const other = yield* Effect.forkChild(SynchronizedRef.updateEffect(ref, addSlowly(10)))
        yield* Fiber.join(other)
        yield* ended(gone)
        const total = yield* SynchronizedRef.get(ref)
        yield* claim(total === 10 || total === 11, `the total is ${total}`)
      }),
      "victim"
    )
  )
})

describe("SubscriptionRef", () => {
  it.effect("updateEffect loses no update", () =>
    holds(
      Effect.gen(function* () {
        const ref = yield* SubscriptionRef.make(0)
        const add = (n: number) => SubscriptionRef.updateEffect(ref, addSlowly(n))
        yield* together(
          add(1),
          SubscriptionRef.update(ref, (n) => n + 10),
          add(100)
        )
        yield* claim((yield* SubscriptionRef.get(ref)) === 111, `the total is ${yield* SubscriptionRef.get(ref)}`)
      })
    )
  )

  it.effect("changes gives the value there is, then every later one in order", () =>
    holds(
      Effect.gen(function* () {
        const ref = yield* SubscriptionRef.make(0)
        const seen = yield* Effect.forkChild(
          Stream.runCollect(Stream.takeUntil(SubscriptionRef.changes(ref), (n) => n === 2))
        )
        yield* SubscriptionRef.set(ref, 1)
        yield* SubscriptionRef.set(ref, 2)
        const values = yield* Fiber.join(seen)
        yield* claim(values.join() === [0, 1, 2].slice(values[0]).join(), `seen: ${String(values)}`)
      }),
      { schedules: 200 }
    )
  )

  it.effect("a subscriber that is interrupted holds up no update", () =>
    holdsInterrupted(
      Effect.gen(function* () {
        const ref = yield* SubscriptionRef.make(0)
        const gone = yield* victim(Stream.runDrain(Stream.take(SubscriptionRef.changes(ref), 3)))
        yield* SubscriptionRef.set(ref, 1)
        yield* Effect.yieldNow
        yield* SubscriptionRef.set(ref, 2)
        yield* Fiber.interrupt(gone)
        yield* claim((yield* SubscriptionRef.get(ref)) === 2, "an update is lost")
      }),
      "victim",
      { schedules: 5 }
    )
  )
})
