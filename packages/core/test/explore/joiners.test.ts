import { assert, describe, it } from "@effect/vitest"
import { Effect, Exit } from "effect"
import { TaskScope } from "../../src/index.ts"
import { Ends } from "../support/ends.ts"
import { called, calledOff, claim, holds, holdsInterrupted, same, sorted } from "../support/explored.ts"
import { failures } from "../support/finish.ts"

const turns = (count: number) => Effect.forEach(Array.from({ length: count }), () => Effect.yieldNow, { discard: true })
const after = <A>(count: number, value: A) => Effect.as(turns(count), value)
const failing = (count: number, error: string) => Effect.andThen(turns(count), Effect.fail(error))

describe("all", () => {
  it("gives all values in the order of the list, whatever order they come in", () =>
    holds(
      Effect.gen(function* () {
        const values = yield* TaskScope.all([after(2, "a"), Effect.succeed("b"), after(1, "c")])

        same(values, ["a", "b", "c"], "values")
      })
    ))

  it("gives all values under a limit", () =>
    holds(
      Effect.gen(function* () {
        const values = yield* TaskScope.all({ a: after(1, 1), b: after(0, 2), c: after(2, 3) }, { limit: 2 })

        same(values, { a: 1, b: 2, c: 3 }, "values")
      })
    ))

  it("fails with the first failure once the others have cleaned up", () =>
    holds(
      Effect.gen(function* () {
        const ends = new Ends()

        const exit = yield* Effect.exit(
          TaskScope.all([ends.around(Effect.never), failing(1, "down"), ends.around(Effect.never)])
        )

        ends.check()
        same(failures(exit), ["down"], "failures")
      })
    ))
})

describe("any", () => {
  it("gives one of the successes, and its losers have ended", async () => {
    const outcomes = await holds(
      Effect.gen(function* () {
        const ends = new Ends()

        const value = yield* TaskScope.any([
          ends.around(after(1, "a")),
          ends.around(after(1, "b")),
          ends.around(Effect.never)
        ])

        ends.check()
        return value
      })
    )

    assert.deepEqual(sorted(outcomes), ["a", "b"])
  })

  it("succeeds when one task succeeds, whenever the others fail", () =>
    holds(
      Effect.gen(function* () {
        const value = yield* TaskScope.any([failing(1, "a"), after(1, "b"), failing(0, "c")])

        claim(value === "b", value)
      })
    ))

  it("fails with every failure in the order of the list", () =>
    holds(
      Effect.gen(function* () {
        const exit = yield* Effect.exit(TaskScope.any([failing(2, "a"), failing(0, "b"), failing(1, "c")]))

        same(failures(exit), ["a", "b", "c"], "failures")
      })
    ))

  it("keeps a defect in the cleanup of a loser", () =>
    holds(
      Effect.gen(function* () {
        let cleaned = false
        const loser = Effect.onExit(Effect.never, () =>
          Effect.andThen(
            Effect.yieldNow,
            Effect.suspend(() => ((cleaned = true), Effect.die("cleanup")))
          )
        )

        const exit = yield* Effect.exit(TaskScope.any([loser, after(1, "won")]))

        same(failures(exit), cleaned ? ["cleanup"] : [], "failures")
      })
    ))
})

describe("quorum", () => {
  it("gives exactly as many values as were needed, in the order of the list", () =>
    holds(
      Effect.gen(function* () {
        const ends = new Ends()

        const values = yield* TaskScope.quorum(
          [ends.around(after(1, "a")), ends.around(after(1, "b")), ends.around(after(1, "c"))],
          2
        )

        ends.check()
        claim(["a,b", "a,c", "b,c"].includes(values.join()), values.join())
      })
    ))

  it("fails as soon as the quorum is out of reach, with what had failed by then", () =>
    holds(
      Effect.gen(function* () {
        const ends = new Ends()

        const error = yield* Effect.flip(
          TaskScope.quorum([failing(1, "a"), ends.around(Effect.never), failing(1, "b")], 2)
        )

        ends.check()
        claim(error._tag === "QuorumNotReachedError" && error.causes.length === 2, error.message)
      })
    ))
})

describe("until", () => {
  it("asks the predicate once for each exit, and gives those it was asked about", () =>
    holds(
      Effect.gen(function* () {
        const asked: Array<number> = []
        const ends = new Ends()

        const exits = yield* TaskScope.until(
          [ends.around(after(1, "a")), ends.around(after(1, "b")), ends.around(failing(0, "c"))],
          (_, index) => (asked.push(index), asked.length === 2)
        )

        ends.check()
        same(
          sorted(asked),
          ["0", "1", "2"].filter((index) => exits[Number(index)] !== undefined),
          "asked"
        )
        claim(asked.length === 2, `asked ${asked.length} times`)
      })
    ))
})

describe("settled", () => {
  it("gives every exit, and no failure disturbs another task", () =>
    holds(
      Effect.gen(function* () {
        const exits = yield* TaskScope.settled([after(1, "a"), failing(1, "b"), failing(0, "c"), after(2, "d")])

        const seen = exits.map((exit) => (Exit.isSuccess(exit) ? exit.value : failures(exit)[0]))
        same(seen, ["a", "b", "c", "d"], "exits")
      })
    ))
})

describe("join", () => {
  it("asks the policy about each task once, one after the other, and for the result once", () =>
    holds(
      Effect.gen(function* () {
        const log: Array<string> = []

        yield* TaskScope.join([after(1, 0), after(0, 1), failing(1, "c")], () => ({
          onFork: (index) => void log.push(`fork ${index}`),
          onExit: (_, index) => void log.push(`exit ${index}`),
          result: () => Effect.sync(() => void log.push("result"))
        }))

        claim(log.at(-1) === "result" && new Set(log).size === 7, log.join())
      })
    ))

  it("hears of no exit after it was satisfied", () =>
    holds(
      Effect.gen(function* () {
        let [heard, after] = [0, 0]
        const task = Effect.uninterruptible(turns(1))

        yield* TaskScope.join([task, task, task], () => ({
          onExit: () => {
            if (heard === 2) after++
            else heard++
            return heard === 2
          },
          result: () => Effect.void
        }))

        same([heard, after], [2, 0], "heard before and after")
      })
    ))
})

describe("a list function whose caller is interrupted", () => {
  const lists = {
    all: (task: Effect.Effect<number>) => TaskScope.all([task, task], { limit: 1 }),
    any: (task: Effect.Effect<number>) => TaskScope.any([task, Effect.andThen(task, Effect.never)]),
    quorum: (task: Effect.Effect<number>) => TaskScope.quorum([task, task, task], 2),
    settled: (task: Effect.Effect<number>) => TaskScope.settled([task, task])
  }
  for (const [name, list] of Object.entries(lists)) {
    const program = (call: typeof called) =>
      Effect.gen(function* () {
        const ends = new Ends()
        yield* call<unknown, unknown>(list(ends.around(after(1, 1))))
        ends.check()
      })

    it(`${name} has ended all that began, at any operation`, () => holdsInterrupted("caller", program(called)))

    it(`${name} has ended all that began, at any moment`, () => holds(program(calledOff)))
  }
})
