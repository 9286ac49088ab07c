/** Explore on `effect/Queue`: what goes in comes out. */
import { describe, it } from "@effect/vitest"
import { Effect, Queue } from "effect"
import { claim, holds, together, sorted } from "../support/programs.ts"

const offerEach = (queue: Queue.Queue<number>, items: ReadonlyArray<number>) =>
  Effect.forEach(items, (item) => Queue.offer(queue, item), { discard: true })

/** Takes so many, one at a time. */
const takeEach = (queue: Queue.Queue<number>, count: number, into: Array<number>) =>
  Effect.forEach(Array.from({ length: count }), () => Effect.map(Queue.take(queue), (item) => void into.push(item)), {
    discard: true
  })

const isSorted = (items: ReadonlyArray<number>) =>
  items.every((item, index) => index === 0 || (items[index - 1] ?? 0) < item)
const same = (items: ReadonlyArray<number>, expected: ReadonlyArray<number>) =>
  claim(sorted(items).join() === expected.join(), `got ${String(items)}, expected ${String(expected)} in any order`)

describe("Queue", () => {
  it.effect(
    "bounded gives every item to one taker, those of one producer in order, and never holds more than its capacity",
    () =>
      holds(
        Effect.gen(function* () {
          const queue = yield* Queue.bounded<number>(1)
          const got: Array<number> = []
          const watch = Effect.flatMap(Queue.size(queue), (size) => claim(size <= 1, `holds ${size}`))
          yield* together(offerEach(queue, [1, 2]), offerEach(queue, [11, 12]), takeEach(queue, 4, got), watch)
          yield* same(got, [1, 2, 11, 12])
          yield* claim(
            isSorted(got.filter((n) => n < 10)) && isSorted(got.filter((n) => n > 10)),
            `out of order: ${String(got)}`
          )
        })
      )
  )

  it.effect("bounded serves two takers without giving an item twice", () =>
    holds(
      Effect.gen(function* () {
        const queue = yield* Queue.bounded<number>(1)
        const got: Array<number> = []
        yield* together(takeEach(queue, 2, got), offerEach(queue, [1, 2, 3]), takeEach(queue, 1, got))
        yield* same(got, [1, 2, 3])
      })
    )
  )

  it.effect("bounded(0) hands over: an offer ends only when its item is taken", () =>
    holds(
      Effect.gen(function* () {
        const queue = yield* Queue.bounded<number>(0)
        let taking = 0
        const offer = (n: number) =>
          Effect.flatMap(Queue.offer(queue, n), () => claim(taking > 0, "an offer ended before anybody took"))
        const take = Effect.andThen(
          Effect.sync(() => taking++),
          Queue.take(queue)
        )
        yield* together(offer(1), offer(2), Effect.andThen(take, take))
        yield* claim((yield* Queue.size(queue)) === 0, "something is left in a queue that holds nothing")
      })
    )
  )

  it.effect("sliding keeps the newest items, in order", () =>
    holds(
      Effect.gen(function* () {
        const queue = yield* Queue.sliding<number>(2)
        const got: Array<number> = []
        yield* together(offerEach(queue, [1, 2, 3, 4]), takeEach(queue, 2, got))
        got.push(...(yield* Queue.clear(queue)))
        yield* claim(isSorted(got) && got.at(-1) === 4, `got ${String(got)}`)
      })
    )
  )

  it.effect("dropping takes what it says it takes", () =>
    holds(
      Effect.gen(function* () {
        const queue = yield* Queue.dropping<number>(1)
        const accepted: Array<number> = []
        const got: Array<number> = []
        const offer = (n: number) => Effect.map(Queue.offer(queue, n), (taken) => void (taken && accepted.push(n)))
        yield* together(Effect.andThen(offer(1), offer(2)), offer(3), takeEach(queue, 1, got))
        got.push(...(yield* Queue.clear(queue)))
        yield* same(got, sorted(accepted))
      })
    )
  )

  it.effect("offerAll keeps the order of its items and waits until all are in", () =>
    holds(
      Effect.gen(function* () {
        const queue = yield* Queue.bounded<number>(2)
        const got: Array<number> = []
        const all = Effect.flatMap(Queue.offerAll(queue, [1, 2, 3, 4]), (left) =>
          claim(left.length === 0, `left ${String(left)}`)
        )
        yield* together(all, takeEach(queue, 3, got), Queue.offer(queue, 5))
        got.push(...(yield* Queue.clear(queue)))
        yield* same(got, [1, 2, 3, 4, 5])
        yield* claim(isSorted(got.filter((n) => n < 5)), `out of order: ${String(got)}`)
      })
    )
  )

  it.effect("takeAll and takeN share the items between them", () =>
    holds(
      Effect.gen(function* () {
        const queue = yield* Queue.bounded<number>(2)
        const got: Array<number> = []
        const two = Effect.map(Queue.takeN(queue, 2), (items) => void got.push(...items))
        const some = Effect.map(Queue.takeAll(queue), (items) => void got.push(...items))
        yield* together(
          two,
          offerEach(queue, [1, 2, 3]),
          some,
          Effect.andThen(Effect.sleep(1), offerEach(queue, [4, 5]))
        )
        got.push(...(yield* Queue.clear(queue)))
        yield* same(got, [1, 2, 3, 4, 5])
      })
    )
  )
})
