/** What leaves the hands of Explore is named, with its place and what to do. */
import { assert, describe, it } from "@effect/vitest"
import { Clock, Effect, Random } from "effect"
import { Explore } from "@heddle/explore"

const warningsOf = <A>(program: Effect.Effect<A>) =>
  Effect.map(Explore.run(program, { schedules: 2 }), ({ warnings }) => warnings)

describe("Explore warns of", () => {
  const programs: ReadonlyArray<readonly [string, Effect.Effect<unknown>, RegExp]> = [
    [
      "the real clock",
      Effect.sync(() => Date.now() > 0),
      /Date\.now at .*escapes\.test\.ts:\d+.* take the time from Clock/
    ],
    ["real chance", Effect.sync(() => Math.random() < 2), /Math\.random at .*escapes\.test\.ts:\d+.* from Random/],
    [
      "real timers",
      Effect.callback<void>((resume) => {
        setTimeout(() => resume(Effect.void), 1)
      }),
      /setTimeout at .*escapes\.test\.ts:\d+.* Effect\.sleep/
    ],
    [
      "a runtime of its own",
      Effect.sync(() => Effect.runSync(Effect.sync(() => 1))),
      /a fiber under a runtime of its own/
    ]
  ]
  for (const [what, program, warning] of programs) {
    it.live(what, () =>
      Effect.gen(function* () {
        assert.match((yield* warningsOf(program)).join("\n"), warning)
      })
    )
  }

  it.live("a real timer, and waits for it", () =>
    Effect.gen(function* () {
      const timer = Effect.callback<string>((resume) => {
        setTimeout(() => resume(Effect.succeed("rung")), 1)
      })
      const report = yield* Explore.run(timer, { schedules: 2 })

      assert.deepStrictEqual([report.failure, [...report.outcomes.keys()]], [undefined, ["rung"]])
    })
  )

  it.live("nothing when time and chance come from Effect, with spans, forks and interrupts", () =>
    Effect.gen(function* () {
      const program = Effect.gen(function* () {
        yield* Clock.currentTimeMillis
        yield* Random.next
        yield* Effect.all([Effect.sleep(1), Effect.void], { concurrency: 2 })
        yield* Effect.race(Effect.never, Effect.yieldNow)
      }).pipe(Effect.withSpan("program"))

      assert.deepStrictEqual(yield* warningsOf(program), [])
    })
  )

  it.live("nothing any more when the exploration is over", () =>
    Effect.gen(function* () {
      const [now, random] = [Date.now, Math.random]
      yield* warningsOf(Effect.void)

      assert.deepStrictEqual([Date.now === now, Math.random === random], [true, true])
    })
  )
})
