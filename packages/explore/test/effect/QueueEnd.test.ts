/** Explore on `effect/Queue`: how it ends, and what interruption does to it. */
import { describe, it } from "@effect/vitest"
import { Cause, Effect, Exit, Fiber, Pull, Queue } from "effect"
import { claim, ended, holds, holdsInterrupted, together, victim } from "../support/programs.ts"

/** Takes until the queue ends. */
const drain = <E>(queue: Queue.Queue<number, E>, into: Array<number>) =>
  Queue.take(queue).pipe(
    Effect.map((item) => void into.push(item)),
    Effect.forever
  )

const count = (all: ReadonlyArray<number>, one: number) => all.filter((n) => n === one).length

describe("Queue", () => {
  it.effect("end lets takers have what is in it, then tells all of them", () =>
    holds(
      Effect.gen(function* () {
        const queue = yield* Queue.bounded<number, Cause.Done>(2)
        const got: Array<number> = []
        const taker = Pull.catchDone(drain(queue, got), () => Effect.void)
        let accepted = 0
        const offer = Effect.map(Queue.offer(queue, 1), (taken) => void (accepted += taken ? 1 : 0))
        yield* together(taker, Effect.andThen(offer, Queue.end(queue)), offer, taker, Effect.orDie(Queue.await(queue)))
        yield* claim(got.length === accepted, `accepted ${accepted}, delivered ${got.length}`)
      })
    )
  )

  it.effect("fail lets takers have what is in it, then fails all of them", () =>
    holds(
      Effect.gen(function* () {
        const queue = yield* Queue.bounded<number, string>(2)
        const got: Array<number> = []
        const takers = yield* Effect.forEach([1, 2], () => Effect.forkChild(drain(queue, got)))
        yield* Queue.offerAll(queue, [1, 2])
        yield* Queue.fail(queue, "broken")
        const exits = yield* Effect.forEach(takers, Fiber.await)
        yield* claim(got.length === 2, `delivered ${String(got)}`)
        yield* claim(
          exits.every((exit) => Exit.isFailure(exit) && Cause.hasFails(exit.cause)),
          "a taker did not fail"
        )
      })
    )
  )

  it.effect("shutdown leaves nobody waiting, neither to offer nor to take", () =>
    holds(
      Effect.gen(function* () {
        const queue = yield* Queue.bounded<number>(1)
        const offer = Effect.andThen(Queue.offer(queue, 1), Queue.offer(queue, 2))
        const fibers = [
          yield* Effect.forkChild(offer),
          yield* Effect.forkChild(Queue.take(queue)),
          yield* Effect.forkChild(Queue.offerAll(queue, [3, 4]))
        ]
        yield* Queue.shutdown(queue)
        yield* Effect.forEach(fibers, (fiber) => Fiber.await<unknown, unknown>(fiber))
        yield* claim(!(yield* Queue.offer(queue, 5)), "took an item after its end")
      })
    )
  )

  it.effect("ends once: one of end, fail and shutdown says that it did", () =>
    holds(
      Effect.gen(function* () {
        const queue = yield* Queue.bounded<number, string | Cause.Done>(1)
        let firsts = 0
        const first = (end: Effect.Effect<boolean>) => Effect.map(end, (is) => void (firsts += is ? 1 : 0))
        yield* together(first(Queue.end(queue)), first(Queue.fail(queue, "broken")), first(Queue.shutdown(queue)))
        yield* claim(firsts === 1, `${firsts} say that they ended it`)
      })
    )
  )

  it.effect("a taker that is interrupted loses no item and gets none twice", () =>
    holdsInterrupted(
      Effect.gen(function* () {
        const queue = yield* Queue.bounded<number>(1)
        const got: Array<number> = []
        const take = Effect.map(Queue.take(queue), (item) => void got.push(item))
        const taker = yield* victim(take)
        const producer = yield* Effect.forkChild(Effect.andThen(Queue.offer(queue, 1), Queue.offer(queue, 2)))
        yield* ended(taker)
        while (got.length < 2) yield* take
        yield* Fiber.join(producer)
        yield* claim(
          (yield* Queue.size(queue)) === 0 && count(got, 1) === 1 && count(got, 2) === 1,
          `got ${String(got)}`
        )
      }),
      "victim"
    )
  )

  it.effect("a taker of a batch that is interrupted loses none of it", () =>
    holdsInterrupted(
      Effect.gen(function* () {
        const queue = yield* Queue.bounded<number>(2)
        const got: Array<number> = []
        const taker = yield* victim(Effect.map(Queue.takeN(queue, 2), (items) => void got.push(...items)))
        const producer = yield* Effect.forkChild(Queue.offerAll(queue, [1, 2, 3]))
        yield* ended(taker)
        while (got.length < 3) got.push(...(yield* Queue.takeAll(queue)))
        yield* Fiber.join(producer)
        yield* claim(got.join() === "1,2,3", `got ${String(got)}`)
      }),
      "victim"
    )
  )

  it.effect("an offer that is interrupted has put its item in once or not at all, and holds up nobody behind it", () =>
    holdsInterrupted(
      Effect.gen(function* () {
        const queue = yield* Queue.bounded<number>(1)
        yield* Queue.offer(queue, 0)
        let accepted = false
        const offer = yield* victim(Effect.map(Queue.offer(queue, 1), () => void (accepted = true)))
        const behind = yield* Effect.forkChild(Queue.offer(queue, 2))
        const got = [yield* Queue.take(queue), yield* Queue.take(queue)]
        yield* ended(offer)
        yield* Fiber.join(behind)
        got.push(...(yield* Queue.clear(queue)))
        yield* claim(
          count(got, 1) <= 1 && (!accepted || count(got, 1) === 1),
          `accepted: ${accepted}, got ${String(got)}`
        )
        yield* claim(count(got, 2) === 1, `the offer behind it is lost: got ${String(got)}`)
      }),
      "victim"
    )
  )

  it.effect("a rendezvous is kept by both or by neither when the offerer is interrupted", () =>
    holdsInterrupted(
      Effect.gen(function* () {
        const queue = yield* Queue.bounded<number>(0)
        let accepted = false
        const offer = yield* victim(Effect.map(Queue.offer(queue, 1), () => void (accepted = true)))
        const taker = yield* Effect.forkChild(Queue.take(queue))
        yield* ended(offer)
        const second = yield* Effect.forkChild(Queue.offer(queue, 2))
        const got = yield* Fiber.join(taker)
        yield* claim(!accepted || got === 1, "an accepted item is lost")
        yield* Fiber.interrupt(second)
      }),
      "victim"
    )
  )
})
