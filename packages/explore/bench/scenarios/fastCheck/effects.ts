/** Four programs with a race, as effects. Each answers whether all went well. */
import { Effect, Latch, Ref } from "effect"

const both = (first: Effect.Effect<unknown>, second: Effect.Effect<unknown>) =>
  Effect.all([first, second], { concurrency: 2, discard: true })

const lostUpdate = Effect.gen(function* () {
  const balance = yield* Ref.make(100)
  const deposit = Effect.gen(function* () {
    const seen = yield* Ref.get(balance)
    yield* Ref.set(balance, seen + 10)
  })
  yield* both(deposit, deposit)
  return (yield* Ref.get(balance)) === 120
})

const checkThenAct = Effect.gen(function* () {
  const passenger = yield* Ref.make("")
  const confirmed = yield* Ref.make(0)
  const book = Effect.fnUntraced(function* (name: string) {
    if ((yield* Ref.get(passenger)) !== "") return
    yield* Ref.set(passenger, name)
    yield* Ref.update(confirmed, (n) => n + 1)
  })
  yield* both(book("Ada"), book("Grace"))
  return (yield* Ref.get(confirmed)) === 1
})

const brokenTransfer = Effect.gen(function* () {
  const [from, to, total] = [yield* Ref.make(100), yield* Ref.make(0), yield* Ref.make(100)]
  const transfer = Effect.gen(function* () {
    yield* Ref.update(from, (n) => n - 30)
    yield* Ref.update(to, (n) => n + 30)
  })
  const audit = Effect.gen(function* () {
    const left = yield* Ref.get(from)
    yield* Ref.set(total, left + (yield* Ref.get(to)))
  })
  yield* both(transfer, audit)
  return (yield* Ref.get(total)) === 100
})

/** Does not end when the signal is missed. */
const missedSignal = Effect.gen(function* () {
  const orders = yield* Ref.make(0)
  const arrived = yield* Latch.make()
  const dispatcher = Effect.gen(function* () {
    if ((yield* Ref.getAndSet(orders, 0)) === 0) yield* arrived.await
  })
  const shop = Effect.gen(function* () {
    yield* Ref.update(orders, (n) => n + 1)
    yield* arrived.release
  })
  yield* both(dispatcher, shop)
  return true
})

export const effects = { lostUpdate, checkThenAct, brokenTransfer, missedSignal }
