/** An auditor adds up the accounts while money moves between them. */
import { Context, Effect, Fiber, Layer, Ref, Semaphore } from "effect"
import type { Entry } from "../Entry.ts"
import { invariant } from "../invariant.ts"

/** How an audit is kept apart from transfers. */
type Guard = (lock: Semaphore.Semaphore) => <A>(self: Effect.Effect<A>) => Effect.Effect<A>

class Bank extends Context.Service<
  Bank,
  {
    readonly transfer: (amount: number) => Effect.Effect<void>
    readonly total: Effect.Effect<number>
  }
>()("bank/Bank") {
  static readonly layer = (guard: Guard) =>
    Layer.effect(
      Bank,
      Effect.gen(function* () {
        const lock = yield* Semaphore.make(1)
        const checking = yield* Ref.make(100)
        const savings = yield* Ref.make(100)
        const transfer = Effect.fnUntraced(function* (amount: number) {
          yield* Ref.update(checking, (balance) => balance - amount)
          yield* Ref.update(savings, (balance) => balance + amount)
        }, lock.withPermit)
        const total = Effect.gen(function* () {
          return (yield* Ref.get(checking)) + (yield* Ref.get(savings))
        }).pipe(guard(lock))
        return Bank.of({ transfer, total })
      })
    )
}

const program = (guard: Guard) =>
  Effect.gen(function* () {
    const bank = yield* Bank

    const transfer = yield* Effect.forkChild(bank.transfer(40))
    const audit = yield* Effect.forkChild(bank.total)
    const total = yield* Fiber.join(audit)
    yield* Fiber.join(transfer)

    yield* invariant(total === 200, `the audit found ${total} of 200`)
  }).pipe(Effect.provide(Bank.layer(guard)))

export const transferAudit: Entry = {
  name: "transfer-audit",
  bugClass: "broken transfer invariant",
  teaches:
    "The audit reads without the lock and can count the money before it leaves one account and after it reached the " +
    "other, or neither. Taking the lock for reading as well shows it whole transfers only.",
  oracle: "exit",
  mode: "explore",
  granularity: "op",
  buggy: program(() => (self) => self),
  corrected: program((lock) => lock.withPermit)
}
