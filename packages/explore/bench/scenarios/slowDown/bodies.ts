/**
 * Programs of so many steps, as Explore counts them: operations that another fiber may come before. They share one Ref.
 */
import { Effect, Ref } from "effect"

export interface Body {
  readonly steps: number
  readonly program: Effect.Effect<number>
}

const addTen = (balance: Ref.Ref<number>) => Effect.flatMap(Ref.get(balance), (seen) => Ref.set(balance, seen + 10))

/** Two fibers, an operation by itself. */
const pair: Effect.Effect<number> = Effect.flatMap(Ref.make(0), (balance) =>
  Effect.andThen(Effect.all([addTen(balance), addTen(balance)], { concurrency: 2, discard: true }), Ref.get(balance))
)

/** Reads the Ref and writes it, in turn: `operations` of these. */
const worker = Effect.fnUntraced(function* (balance: Ref.Ref<number>, operations: number) {
  for (let i = 0; i < operations; i += 2) {
    const seen = yield* Ref.get(balance)
    yield* Ref.set(balance, seen + 10)
  }
})

/** A fiber for each number, which does so many operations. */
const workers = (operations: ReadonlyArray<number>): Effect.Effect<number> =>
  Effect.gen(function* () {
    const balance = yield* Ref.make(0)
    yield* Effect.all(
      operations.map((count) => worker(balance, count)),
      { concurrency: "unbounded", discard: true }
    )
    return yield* Ref.get(balance)
  })

export const eight: Body = { steps: 8, program: pair }

export const thirty: Body = { steps: 30, program: workers([8, 8, 6]) }

export const nineHundred: Body = { steps: 900, program: workers([298, 298, 296]) }
