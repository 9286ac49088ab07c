/** A bank of two accounts, as it was written first and as it is right. */
import { Explore } from "@heddle/explore"
import { Context, Effect, Layer, Ref, Semaphore } from "effect"

/** What both accounts hold together, whatever is moved between them. */
export const money = 200

/** Moves money between two accounts, and adds them up. */
export class Bank extends Context.Service<
  Bank,
  {
    /** From checking to savings. */
    readonly transfer: (amount: number) => Effect.Effect<void>
    /** What both accounts hold. */
    readonly audit: Effect.Effect<number>
  }
>()("bank-race/Bank") {
  /** Reads both accounts, then writes both: whoever comes in between is overwritten. */
  static readonly layerRacy = Layer.effect(Bank, Effect.map(accounts(), Bank.of))

  /** The same with one lock around each transfer and each audit. */
  static readonly layer = Layer.effect(
    Bank,
    Effect.gen(function* () {
      const { audit, transfer } = yield* accounts()
      const lock = Explore.label(yield* Semaphore.make(1), "lock")
      return Bank.of({
        transfer: (amount) => lock.withPermit(transfer(amount)),
        audit: lock.withPermit(audit)
      })
    })
  )
}

function accounts() {
  return Effect.gen(function* () {
    const checking = Explore.label(yield* Ref.make(money / 2), "checking")
    const savings = Explore.label(yield* Ref.make(money / 2), "savings")
    const transfer = Effect.fnUntraced(function* (amount: number) {
      const from = yield* Ref.get(checking)
      const to = yield* Ref.get(savings)
      yield* Ref.set(checking, from - amount)
      yield* Ref.set(savings, to + amount)
    })
    const audit = Effect.gen(function* () {
      return (yield* Ref.get(checking)) + (yield* Ref.get(savings))
    })
    return { transfer, audit }
  })
}
