/** Two transfers between the same two accounts, in opposite directions, each lock both accounts. */
import { Effect, Fiber, Ref, Semaphore } from "effect"
import type { Entry } from "../Entry.ts"
import { invariant } from "../invariant.ts"

interface Account {
  readonly id: number
  readonly balance: Ref.Ref<number>
  readonly lock: Semaphore.Semaphore
}

type WithBoth = (from: Account, to: Account) => <A>(self: Effect.Effect<A>) => Effect.Effect<A>

const open = Effect.fnUntraced(function* (id: number) {
  const account: Account = { id, balance: yield* Ref.make(100), lock: yield* Semaphore.make(1) }
  return account
})

const move = Effect.fnUntraced(function* (from: Account, to: Account, amount: number) {
  yield* Ref.update(from.balance, (balance) => balance - amount)
  yield* Ref.update(to.balance, (balance) => balance + amount)
})

const program = (withBoth: WithBoth) =>
  Effect.gen(function* () {
    const checking = yield* open(1)
    const savings = yield* open(2)
    const transfer = (from: Account, to: Account, amount: number) => move(from, to, amount).pipe(withBoth(from, to))

    const save = yield* Effect.forkChild(transfer(checking, savings, 30))
    const spend = yield* Effect.forkChild(transfer(savings, checking, 10))
    yield* Fiber.await(save)
    yield* Fiber.await(spend)

    const total = (yield* Ref.get(checking.balance)) + (yield* Ref.get(savings.balance))
    yield* invariant(total === 200, `the accounts hold ${total}`)
  })

const inOrderOfTransfer: WithBoth = (from, to) => (self) => from.lock.withPermit(to.lock.withPermit(self))

const inOrderOfId: WithBoth = (from, to) => (self) => {
  const [first, second] = from.id < to.id ? [from, to] : [to, from]
  return first.lock.withPermit(second.lock.withPermit(self))
}

export const accountLocks: Entry = {
  name: "account-locks",
  bugClass: "lock-order deadlock",
  teaches:
    "Each transfer holds the account it takes from and waits for the one it gives to, which the other holds. " +
    "Locking in order of the account ids leaves no circle.",
  oracle: "deadlock",
  mode: "explore",
  granularity: "op",
  buggy: program(inOrderOfTransfer),
  corrected: program(inOrderOfId)
}
