/** Two invoices need the same exchange rate, which is cached after the first lookup. */
import { Cache, Context, Effect, Layer, Ref } from "effect"
import type { Entry } from "../Entry.ts"
import { invariant } from "../invariant.ts"

type Lookup = (currency: string) => Effect.Effect<number>

/** A rate provider double that counts its requests. */
class RateProvider extends Context.Service<
  RateProvider,
  { readonly fetch: Lookup; readonly requests: Effect.Effect<number> }
>()("invoices/RateProvider") {
  static readonly layerTest = Layer.effect(
    RateProvider,
    Effect.map(Ref.make(0), (requests) =>
      RateProvider.of({
        fetch: (currency) =>
          Effect.as(
            Ref.update(requests, (n) => n + 1),
            currency.length / 2
          ),
        requests: Ref.get(requests)
      })
    )
  )
}

const program = (cached: (fetch: Lookup) => Effect.Effect<Lookup>) =>
  Effect.gen(function* () {
    const provider = yield* RateProvider
    const rate = yield* cached(provider.fetch)
    const invoice = (amount: number) => Effect.map(rate("EUR"), (factor) => amount * factor)

    const totals = yield* Effect.all([invoice(100), invoice(200)], { concurrency: 2 })

    const requests = yield* provider.requests
    yield* invariant(requests === 1, `${requests} requests for one rate`)
    yield* invariant(totals[0] === 150 && totals[1] === 300, `invoiced ${totals.join(" and ")}`)
  }).pipe(Effect.provide(RateProvider.layerTest))

const lookThenFetch = Effect.fnUntraced(function* (fetch: Lookup) {
  const rates = yield* Ref.make<ReadonlyMap<string, number>>(new Map())
  return Effect.fnUntraced(function* (currency: string) {
    const known = (yield* Ref.get(rates)).get(currency)
    if (known !== undefined) return known
    const rate = yield* fetch(currency)
    yield* Ref.update(rates, (all) => new Map(all).set(currency, rate))
    return rate
  })
})

const cache = Effect.fnUntraced(function* (fetch: Lookup) {
  const rates = yield* Cache.make({ lookup: fetch, capacity: 16 })
  return (currency: string) => Cache.get(rates, currency)
})

export const exchangeRates: Entry = {
  name: "exchange-rates",
  bugClass: "cache stampede",
  teaches:
    "Whoever misses while the first request is on its way asks the provider again. " +
    "`Cache` stores the lookup itself, so that later callers wait for it.",
  oracle: "exit",
  mode: "explore",
  granularity: "op",
  buggy: program(lookThenFetch),
  corrected: program(cache)
}
