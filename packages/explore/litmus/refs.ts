/** Shapes of shared memory. */
import { Effect, Ref } from "effect"
import { both, type Litmus } from "./Litmus.ts"

const storeBuffering: Litmus = {
  name: "store-buffering",
  program: Effect.gen(function* () {
    const x = yield* Ref.make(0)
    const y = yield* Ref.make(0)
    const [a, b] = yield* both(Effect.andThen(Ref.set(x, 1), Ref.get(y)), Effect.andThen(Ref.set(y, 1), Ref.get(x)))
    return `a=${a} b=${b}`
  })
}

const messagePassing: Litmus = {
  name: "message-passing",
  program: Effect.gen(function* () {
    const data = yield* Ref.make(0)
    const ready = yield* Ref.make(false)
    const [, seen] = yield* both(
      Effect.andThen(Ref.set(data, 1), Ref.set(ready, true)),
      Effect.all([Ref.get(ready), Ref.get(data)])
    )
    return `ready=${seen[0]} data=${seen[1]}`
  })
}

const loadBuffering: Litmus = {
  name: "load-buffering",
  program: Effect.gen(function* () {
    const x = yield* Ref.make(0)
    const y = yield* Ref.make(0)
    const [a, b] = yield* both(
      Effect.tap(Ref.get(x), () => Ref.set(y, 1)),
      Effect.tap(Ref.get(y), () => Ref.set(x, 1))
    )
    return `a=${a} b=${b}`
  })
}

const coherence: Litmus = {
  name: "coherence",
  program: Effect.gen(function* () {
    const x = yield* Ref.make(0)
    const [, [first, second]] = yield* both(
      Effect.andThen(Ref.set(x, 1), Ref.set(x, 2)),
      Effect.all([Ref.get(x), Ref.get(x)])
    )
    return `first=${first} second=${second}`
  })
}

const incrementRace: Litmus = {
  name: "increment-race",
  program: Effect.gen(function* () {
    const x = yield* Ref.make(0)
    const increment = Effect.flatMap(Ref.get(x), (n) => Ref.set(x, n + 1))
    yield* both(increment, increment)
    return `x=${yield* Ref.get(x)}`
  })
}

const readModifyWriteAgainstUpdate: Litmus = {
  name: "read-modify-write-against-update",
  program: Effect.gen(function* () {
    const x = yield* Ref.make(1)
    yield* both(
      Effect.flatMap(Ref.get(x), (n) => Ref.set(x, n + 1)),
      Ref.update(x, (n) => n * 10)
    )
    return `x=${yield* Ref.get(x)}`
  })
}

const compareAndSetRace: Litmus = {
  name: "compare-and-set-race",
  program: Effect.gen(function* () {
    const x = yield* Ref.make(0)
    const compareAndSet = (from: number, to: number) => Ref.modify(x, (n) => (n === from ? [true, to] : [false, n]))
    const [a, b] = yield* both(compareAndSet(0, 1), Effect.all([compareAndSet(0, 2), compareAndSet(1, 3)]))
    return `a=${a} b=${b[0]},${b[1]} x=${yield* Ref.get(x)}`
  })
}

export const refs: ReadonlyArray<Litmus> = [
  storeBuffering,
  messagePassing,
  loadBuffering,
  coherence,
  incrementRace,
  readModifyWriteAgainstUpdate,
  compareAndSetRace
]
