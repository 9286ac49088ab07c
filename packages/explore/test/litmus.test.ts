/** DPOR finds the outcomes that running every schedule finds. */
import { assert, describe, it } from "@effect/vitest"
import { Effect } from "effect"
import { Explore } from "@heddle/explore"
import { generate, litmus } from "../litmus/index.ts"
import { depth } from "./support/depth.ts"

/** Whatever a run comes to is an outcome: nothing here is a failure. */
const oracles = {
  exit: false,
  deadlock: false,
  livelock: false,
  "fiber leak": false,
  "permit leak": false,
  "finalizer leak": false,
  "unobserved failure": false
} as const

const outcomes = (program: Effect.Effect<unknown, unknown>, strategy: Explore.Strategy, schedules: number) =>
  Effect.map(Explore.run(program, { strategy, schedules, oracles }), (report) => ({
    complete: report.coverage.every(({ part }) => part === 1),
    schedules: report.schedules,
    outcomes: [...report.outcomes.keys()].toSorted()
  }))

describe("DPOR", () => {
  for (const { name, program } of litmus) {
    it.live(`finds every outcome of ${name}`, () =>
      Effect.gen(function* () {
        const all = yield* outcomes(program, Explore.exhaustive(), 100_000)
        const reduced = yield* outcomes(program, Explore.dpor, 100_000)

        assert.isTrue(all.complete)
        assert.deepStrictEqual(reduced, { ...all, schedules: reduced.schedules })
        assert.isAtMost(reduced.schedules, all.schedules)
      })
    )
  }

  it.live("finds every outcome of programs drawn at random", () =>
    Effect.gen(function* () {
      let compared = 0
      for (let seed = 0; seed < 120 * depth; seed++) {
        const { program, source } = generate(seed)
        const all = yield* outcomes(program, Explore.exhaustive(), 20_000)
        const reduced = yield* outcomes(program, Explore.dpor, 20_000)
        if (!all.complete || !reduced.complete) continue
        compared++

        assert.deepStrictEqual({ seed, source, found: reduced.outcomes }, { seed, source, found: all.outcomes })
      }
      assert.isAtLeast(compared, 100)
    })
  )

  it.live("runs far fewer schedules than there are", () =>
    Effect.gen(function* () {
      const program = litmus.find(({ name }) => name === "lock-handoff")?.program ?? Effect.void
      const all = yield* outcomes(program, Explore.exhaustive(), 100_000)
      const reduced = yield* outcomes(program, Explore.dpor, 100_000)

      assert.isAtMost(reduced.schedules * 10, all.schedules)
    })
  )
})
