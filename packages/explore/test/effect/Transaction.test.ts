/** Explore on Effect's software transactional memory. */
import { describe, it } from "@effect/vitest"
import { Effect, Fiber, TxQueue, TxReentrantLock, TxRef, TxSemaphore } from "effect"
import { claim, ended, gauge, holds, holdsInterrupted, together, victim } from "../support/programs.ts"

const transfer = (from: TxRef.TxRef<number>, to: TxRef.TxRef<number>, amount: number) =>
  Effect.tx(
    Effect.gen(function* () {
      yield* TxRef.update(from, (n) => n - amount)
      yield* TxRef.update(to, (n) => n + amount)
    })
  )

const total = (a: TxRef.TxRef<number>, b: TxRef.TxRef<number>) =>
  Effect.tx(Effect.map(Effect.all([TxRef.get(a), TxRef.get(b)]), ([a, b]) => a + b))

describe("TxRef", () => {
  it.effect("a transaction is seen whole", () =>
    holds(
      Effect.gen(function* () {
        const a = yield* TxRef.make(10)
        const b = yield* TxRef.make(10)
        const audit = Effect.flatMap(total(a, b), (sum) => claim(sum === 20, `the total is ${sum}`))
        yield* together(transfer(a, b, 1), audit, transfer(b, a, 5))
        yield* claim((yield* TxRef.get(a)) === 14, "an update is lost")
      })
    )
  )

  it.effect("txRetry waits until a value it read has changed", () =>
    holds(
      Effect.gen(function* () {
        const ready = yield* TxRef.make(0)
        const wait = Effect.tx(Effect.flatMap(TxRef.get(ready), (n) => (n < 2 ? Effect.txRetry : Effect.succeed(n))))
        const add = TxRef.update(ready, (n) => n + 1)
        yield* together(wait, add, wait, add)
      })
    )
  )

  it.effect("is changed whole or not at all by a transaction that is interrupted", () =>
    holdsInterrupted(
      Effect.gen(function* () {
        const a = yield* TxRef.make(10)
        const b = yield* TxRef.make(10)
        const gone = yield* victim(transfer(a, b, 1))
        yield* transfer(b, a, 5)
        yield* ended(gone)
        yield* claim((yield* total(a, b)) === 20, "half a transfer was made")
      }),
      "victim"
    )
  )
})

describe("TxQueue", () => {
  it.effect("bounded gives every item to one taker, in order", () =>
    holds(
      Effect.gen(function* () {
        const queue = yield* TxQueue.bounded<number>(1)
        const got: Array<number> = []
        const take = Effect.map(TxQueue.take(queue), (item) => void got.push(item))
        yield* together(Effect.andThen(TxQueue.offer(queue, 1), TxQueue.offer(queue, 2)), Effect.andThen(take, take))
        yield* claim(got.join() === "1,2", `got ${String(got)}`)
      })
    )
  )

  it.effect("shutdown leaves nobody waiting", () =>
    holds(
      Effect.gen(function* () {
        const queue = yield* TxQueue.bounded<number>(1)
        const fibers = [
          yield* Effect.forkChild(TxQueue.take(queue)),
          yield* Effect.forkChild(Effect.andThen(TxQueue.offer(queue, 1), TxQueue.offer(queue, 2)))
        ]
        yield* TxQueue.shutdown(queue)
        yield* Effect.forEach(fibers, (fiber) => Fiber.await<unknown, unknown>(fiber))
      })
    )
  )
})

describe("TxSemaphore", () => {
  it.effect("withPermit lets at most as many in as there are permits", () =>
    holds(
      Effect.gen(function* () {
        const semaphore = yield* TxSemaphore.make(1)
        const room = yield* gauge
        const call = TxSemaphore.withPermit(semaphore, room.wrap(Effect.yieldNow))
        yield* together(call, call)
        yield* claim(room.peak === 1, `${room.peak} at once`)
        yield* claim((yield* TxSemaphore.available(semaphore)) === 1, "a permit is missing")
      })
    )
  )
})

describe("TxReentrantLock", () => {
  it.effect("a writer is alone, readers are not", () =>
    holds(
      Effect.gen(function* () {
        const lock = yield* TxReentrantLock.make()
        let readers = 0
        let writers = 0
        const check = Effect.suspend(() =>
          claim(writers === 0 || (writers === 1 && readers === 0), `${writers} write, ${readers} read`)
        )
        const read = TxReentrantLock.withReadLock(
          lock,
          Effect.gen(function* () {
            readers++
            yield* check
            readers--
          })
        )
        const write = TxReentrantLock.withWriteLock(
          lock,
          Effect.gen(function* () {
            writers++
            yield* check
            writers--
          })
        )
        yield* together(read, write, read)
        yield* claim(!(yield* TxReentrantLock.locked(lock)), "it is still locked")
      })
    )
  )

  it.effect("lets its holder in again", () =>
    holds(
      Effect.gen(function* () {
        const lock = yield* TxReentrantLock.make()
        const twice = TxReentrantLock.withWriteLock(lock, TxReentrantLock.withReadLock(lock, Effect.yieldNow))
        yield* together(twice, twice)
        yield* claim(!(yield* TxReentrantLock.locked(lock)), "it is still locked")
      })
    )
  )
})
