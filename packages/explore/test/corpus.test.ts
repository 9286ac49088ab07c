/** Every program of the corpus is found, and none of the corrected twins raises an alarm. */
import { assert, describe, it } from "@effect/vitest"
import { Effect } from "effect"
import { Explore } from "@heddle/explore"
import type { BugClass, Entry } from "../corpus/Entry.ts"
import { corpus } from "../corpus/index.ts"

const explore = (entry: Entry, program: Entry["buggy"]) =>
  entry.mode === "explore" ? Explore.run(program) : Explore.interruptEverywhere(program, { target: entry.target })

const classes: ReadonlyArray<BugClass> = [
  "lost update",
  "check-then-act",
  "lock-order deadlock",
  "missed signal",
  "double close",
  "broken transfer invariant",
  "reader-writer race",
  "leak between acquire and register",
  "bounded-buffer overrun",
  "cache stampede",
  "dining philosophers",
  "livelock by politeness",
  "use before initialisation",
  "permit leak on interruption",
  "orphaned fiber",
  "timeout racing a result",
  "item lost at shutdown",
  "double release",
  "ABA",
  "torn multi-field update"
]

describe("the corpus", () => {
  for (const entry of corpus) {
    it.live(`${entry.name}: the bug is found within 2,000 schedules, by the oracle it is made for`, () =>
      Effect.gen(function* () {
        const { failure } = yield* explore(entry, entry.buggy)

        assert.strictEqual(failure?.oracle, entry.oracle)
      })
    )

    it.live(`${entry.name}: the token replays the failure step by step`, () =>
      Effect.gen(function* () {
        const { failure } = yield* explore(entry, entry.buggy)
        const again = yield* Explore.replay(entry.buggy, failure?.token ?? "")

        assert.deepStrictEqual(again.failure?.trace, failure?.trace)
      })
    )

    it.live(`${entry.name}: the corrected twin holds`, () =>
      Effect.gen(function* () {
        const report = yield* explore(entry, entry.corrected)

        assert.isUndefined(report.failure, report.failure && Explore.render(report))
      })
    )
  }

  it("has a program of every class", () => {
    const missing = classes.filter((name) => !corpus.some(({ bugClass }) => bugClass === name))

    assert.deepStrictEqual(missing, [])
  })
})
