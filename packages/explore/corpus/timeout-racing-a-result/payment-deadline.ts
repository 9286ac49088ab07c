/** A card payment answers at the very moment its deadline passes. */
import { Context, Effect, Layer, Option, Ref } from "effect"
import type { Entry } from "../Entry.ts"
import { invariant } from "../invariant.ts"

type Status = "pending" | "paid" | "cancelled"

interface Rules {
  readonly settle: (order: Ref.Ref<Status>) => <A>(capture: Effect.Effect<A>) => Effect.Effect<void>
  readonly cancel: (order: Ref.Ref<Status>) => Effect.Effect<void>
}

/** A card terminal double that counts captured payments. */
class CardTerminal extends Context.Service<
  CardTerminal,
  {
    readonly authorize: Effect.Effect<void>
    readonly capture: Effect.Effect<void>
    readonly captured: Effect.Effect<number>
  }
>()("checkout/CardTerminal") {
  static readonly layerTest = Layer.effect(
    CardTerminal,
    Effect.map(Ref.make(0), (captured) =>
      CardTerminal.of({
        authorize: Effect.sleep("10 millis"),
        capture: Ref.update(captured, (n) => n + 1),
        captured: Ref.get(captured)
      })
    )
  )
}

const program = (rules: Rules) =>
  Effect.gen(function* () {
    const terminal = yield* CardTerminal
    const order = yield* Ref.make<Status>("pending")
    const pay = Effect.andThen(terminal.authorize, rules.settle(order)(terminal.capture))

    const paid = yield* Effect.timeoutOption(pay, "10 millis")
    if (Option.isNone(paid)) yield* rules.cancel(order)

    const status = yield* Ref.get(order)
    const captured = yield* terminal.captured
    yield* invariant(captured === (status === "paid" ? 1 : 0), `order ${status}, captured ${captured} times`)
  }).pipe(Effect.provide(CardTerminal.layerTest))

const cancelUnseen: Rules = {
  settle: (order) => (capture) => Effect.andThen(capture, Ref.set(order, "paid")),
  cancel: (order) => Ref.set(order, "cancelled")
}

const settleWhole: Rules = {
  settle: (order) => (capture) => Effect.uninterruptible(cancelUnseen.settle(order)(capture)),
  cancel: (order) => Ref.update(order, (status) => (status === "pending" ? "cancelled" : status))
}

export const paymentDeadline: Entry = {
  name: "payment-deadline",
  bugClass: "timeout racing a result",
  teaches:
    "The deadline can pass when the money is captured but the payment has not returned, and a paid order is " +
    "cancelled. Capturing and noting it as one uninterruptible step, and cancelling only what is pending, leaves " +
    "one outcome.",
  oracle: "exit",
  mode: "explore",
  granularity: "await",
  buggy: program(cancelUnseen),
  corrected: program(settleWhole)
}
