/**
 * Effect: children forked one by one, then joined one by one.
 */
import { Effect, Fiber, FiberSet } from "effect"
import { timed } from "../../harness/Program.ts"
import { trivial, yieldsOnce } from "../child.ts"

const forkThenJoin = (child: Effect.Effect<number>, options?: { readonly startImmediately: boolean }) =>
  timed((n) =>
    Effect.runPromise(
      Effect.gen(function* () {
        const fibers: Array<Fiber.Fiber<number>> = []
        for (let i = 0; i < n; i++) fibers.push(yield* Effect.forkChild(child, options))
        let sum = 0
        for (const fiber of fibers) sum += yield* Fiber.join(fiber)
        return sum
      })
    )
  )

export const forkChild = forkThenJoin(trivial)

export const forkChildImmediately = forkThenJoin(trivial, { startImmediately: true })

export const forkChildYielding = forkThenJoin(yieldsOnce)

export const fiberSet = timed((n) =>
  Effect.runPromise(
    Effect.scoped(
      Effect.gen(function* () {
        const set = yield* FiberSet.make<number>()
        const fibers: Array<Fiber.Fiber<number>> = []
        for (let i = 0; i < n; i++) fibers.push(yield* FiberSet.run(set, trivial))
        let sum = 0
        for (const fiber of fibers) sum += yield* Fiber.join(fiber)
        return sum
      })
    )
  )
)

/** As many blocks of two children as asked, one after the other; an item is a block. */
const manyPairs = (pair: () => Effect.Effect<number>) =>
  timed((n) =>
    Effect.runPromise(
      Effect.gen(function* () {
        let blocks = 0
        for (let i = 0; i < n; i++) blocks += (yield* pair()) / 2
        return blocks
      })
    )
  )

const body = function* () {
  const first = yield* Effect.forkChild(trivial)
  const second = yield* Effect.forkChild(trivial)
  return (yield* Fiber.join(first)) + (yield* Fiber.join(second))
}

export const pairs = manyPairs(() => Effect.gen(body))

/** Each block a closure of its own, as where it uses its caller's variables. */
export const pairsOfClosures = manyPairs(() =>
  Effect.gen(function* () {
    const first = yield* Effect.forkChild(trivial)
    const second = yield* Effect.forkChild(trivial)
    return (yield* Fiber.join(first)) + (yield* Fiber.join(second))
  })
)
