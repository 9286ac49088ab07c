/** Shapes of locks, signals and queues. */
import { Deferred, Effect, Latch, Queue, Ref, Semaphore } from "effect"
import { both, type Litmus } from "./Litmus.ts"

const lockHandoff: Litmus = {
  name: "lock-handoff",
  program: Effect.gen(function* () {
    const lock = yield* Semaphore.make(1)
    const log = yield* Ref.make("")
    const enter = (name: string) => lock.withPermit(Ref.update(log, (all) => all + name))
    yield* both(enter("a"), enter("b"))
    return `order=${yield* Ref.get(log)}`
  })
}

const twoLocks: Litmus = {
  name: "two-locks",
  program: Effect.gen(function* () {
    const left = yield* Semaphore.make(1)
    const right = yield* Semaphore.make(1)
    const grab = (first: Semaphore.Semaphore, second: Semaphore.Semaphore) =>
      Effect.zip(first.takeIfAvailable(1), second.takeIfAvailable(1))
    const [a, b] = yield* both(grab(left, right), grab(right, left))
    yield* left.releaseAll
    yield* right.releaseAll
    return `a=${a.join()} b=${b.join()}`
  })
}

const lockedIncrements: Litmus = {
  name: "locked-increments",
  program: Effect.gen(function* () {
    const lock = yield* Semaphore.make(1)
    const x = yield* Ref.make(0)
    const increment = lock.withPermit(Effect.flatMap(Ref.get(x), (n) => Ref.set(x, n + 1)))
    const [, seen] = yield* both(increment, Ref.get(x))
    return `seen=${seen} x=${yield* Ref.get(x)}`
  })
}

const latchBroadcast: Litmus = {
  name: "latch-broadcast",
  program: Effect.gen(function* () {
    const latch = yield* Latch.make()
    const log = yield* Ref.make("")
    const waiter = (name: string) => latch.whenOpen(Ref.update(log, (all) => all + name))
    yield* Effect.all([waiter("a"), waiter("b"), latch.open], { concurrency: 3 })
    return `order=${yield* Ref.get(log)}`
  })
}

const deferredDoubleCompletion: Litmus = {
  name: "deferred-double-completion",
  program: Effect.gen(function* () {
    const deferred = yield* Deferred.make<number>()
    const [a, b] = yield* both(Deferred.succeed(deferred, 1), Deferred.succeed(deferred, 2))
    return `a=${a} b=${b} value=${yield* Deferred.await(deferred)}`
  })
}

const deferredPublication: Litmus = {
  name: "deferred-publication",
  program: Effect.gen(function* () {
    const deferred = yield* Deferred.make<void>()
    const x = yield* Ref.make(0)
    const [, seen] = yield* both(
      Ref.set(x, 1).pipe(Effect.andThen(Deferred.succeed(deferred, undefined)), Effect.andThen(Ref.set(x, 2))),
      Effect.andThen(Deferred.await(deferred), Ref.get(x))
    )
    return `seen=${seen}`
  })
}

const producerConsumer: Litmus = {
  name: "producer-consumer",
  program: Effect.gen(function* () {
    const queue = yield* Queue.bounded<number>(1)
    const offered = yield* Ref.make(0)
    const [, seen] = yield* both(
      Queue.offer(queue, 1).pipe(Effect.andThen(Ref.set(offered, 1)), Effect.andThen(Queue.offer(queue, 2))),
      Effect.andThen(Queue.take(queue), Ref.get(offered))
    )
    return `seen=${seen} left=${yield* Queue.take(queue)}`
  })
}

const queueTwoTakers: Litmus = {
  name: "queue-two-takers",
  program: Effect.gen(function* () {
    const queue = yield* Queue.unbounded<number>()
    const [a, b] = yield* Effect.all([Queue.take(queue), Queue.take(queue), Queue.offerAll(queue, [1, 2])], {
      concurrency: 3
    })
    return `a=${a} b=${b}`
  })
}

export const waiting: ReadonlyArray<Litmus> = [
  lockHandoff,
  twoLocks,
  lockedIncrements,
  latchBroadcast,
  deferredDoubleCompletion,
  deferredPublication,
  producerConsumer,
  queueTwoTakers
]
