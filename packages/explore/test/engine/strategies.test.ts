/** What each strategy promises. */
import { assert, describe, it } from "@effect/vitest"
import { Effect, Fiber, Ref } from "effect"
import { Explore } from "@heddle/explore"

const ignored = { exit: false, "fiber leak": false } as const

/** Two fibers of two operations on a Ref each, whose order is the outcome. */
const twoByTwo = Effect.gen(function* () {
  const order = yield* Ref.make("")
  const note = (name: string) => Ref.update(order, (text) => text + name)
  const twice = (name: string) => Effect.andThen(note(name), note(name))
  yield* Effect.forkChild(twice("a"))
  yield* Effect.forkChild(twice("b"))
  // Both have ended when the clock jumps; a join would make kinds of its own, before their ends and after.
  yield* Effect.sleep(1)
  return yield* Ref.get(order)
})

const all = ["aabb", "abab", "abba", "baab", "baba", "bbaa"]

const outcomes = (strategy: Explore.Strategy, schedules = 5_000) =>
  Effect.map(Explore.run(twoByTwo, { strategy, schedules, oracles: ignored }), (report) =>
    [...report.outcomes.keys()].toSorted()
  )

/** One fiber must make twenty steps while the other waits between its two. */
const twentyAlone = Effect.gen(function* () {
  const count = yield* Ref.make(0)
  const counting = Effect.forEach(Array.from({ length: 20 }), () => Ref.update(count, (n) => n + 1), { discard: true })
  const looking = Effect.gen(function* () {
    const before = yield* Ref.get(count)
    const after = yield* Ref.get(count)
    if (before === 0 && after === 20) return yield* Effect.die(new Error("all in between"))
  })
  const fibers = [yield* Effect.forkChild(looking), yield* Effect.forkChild(counting)]
  for (const fiber of fibers) yield* Fiber.join(fiber)
})

/** One fiber gives way again and again; two others make twenty steps each. The outcome is what it sees of them. */
const givingWay = Effect.gen(function* () {
  const steps = yield* Ref.make(0)
  const working = Effect.forEach(Array.from({ length: 20 }), () => Ref.update(steps, (n) => n + 1))
  yield* Effect.forkChild(working)
  yield* Effect.forkChild(working)
  const looking = Effect.andThen(
    Effect.forEach([1, 2, 3, 4], () => Effect.yieldNow),
    Ref.get(steps)
  )
  return yield* Effect.flatMap(Effect.forkChild(looking), Fiber.join)
})

describe("Explore", () => {
  describe("every strategy", () => {
    it.live("lets those that were ready go first when a fiber has given way three times, but for one step each", () =>
      Effect.gen(function* () {
        const { outcomes } = yield* Explore.run(givingWay, { strategy: Explore.random, oracles: ignored })

        assert.isTrue(outcomes.has("2"), [...outcomes.keys()].join())
      })
    )
  })

  describe("exhaustive", () => {
    it.live("runs every order of two fibers of two operations", () =>
      Effect.gen(function* () {
        assert.deepStrictEqual(yield* outcomes(Explore.exhaustive()), all)
      })
    )

    it.live("runs those with no preemption alone when it may have none", () =>
      Effect.gen(function* () {
        assert.deepStrictEqual(yield* outcomes(Explore.exhaustive({ preemptions: 0 })), ["aabb", "bbaa"])
      })
    )

    it.live("adds with one preemption what one preemption makes", () =>
      Effect.gen(function* () {
        assert.deepStrictEqual(yield* outcomes(Explore.exhaustive({ preemptions: 1 })), [
          "aabb",
          "abba",
          "baab",
          "bbaa"
        ])
      })
    )
  })

  describe("random", () => {
    it.live("comes to every order in the end", () =>
      Effect.gen(function* () {
        assert.deepStrictEqual(yield* outcomes(Explore.random), all)
      })
    )
  })

  describe("pct", () => {
    it.live("makes as many changes of priority as its depth allows", () =>
      Effect.gen(function* () {
        assert.deepStrictEqual(yield* outcomes(Explore.pct(1)), ["aabb", "bbaa"])
        assert.deepStrictEqual(yield* outcomes(Explore.pct(3)), all)
      })
    )

    it.live("finds a fiber that must make twenty steps alone, where a random walk does not", () =>
      Effect.gen(function* () {
        const find = (strategy: Explore.Strategy) =>
          Effect.map(Explore.run(twentyAlone, { strategy, schedules: 1_000 }), ({ failure }) => failure?.message)

        assert.strictEqual(yield* find(Explore.pct(3)), "Error: all in between")
        assert.isUndefined(yield* find(Explore.random))
      })
    )
  })

  describe("dpor", () => {
    it.live("runs one schedule of each kind: as many as there are orders of operations that conflict", () =>
      Effect.gen(function* () {
        const report = yield* Explore.run(twoByTwo, { strategy: Explore.dpor, oracles: ignored })

        assert.deepStrictEqual([...report.outcomes.keys()].toSorted(), all)
        assert.strictEqual(report.schedules, all.length)
      })
    )

    it.live("takes an operation made of the program's own function for one that may touch anything", () =>
      Effect.gen(function* () {
        const program = Effect.gen(function* () {
          let count = 0
          const add = Effect.flatMap(
            Effect.sync(() => count),
            (seen) => Effect.sync(() => void (count = seen + 1))
          )
          yield* Effect.forkChild(add)
          yield* Effect.forkChild(add)
          yield* Effect.sleep(1)
          return count
        })
        const report = yield* Explore.run(program, { strategy: Explore.dpor })

        assert.deepStrictEqual([...report.outcomes.keys()].toSorted(), ["1", "2"])
      })
    )

    it.live("runs one schedule when nothing conflicts", () =>
      Effect.gen(function* () {
        const apart = Effect.all([Ref.make(1), Ref.make(2)], { concurrency: 1 })
        const program = Effect.gen(function* () {
          yield* Effect.forkChild(apart)
          yield* Effect.forkChild(apart)
          yield* Effect.sleep(1)
        })
        const report = yield* Explore.run(program, { strategy: Explore.dpor })

        assert.strictEqual(report.schedules, 1)
      })
    )
  })

  describe("portfolio", () => {
    it.live("finds what a random walk misses", () =>
      Effect.gen(function* () {
        const { failure } = yield* Explore.run(twentyAlone)

        assert.strictEqual(failure?.message, "Error: all in between")
      })
    )
  })
})
