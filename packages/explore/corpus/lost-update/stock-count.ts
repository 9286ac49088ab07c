/** Two scanners count goods into stock; weighing takes a moment. */
import { Context, Effect, Layer, SynchronizedRef } from "effect"
import type { Entry } from "../Entry.ts"
import { invariant } from "../invariant.ts"

/** Adds what `weigh` finds to the stock. */
type Add = (stock: SynchronizedRef.SynchronizedRef<number>, weigh: Effect.Effect<number>) => Effect.Effect<void>

class Stock extends Context.Service<
  Stock,
  {
    readonly add: (weigh: Effect.Effect<number>) => Effect.Effect<void>
    readonly count: Effect.Effect<number>
  }
>()("warehouse/Stock") {
  static readonly layer = (add: Add) =>
    Layer.effect(
      Stock,
      Effect.map(SynchronizedRef.make(0), (stock) =>
        Stock.of({ add: (weigh) => add(stock, weigh), count: SynchronizedRef.get(stock) })
      )
    )
}

const program = (add: Add) =>
  Effect.gen(function* () {
    const stock = yield* Stock
    const weigh = (pieces: number) => Effect.as(Effect.sleep("5 millis"), pieces)

    const first = stock.add(weigh(3))
    const second = Effect.delay(stock.add(weigh(4)), "5 millis")
    yield* Effect.all([first, second], { concurrency: 2, discard: true })

    const count = yield* stock.count
    yield* invariant(count === 7, `3 and 4 pieces were counted as ${count}`)
  }).pipe(Effect.provide(Stock.layer(add)))

const getWeighSet: Add = Effect.fnUntraced(function* (stock, weigh) {
  const before = yield* SynchronizedRef.get(stock)
  yield* SynchronizedRef.set(stock, before + (yield* weigh))
})

const updateEffect: Add = (stock, weigh) =>
  SynchronizedRef.updateEffect(stock, (before) => Effect.map(weigh, (pieces) => before + pieces))

export const stockCount: Entry = {
  name: "stock-count",
  bugClass: "lost update",
  teaches:
    "The stock is read before the goods are weighed and written after, and what is counted meanwhile is overwritten. " +
    "`SynchronizedRef.updateEffect` keeps others out while it waits.",
  oracle: "exit",
  mode: "explore",
  granularity: "await",
  buggy: program(getWeighSet),
  corrected: program(updateEffect)
}
