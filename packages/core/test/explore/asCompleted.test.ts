import { assert, describe, it } from "@effect/vitest"
import { Effect, Stream } from "effect"
import { TaskScope } from "../../src/index.ts"
import { Ends } from "../support/ends.ts"
import { calledOff, claim, holds, same, sorted } from "../support/explored.ts"
import { failures } from "../support/finish.ts"

const tasks = (ends: Ends, count = 3) =>
  Array.from({ length: count }, (_, index) => ends.around(Effect.as(Effect.yieldNow, index)))

describe("asCompleted", () => {
  for (const limit of [undefined, 1, 2]) {
    it(`gives every value once, with limit ${limit}`, () =>
      holds(
        Effect.gen(function* () {
          const ends = new Ends()

          const values = yield* Stream.runCollect(TaskScope.asCompleted(tasks(ends), { limit }))

          same(sorted(values), ["0", "1", "2"], "values")
          ends.check(3)
        })
      ))

    it(`gives them in the order of the list when asked to, with limit ${limit}`, () =>
      holds(
        Effect.gen(function* () {
          const ends = new Ends()

          const values = yield* Stream.runCollect(TaskScope.asCompleted(tasks(ends), { limit, ordered: true }))

          same([...values], [0, 1, 2], "values")
          ends.check(3)
        })
      ))
  }

  it("gives them in any order of completion", async () => {
    const outcomes = await holds(
      Effect.map(Stream.runCollect(TaskScope.asCompleted(tasks(new Ends()))), (values) => [...values].join())
    )

    assert.isAtLeast(outcomes.size, 4, [...outcomes].join(" "))
  })

  it("a stream that is ended early has interrupted and awaited the rest", () =>
    holds(
      Effect.gen(function* () {
        const ends = new Ends()

        const values = yield* Stream.runCollect(Stream.take(TaskScope.asCompleted(tasks(ends), { limit: 2 }), 1))

        claim(values.length === 1, `${values.length} values`)
        ends.check()
      })
    ))

  it("a stream whose consumer is interrupted has awaited all that began", () =>
    holds(
      Effect.gen(function* () {
        const ends = new Ends()

        yield* calledOff(Stream.runDrain(TaskScope.asCompleted(tasks(ends), { limit: 1, ordered: true })))

        ends.check()
      })
    ))

  it("the first failure ends the stream once the others have cleaned up", () =>
    holds(
      Effect.gen(function* () {
        const ends = new Ends()
        const failing = Effect.andThen(Effect.yieldNow, Effect.fail("down"))

        const exit = yield* Effect.exit(
          Stream.runDrain(TaskScope.asCompleted([ends.around(Effect.never), failing, ends.around(Effect.never)]))
        )

        same(failures(exit), ["down"], "failures")
        ends.check()
      })
    ))
})
