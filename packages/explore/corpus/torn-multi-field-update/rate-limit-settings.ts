/** An operator changes a rate limit while a gateway reads it. */
import { Context, Effect, Layer, SubscriptionRef } from "effect"
import type { Entry } from "../Entry.ts"
import { invariant } from "../invariant.ts"

interface Settings {
  readonly requests: number
  readonly seconds: number
}

type Change = (settings: SubscriptionRef.SubscriptionRef<Settings>, to: Settings) => Effect.Effect<void>

class RateLimit extends Context.Service<
  RateLimit,
  {
    readonly change: (to: Settings) => Effect.Effect<void>
    /** Requests per second. */
    readonly rate: Effect.Effect<number>
  }
>()("gateway/RateLimit") {
  static readonly layer = (change: Change) =>
    Layer.effect(
      RateLimit,
      Effect.map(SubscriptionRef.make<Settings>({ requests: 10, seconds: 1 }), (settings) =>
        RateLimit.of({
          change: (to) => change(settings, to),
          rate: Effect.map(SubscriptionRef.get(settings), ({ requests, seconds }) => requests / seconds)
        })
      )
    )
}

const program = (change: Change) =>
  Effect.gen(function* () {
    const limit = yield* RateLimit

    const [, rate] = yield* Effect.all([limit.change({ requests: 1200, seconds: 60 }), limit.rate], { concurrency: 2 })

    yield* invariant(rate === 10 || rate === 20, `the gateway let ${rate} requests a second through`)
  }).pipe(Effect.provide(RateLimit.layer(change)))

const fieldByField: Change = Effect.fnUntraced(function* (settings, to) {
  yield* SubscriptionRef.update(settings, (now) => ({ ...now, requests: to.requests }))
  yield* SubscriptionRef.update(settings, (now) => ({ ...now, seconds: to.seconds }))
})

export const rateLimitSettings: Entry = {
  name: "rate-limit-settings",
  bugClass: "torn multi-field update",
  teaches:
    "Between the two updates the limit is the new number of requests in the old number of seconds. " +
    "Setting both at once shows the old limit or the new one.",
  oracle: "exit",
  mode: "explore",
  granularity: "op",
  buggy: program(fieldByField),
  corrected: program(SubscriptionRef.set)
}
