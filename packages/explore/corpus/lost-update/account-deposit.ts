/** Two tellers deposit into one account at the same time. */
import { Context, Effect, Layer, Ref } from "effect"
import type { Entry } from "../Entry.ts"
import { invariant } from "../invariant.ts"

type Deposit = (balance: Ref.Ref<number>, amount: number) => Effect.Effect<void>

class Account extends Context.Service<
  Account,
  {
    readonly balance: Effect.Effect<number>
    readonly deposit: (amount: number) => Effect.Effect<void>
  }
>()("bank/Account") {
  static readonly layer = (deposit: Deposit) =>
    Layer.effect(
      Account,
      Effect.map(Ref.make(100), (balance) =>
        Account.of({ balance: Ref.get(balance), deposit: (amount) => deposit(balance, amount) })
      )
    )
}

const program = (deposit: Deposit) =>
  Effect.gen(function* () {
    const account = yield* Account

    yield* Effect.all([account.deposit(30), account.deposit(70)], { concurrency: 2, discard: true })

    const balance = yield* account.balance
    yield* invariant(balance === 200, `100 + 30 + 70 gave ${balance}`)
  }).pipe(Effect.provide(Account.layer(deposit)))

const readThenWrite: Deposit = Effect.fnUntraced(function* (balance, amount) {
  const current = yield* Ref.get(balance)
  yield* Ref.set(balance, current + amount)
})

const update: Deposit = (balance, amount) => Ref.update(balance, (current) => current + amount)

export const accountDeposit: Entry = {
  name: "account-deposit",
  bugClass: "lost update",
  teaches:
    "Between reading the balance and writing it back another deposit can be written, and is overwritten. " +
    "`Ref.update` reads and writes in one step.",
  oracle: "exit",
  mode: "explore",
  granularity: "op",
  buggy: program(readThenWrite),
  corrected: program(update)
}
