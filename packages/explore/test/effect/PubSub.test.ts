/** Explore on `effect/PubSub`. */
import { describe, it } from "@effect/vitest"
import { Effect, Fiber, PubSub } from "effect"
import { claim, ended, holds, holdsInterrupted, together, victim, sorted } from "../support/programs.ts"

const publishEach = (pubsub: PubSub.PubSub<number>, items: ReadonlyArray<number>) =>
  Effect.forEach(items, (item) => PubSub.publish(pubsub, item), { discard: true })

const takeEach = (subscription: PubSub.Subscription<number>, count: number) =>
  Effect.forEach(Array.from({ length: count }), () => PubSub.take(subscription))

describe("PubSub", () => {
  it.effect("bounded gives every subscriber every message of a publisher, in order", () =>
    holds(
      Effect.gen(function* () {
        const pubsub = yield* PubSub.bounded<number>(1)
        const listen = (subscription: PubSub.Subscription<number>) =>
          Effect.flatMap(takeEach(subscription, 3), (got) => claim(got.join() === "1,2,3", `got ${String(got)}`))
        const first = yield* PubSub.subscribe(pubsub)
        const second = yield* PubSub.subscribe(pubsub)
        yield* together(listen(first), publishEach(pubsub, [1, 2, 3]), listen(second))
      }).pipe(Effect.scoped)
    )
  )

  it.effect("bounded holds publishers up rather than more messages than its capacity", () =>
    holds(
      Effect.gen(function* () {
        const pubsub = yield* PubSub.bounded<number>(2)
        const subscription = yield* PubSub.subscribe(pubsub)
        let published = 0
        let taken = 0
        const publish = Effect.andThen(
          PubSub.publish(pubsub, 1),
          Effect.suspend(() => claim(++published - taken <= 4, "too many"))
        )
        const take = Effect.map(PubSub.take(subscription), () => void taken++)
        const watch = Effect.flatMap(PubSub.size(pubsub), (size) => claim(size <= 2, `holds ${size}`))
        yield* together(
          Effect.andThen(publish, publish),
          Effect.andThen(publish, publish),
          take,
          Effect.andThen(take, watch)
        )
        yield* claim(published === 4, `${published} were published`)
      }).pipe(Effect.scoped)
    )
  )

  it.effect("dropping tells the publisher what it dropped", () =>
    holds(
      Effect.gen(function* () {
        const pubsub = yield* PubSub.dropping<number>(1)
        const subscription = yield* PubSub.subscribe(pubsub)
        const accepted: Array<number> = []
        const publish = (n: number) =>
          Effect.map(PubSub.publish(pubsub, n), (taken) => void (taken && accepted.push(n)))
        const got: Array<number> = []
        const take = Effect.map(PubSub.take(subscription), (n) => void got.push(n))
        yield* together(Effect.andThen(publish(1), publish(2)), take, publish(3))
        got.push(...(yield* PubSub.takeUpTo(subscription, 10)))
        yield* claim(sorted(got).join() === sorted(accepted).join(), `accepted ${String(accepted)}, got ${String(got)}`)
      }).pipe(Effect.scoped)
    )
  )

  it.effect("a subscriber that leaves lets the publishers go on that waited for it", () =>
    holds(
      Effect.gen(function* () {
        const pubsub = yield* PubSub.bounded<number>(1)
        const slow = Effect.scoped(Effect.andThen(PubSub.subscribe(pubsub), Effect.yieldNow))
        yield* together(slow, publishEach(pubsub, [1, 2, 3]), slow)
      })
    )
  )

  it.effect("shutdown leaves nobody waiting", () =>
    holds(
      Effect.gen(function* () {
        const pubsub = yield* PubSub.bounded<number>(1)
        const subscription = yield* PubSub.subscribe(pubsub)
        const fibers = [
          yield* Effect.forkChild(publishEach(pubsub, [1, 2])),
          yield* Effect.forkChild(takeEach(subscription, 3)),
          yield* Effect.forkChild(PubSub.awaitShutdown(pubsub))
        ]
        yield* PubSub.shutdown(pubsub)
        yield* Effect.forEach(fibers, (fiber) => Fiber.await<unknown, unknown>(fiber))
      }).pipe(Effect.scoped)
    )
  )

  it.effect("a subscriber that is interrupted holds up neither publishers nor other subscribers", () =>
    holdsInterrupted(
      Effect.gen(function* () {
        const pubsub = yield* PubSub.bounded<number>(1)
        const subscription = yield* PubSub.subscribe(pubsub)
        const gone = yield* victim(
          Effect.scoped(Effect.flatMap(PubSub.subscribe(pubsub), (subscription) => takeEach(subscription, 2)))
        )
        const publisher = yield* Effect.forkChild(publishEach(pubsub, [1, 2, 3]))
        const got = yield* takeEach(subscription, 3)
        yield* Fiber.join(publisher)
        yield* claim(got.join() === "1,2,3", `got ${String(got)}`)
        yield* Fiber.interrupt(gone)
      }).pipe(Effect.scoped),
      "victim"
    )
  )

  it.effect("a publisher that is interrupted has published each message to all or to nobody", () =>
    holdsInterrupted(
      Effect.gen(function* () {
        const pubsub = yield* PubSub.bounded<number>(1)
        const first = yield* PubSub.subscribe(pubsub)
        const second = yield* PubSub.subscribe(pubsub)
        const publisher = yield* victim(publishEach(pubsub, [1, 2]))
        const last = yield* Effect.forkChild(PubSub.publish(pubsub, 9))
        const listen = (subscription: PubSub.Subscription<number>) =>
          Effect.gen(function* () {
            const got: Array<number> = []
            while (got.at(-1) !== 9) got.push(yield* PubSub.take(subscription))
            return got
          })
        const heard = yield* Effect.forkChild(listen(second))
        const got = yield* listen(first)
        yield* ended(publisher)
        yield* Fiber.join(last)
        const other = yield* Fiber.join(heard)
        yield* claim(got.join() === other.join(), `one got ${String(got)}, the other ${String(other)}`)
      }).pipe(Effect.scoped),
      "victim"
    )
  )
})
