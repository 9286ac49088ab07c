/** A dispatcher sleeps until orders arrive; a shop places one order and wakes it. */
import { Context, Effect, Fiber, Latch, Layer, Ref } from "effect"
import type { Entry } from "../Entry.ts"
import { invariant } from "../invariant.ts"

class OrderBook extends Context.Service<
  OrderBook,
  {
    readonly place: (order: string) => Effect.Effect<void>
    /** Waits for at least one order. */
    readonly next: Effect.Effect<ReadonlyArray<string>>
  }
>()("shop/OrderBook") {
  static readonly layer = (wake: (arrived: Latch.Latch) => Effect.Effect<boolean>) =>
    Layer.effect(
      OrderBook,
      Effect.gen(function* () {
        const orders = yield* Ref.make<ReadonlyArray<string>>([])
        const arrived = yield* Latch.make()
        return OrderBook.of({
          place: Effect.fnUntraced(function* (order) {
            yield* Ref.update(orders, (all) => [...all, order])
            yield* wake(arrived)
          }),
          next: Effect.gen(function* () {
            const waiting = yield* Ref.getAndSet(orders, [])
            if (waiting.length > 0) return waiting
            yield* arrived.await
            return yield* Ref.getAndSet(orders, [])
          })
        })
      })
    )
}

const program = (wake: (arrived: Latch.Latch) => Effect.Effect<boolean>) =>
  Effect.gen(function* () {
    const book = yield* OrderBook

    const dispatcher = yield* Effect.forkChild(book.next)
    const shop = yield* Effect.forkChild(book.place("order 1"))
    const dispatched = yield* Fiber.join(dispatcher)
    yield* Fiber.join(shop)

    yield* invariant(dispatched.length === 1, `dispatched ${dispatched.length} orders`)
  }).pipe(Effect.provide(OrderBook.layer(wake)))

export const orderDispatch: Entry = {
  name: "order-dispatch",
  bugClass: "missed signal",
  teaches:
    "`Latch.release` wakes those who wait now; a dispatcher that has looked but does not wait yet sleeps for ever. " +
    "`Latch.open` stays open for those who come to wait later.",
  oracle: "deadlock",
  mode: "explore",
  granularity: "op",
  buggy: program((arrived) => arrived.release),
  corrected: program((arrived) => arrived.open)
}
