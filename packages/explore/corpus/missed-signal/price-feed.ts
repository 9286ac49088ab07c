/** A trading screen waits for the next price while the exchange publishes one. */
import { Effect, Fiber, PubSub, type Scope } from "effect"
import type { Entry } from "../Entry.ts"
import { invariant } from "../invariant.ts"

/** Starts a screen that waits for one price. */
type Open = (prices: PubSub.PubSub<number>) => Effect.Effect<Fiber.Fiber<number>, never, Scope.Scope>

const program = (open: Open) =>
  Effect.gen(function* () {
    const prices = yield* PubSub.unbounded<number>()

    const screen = yield* open(prices)
    const exchange = yield* Effect.forkChild(PubSub.publish(prices, 101))
    const price = yield* Fiber.join(screen)
    yield* Fiber.join(exchange)

    yield* invariant(price === 101, `the screen shows ${price}`)
  }).pipe(Effect.scoped)

const subscribeInside: Open = (prices) => Effect.forkChild(Effect.flatMap(PubSub.subscribe(prices), PubSub.take))

const subscribeBefore: Open = (prices) =>
  Effect.flatMap(PubSub.subscribe(prices), (subscription) => Effect.forkChild(PubSub.take(subscription)))

export const priceFeed: Entry = {
  name: "price-feed",
  bugClass: "missed signal",
  teaches:
    "A price published before the screen's fiber has subscribed reaches nobody, and the screen waits for ever. " +
    "Subscribing before the fiber starts leaves no gap.",
  oracle: "deadlock",
  mode: "explore",
  granularity: "await",
  buggy: program(subscribeInside),
  corrected: program(subscribeBefore)
}
