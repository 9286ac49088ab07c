/** What cannot be explored is refused, with what it is and what to do. */
import { assert, describe, it } from "@effect/vitest"
import { Cause, Effect, Exit, Fiber, Ref, Scheduler, Tracer } from "effect"
import { TestClock } from "effect/testing"
import { Explore } from "@heddle/explore"

const defectOf = <A, E>(effect: Effect.Effect<A, E>) =>
  Effect.map(Effect.exit(effect), (exit) =>
    Exit.isFailure(exit) ? exit.cause.reasons.find(Cause.isDieReason)?.defect : undefined
  )

const refusal = <A, E>(program: Effect.Effect<A, E>) => defectOf(Explore.run(program))

describe("Explore refuses", () => {
  it.live("a program with a Tracer of its own", () =>
    Effect.gen(function* () {
      const tracer = Tracer.make({ span: (options) => new Tracer.NativeSpan(options) })
      const defect = yield* refusal(Effect.provideService(Effect.yieldNow, Tracer.Tracer, tracer))

      assert.instanceOf(defect, Explore.NotControlledError)
      assert.include(defect.message, "Tracer of the program's own")
    })
  )

  it.live("a program with a Scheduler of its own", () =>
    Effect.gen(function* () {
      const own = new Scheduler.MixedScheduler()
      const defect = yield* refusal(Effect.provideService(Effect.yieldNow, Scheduler.Scheduler, own))

      assert.instanceOf(defect, Explore.NotControlledError)
      assert.include(defect.message, "Scheduler of the program's own")
    })
  )

  it.live("a program under a TestClock", () =>
    Effect.gen(function* () {
      const defect = yield* refusal(Effect.provide(Effect.sleep(1), TestClock.layer()))

      assert.instanceOf(defect, Explore.NotControlledError)
      assert.include(defect.message, "TestClock")
    })
  )

  it.live("a program that keeps state from run to run, with the first step that was another", () =>
    Effect.gen(function* () {
      let runs = 0
      const defect = yield* refusal(
        Effect.gen(function* () {
          const ref = yield* Ref.make(0)
          if (runs++ % 2 === 1) yield* Ref.set(ref, 1)
          yield* Ref.get(ref)
        })
      )

      assert.instanceOf(defect, Explore.NotRepeatableError)
      assert.deepInclude(defect, { step: 2, first: "Ref.get of fiber 0", second: "Ref.set of fiber 0" })
    })
  )

  it.live("a program whose outcome changes from run to run", () =>
    Effect.gen(function* () {
      let runs = 0
      const defect = yield* refusal(Effect.sync(() => runs++))

      assert.instanceOf(defect, Explore.NotRepeatableError)
      assert.include(defect.message, "the end, with 0, then the end, with 1")
    })
  )

  const bad: ReadonlyArray<readonly [string, Explore.Options, string]> = [
    ["no schedules", { schedules: 0 }, "schedules is 0; allowed: an integer from 1"],
    ["half a schedule", { schedules: 1.5 }, "schedules is 1.5; allowed: an integer"],
    ["a bound of NaN steps", { maxSteps: Number.NaN }, "maxSteps is NaN; allowed: an integer"],
    ["a seed of 2^40", { seed: 2 ** 40 }, "seed is 1099511627776; allowed: an integer"],
    ["an unknown granularity", { granularity: "line" as never }, `granularity is "line"; allowed: op or await`]
  ]
  for (const [what, options, message] of bad) {
    it.live(what, () =>
      Effect.gen(function* () {
        const defect = yield* defectOf(Explore.run(Effect.void, options))

        assert.instanceOf(defect, Explore.ExploreOptionError)
        assert.include(defect.message, `Explore.run: ${message}`)
      })
    )
  }

  it("a PCT of depth 0", () => {
    assert.throws(() => Explore.pct(0), "Explore.pct: depth is 0; allowed: an integer from 1")
  })

  it("a negative number of preemptions", () => {
    assert.throws(() => Explore.exhaustive({ preemptions: -1 }), "preemptions is -1; allowed: an integer from 0")
  })
})

describe("Explore.replay refuses", () => {
  const program = (more: Effect.Effect<unknown>) =>
    Effect.gen(function* () {
      const ref = yield* Ref.make(0)
      const add = Effect.flatMap(Ref.get(ref), (n) => Ref.set(ref, n + 1))
      const fibers = [yield* Effect.forkChild(add), yield* Effect.forkChild(add)]
      yield* more
      for (const fiber of fibers) yield* Fiber.join(fiber)
      if ((yield* Ref.get(ref)) !== 2) return yield* Effect.fail("an update is lost")
    })

  it.live("a token that cannot be read", () =>
    Effect.gen(function* () {
      const error = yield* Effect.flip(Explore.replay(Effect.void, "hx0:seed=1"))

      assert.strictEqual(error._tag, "TokenInvalidError")
    })
  )

  it.live("a token of the program as it was, and says where it differs", () =>
    Effect.gen(function* () {
      const { failure } = yield* Explore.run(program(Effect.void))
      const error = yield* Effect.flip(
        Explore.replay(program(Effect.andThen(Ref.make(1), Ref.make(2))), failure?.token ?? "")
      )

      assert.strictEqual(error._tag, "ReplayDivergedError")
      assert.match(error.message, /does not fit this program: at step \d+ it expects/)
    })
  )

  it.live("a token of another program", () =>
    Effect.gen(function* () {
      const { failure } = yield* Explore.run(program(Effect.void))
      const error = yield* Effect.flip(
        Explore.replay(Effect.andThen(Effect.yieldNow, Effect.void), failure?.token ?? "")
      )

      assert.strictEqual(error._tag, "ReplayDivergedError")
    })
  )

  it.live("a token with a plan of operations, which belongs to linearizable", () =>
    Effect.gen(function* () {
      const error = yield* Effect.flip(Explore.replay(Effect.void, "hx1:seed=1;dev=;plan=3;end=1.0000"))

      assert.include(error.message, "Explore.linearizable")
    })
  )
})
