/**
 * Heddle: a million children of one scope, handles dropped.
 */
import { TaskScope } from "@heddle/core"
import { Effect } from "effect"
import { liveHeap } from "../../harness/heap.ts"
import { gauge } from "../../harness/Program.ts"
import { trivial, yieldsOnce } from "../child.ts"
import { longestStall } from "./stall.ts"

/** The scope is still open at the second reading; its first 10,000 children are not counted. */
export const retained = gauge((n) =>
  Effect.runPromise(
    TaskScope.run(function* (scope) {
      for (let i = 0; i < 10_000; i++) yield* scope.fork(yieldsOnce)
      const before = yield* Effect.promise(liveHeap)
      for (let i = 0; i < n; i++) yield* scope.fork(yieldsOnce)
      const after = yield* Effect.promise(liveHeap)
      return (after - before) / 1e6
    })
  )
)

const stallOf = (child: Effect.Effect<number>) =>
  gauge((n) =>
    longestStall(() =>
      Effect.runPromise(
        TaskScope.run(function* (scope) {
          for (let i = 0; i < n; i++) yield* scope.fork(child)
        })
      )
    )
  )

export const stall = stallOf(trivial)

export const stallYielding = stallOf(yieldsOnce)
