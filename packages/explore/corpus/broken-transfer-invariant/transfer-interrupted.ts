/** A transfer is interrupted somewhere: a client has hung up. */
import { Context, Effect, Fiber, Layer, Ref } from "effect"
import type { Entry } from "../Entry.ts"
import { invariant } from "../invariant.ts"

/** How the two halves of a transfer are kept together. */
type Together = (self: Effect.Effect<void>) => Effect.Effect<void>

class Bank extends Context.Service<
  Bank,
  {
    readonly transfer: (amount: number) => Effect.Effect<void>
    readonly total: Effect.Effect<number>
  }
>()("bank/Bank") {
  static readonly layer = (together: Together) =>
    Layer.effect(
      Bank,
      Effect.gen(function* () {
        const checking = yield* Ref.make(100)
        const savings = yield* Ref.make(100)
        const transfer = Effect.fnUntraced(function* (amount: number) {
          yield* Ref.update(checking, (balance) => balance - amount)
          yield* Ref.update(savings, (balance) => balance + amount)
        }, together)
        const total = Effect.zipWith(Ref.get(checking), Ref.get(savings), (a, b) => a + b)
        return Bank.of({ transfer, total })
      })
    )
}

const program = (together: Together) =>
  Effect.gen(function* () {
    const bank = yield* Bank

    const transfer = yield* bank.transfer(40).pipe(Effect.withSpan("transfer"), Effect.forkChild)
    yield* Fiber.await(transfer)

    const total = yield* bank.total
    yield* invariant(total === 200, `the bank holds ${total} of 200`)
  }).pipe(Effect.provide(Bank.layer(together)))

export const transferInterrupted: Entry = {
  name: "transfer-interrupted",
  bugClass: "broken transfer invariant",
  teaches:
    "An interruption between the two halves takes the money from one account and gives it to none. " +
    "An uninterruptible transfer happens whole or not at all.",
  oracle: "exit",
  mode: "interruptEverywhere",
  target: "transfer",
  granularity: "op",
  buggy: program((self) => self),
  corrected: program(Effect.uninterruptible)
}
