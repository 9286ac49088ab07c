/**
 * Effect: a million children of one fiber, handles dropped.
 */
import { Effect } from "effect"
import { liveHeap } from "../../harness/heap.ts"
import { gauge } from "../../harness/Program.ts"
import { trivial, yieldsOnce } from "../child.ts"
import { longestStall } from "./stall.ts"

export const retained = gauge((n) =>
  Effect.runPromise(
    Effect.gen(function* () {
      for (let i = 0; i < 10_000; i++) yield* Effect.forkChild(yieldsOnce)
      const before = yield* Effect.promise(liveHeap)
      for (let i = 0; i < n; i++) yield* Effect.forkChild(yieldsOnce)
      const after = yield* Effect.promise(liveHeap)
      return (after - before) / 1e6
    })
  )
)

const stallOf = (child: Effect.Effect<number>) =>
  gauge((n) =>
    longestStall(() =>
      Effect.runPromise(
        Effect.awaitAllChildren(
          Effect.gen(function* () {
            for (let i = 0; i < n; i++) yield* Effect.forkChild(child)
          })
        )
      )
    )
  )

export const stall = stallOf(trivial)

export const stallYielding = stallOf(yieldsOnce)
