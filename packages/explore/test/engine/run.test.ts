/** What `Explore.run` promises, on programs of a few operations. */
import { assert, describe, it } from "@effect/vitest"
import { Clock, Deferred, Effect, Fiber, Random, Ref, Scheduler, Scope, Semaphore } from "effect"
import { Explore } from "@heddle/explore"

const lostUpdate = Effect.gen(function* () {
  const ref = yield* Ref.make(0)
  const add = Effect.flatMap(Ref.get(ref), (n) => Ref.set(ref, n + 1))
  const fibers = [yield* Effect.forkChild(add), yield* Effect.forkChild(add)]
  for (const fiber of fibers) yield* Fiber.join(fiber)
  if ((yield* Ref.get(ref)) !== 2) return yield* Effect.fail("an update is lost")
  return "both"
})

const oracleOf = <A, E>(program: Effect.Effect<A, E>, options?: Explore.Options) =>
  Effect.map(Explore.run(program, options), ({ failure }) => failure?.oracle)

describe("Explore", () => {
  describe("run", () => {
    it.live("finds a schedule that makes the program fail, and says with what", () =>
      Effect.gen(function* () {
        const { failure } = yield* Explore.run(lostUpdate)

        assert.deepStrictEqual([failure?.oracle, failure?.message], ["exit", "an update is lost"])
      })
    )

    it.live("reports nothing of a program that holds", () =>
      Effect.gen(function* () {
        const report = yield* Explore.run(Effect.succeed(1))

        assert.deepStrictEqual([report.failure, [...report.outcomes]], [undefined, [["1", report.schedules]]])
      })
    )

    it.live("ends when every schedule has been run, and says so", () =>
      Effect.gen(function* () {
        const report = yield* Explore.run(lostUpdate, { strategy: Explore.exhaustive(), oracles: { exit: false } })

        assert.deepStrictEqual(report.coverage, [
          { strategy: "exhaustive", schedules: report.schedules, space: "all schedules", part: 1 }
        ])
        assert.deepStrictEqual([...report.outcomes.keys()].toSorted(), ["both", "failure: an update is lost"])
      })
    )

    it.live("says which part of the space has been covered when the budget ends first", () =>
      Effect.gen(function* () {
        const report = yield* Explore.run(lostUpdate, {
          strategy: Explore.exhaustive(),
          schedules: 3,
          oracles: { exit: false }
        })

        assert.strictEqual(report.schedules, 3)
        const part = report.coverage[0]?.part ?? 0
        assert.isAbove(part, 0)
        assert.isBelow(part, 1)
      })
    )

    it.live("shrinks to the one turn that a lost update needs", () =>
      Effect.gen(function* () {
        const { failure } = yield* Explore.run(lostUpdate, { strategy: Explore.random })

        assert.strictEqual(failure?.schedule.length, 1)
      })
    )

    it.live("does the same for the same seed", () =>
      Effect.gen(function* () {
        const [first, second] = [
          yield* Explore.run(lostUpdate, { seed: 7 }),
          yield* Explore.run(lostUpdate, { seed: 7 })
        ]

        assert.deepStrictEqual(second, first)
      })
    )

    it.live("cuts only where a fiber waits at await granularity", () =>
      Effect.gen(function* () {
        assert.isUndefined(yield* oracleOf(lostUpdate, { granularity: "await" }))
      })
    )

    it.live("cuts nowhere in a region that the program keeps from yielding", () =>
      Effect.gen(function* () {
        const region = Effect.provideService(lostUpdate, Scheduler.PreventSchedulerYield, true)

        assert.isUndefined(yield* oracleOf(region))
      })
    )

    it.live("says that waiting is enough when it is", () =>
      Effect.gen(function* () {
        const { failure } = yield* Explore.run(
          Effect.gen(function* () {
            const ref = yield* Ref.make(0)
            const add = Effect.gen(function* () {
              const seen = yield* Ref.get(ref)
              yield* Effect.sleep("1 millis")
              yield* Ref.set(ref, seen + 1)
            })
            yield* Effect.all([add, add], { concurrency: "unbounded" })
            if ((yield* Ref.get(ref)) !== 2) return yield* Effect.fail("an update is lost")
          })
        )

        assert.deepStrictEqual([failure?.oracle, failure?.granularity], ["exit", "await"])
      })
    )

    it.live("gives the program a clock that jumps when nothing can run", () =>
      Effect.gen(function* () {
        const report = yield* Explore.run(Effect.andThen(Effect.sleep("3 days"), Clock.currentTimeMillis), {
          schedules: 1
        })

        assert.deepStrictEqual([...report.outcomes.keys()], [String(3 * 24 * 3600 * 1000)])
      })
    )

    it.live("lets timers of one instant ring in any order", () =>
      Effect.gen(function* () {
        const report = yield* Explore.run(
          Effect.gen(function* () {
            const order = yield* Ref.make("")
            const note = (name: string) =>
              Effect.andThen(
                Effect.sleep(5),
                Ref.update(order, (text) => text + name)
              )
            yield* Effect.all([note("a"), note("b")], { concurrency: 2 })
            return yield* Ref.get(order)
          })
        )

        assert.deepStrictEqual([...report.outcomes.keys()].toSorted(), ["ab", "ba"])
      })
    )

    it.live("gives every run of an exploration the same random numbers", () =>
      Effect.gen(function* () {
        const report = yield* Explore.run(Effect.andThen(Effect.forkChild(Effect.void), Random.next))

        assert.strictEqual(report.outcomes.size, 1)
      })
    )

    it.live("finds a deadlock and names who waits in what", () =>
      Effect.gen(function* () {
        const { failure } = yield* Explore.run(Effect.andThen(Effect.forkChild(Effect.void), Effect.never))

        assert.deepStrictEqual(
          [failure?.oracle, failure?.message],
          ["deadlock", "nothing can run any more: fiber 0 waits in Effect.never"]
        )
      })
    )

    it.live("finds a program that never ends", () =>
      Effect.gen(function* () {
        const oracle = yield* oracleOf(Effect.forever(Effect.yieldNow), { maxSteps: 500, schedules: 2 })

        assert.strictEqual(oracle, "livelock")
      })
    )

    it.live("stops a fiber that goes on alone for ever", () =>
      Effect.gen(function* () {
        const alone = Effect.flatMap(Ref.make(0), (ref) => Effect.forever(Ref.update(ref, (n) => n + 1)))

        assert.strictEqual(yield* oracleOf(alone, { maxSteps: 500, schedules: 2 }), "livelock")
      })
    )

    const waiting = (turn: Effect.Effect<void>) =>
      Effect.gen(function* () {
        const flag = yield* Ref.make(false)
        const setting = yield* Effect.forkChild(Ref.set(flag, true))
        while (!(yield* Ref.get(flag))) yield* turn
        yield* Fiber.join(setting)
      })

    it.live("lets the others go first when a fiber gives way again and again, whatever its priority", () =>
      Effect.gen(function* () {
        const options = { strategy: Explore.pct(3), schedules: 200, maxSteps: 300 }

        assert.isUndefined(yield* oracleOf(waiting(Effect.yieldNow), options))
      })
    )

    it.live("lets the others go first when a fiber goes on for hundreds of operations", () =>
      Effect.gen(function* () {
        const options = { strategy: Explore.pct(3), schedules: 50, maxSteps: 2_000 }

        assert.isUndefined(yield* oracleOf(waiting(Effect.void), options))
      })
    )

    it.live("takes a correct spin-wait for no livelock", () =>
      Effect.gen(function* () {
        const oracle = yield* oracleOf(
          Effect.gen(function* () {
            const flag = yield* Ref.make(false)
            yield* Effect.forkChild(Ref.set(flag, true))
            while (!(yield* Ref.get(flag))) yield* Effect.yieldNow
          })
        )

        assert.isUndefined(oracle)
      })
    )

    it.live("finds a fiber that outlives the program", () =>
      Effect.gen(function* () {
        assert.strictEqual(yield* oracleOf(Effect.forkDetach(Effect.never)), "fiber leak")
      })
    )

    it.live("lets a detached fiber come to its end before it judges", () =>
      Effect.gen(function* () {
        assert.isUndefined(yield* oracleOf(Effect.forkDetach(Effect.sleep("1 hour"))))
      })
    )

    it.live("finds a permit that never comes back", () =>
      Effect.gen(function* () {
        const oracle = yield* oracleOf(Effect.flatMap(Semaphore.make(1), (semaphore) => semaphore.take(1)))

        assert.strictEqual(oracle, "permit leak")
      })
    )

    it.live("finds a scope with finalizers that is never closed", () =>
      Effect.gen(function* () {
        const oracle = yield* oracleOf(
          Effect.flatMap(Scope.make(), (scope) =>
            Effect.provideService(
              Effect.acquireRelease(Effect.void, () => Effect.void),
              Scope.Scope,
              scope
            )
          )
        )

        assert.strictEqual(oracle, "finalizer leak")
      })
    )

    it.live("finds a failure that nobody hears of", () =>
      Effect.gen(function* () {
        const { failure } = yield* Explore.run(Effect.andThen(Effect.forkChild(Effect.fail("lost")), Effect.sleep(1)))

        assert.deepStrictEqual(
          [failure?.oracle, failure?.message],
          ["unobserved failure", "nobody heard that fiber 1 failed: lost"]
        )
      })
    )

    it.live("counts a failure that somebody waits for as heard", () =>
      Effect.gen(function* () {
        const failing = Effect.andThen(Effect.sleep(1), Effect.fail("seen"))

        assert.isUndefined(yield* oracleOf(Effect.flatMap(Effect.forkChild(failing), Fiber.await)))
      })
    )

    it.live("counts a failure that is read later as heard", () =>
      Effect.gen(function* () {
        const oracle = yield* oracleOf(
          Effect.gen(function* () {
            const fiber = yield* Effect.forkChild(Effect.fail("seen"))
            yield* Effect.sleep(1)
            yield* Fiber.await(fiber)
          })
        )

        assert.isUndefined(oracle)
      })
    )

    it.live("does not ask an oracle that is left out", () =>
      Effect.gen(function* () {
        const oracle = yield* oracleOf(Effect.forkDetach(Effect.never), { oracles: { "fiber leak": false } })

        assert.isUndefined(oracle)
      })
    )

    it.live("asks an invariant of the program after every step", () =>
      Effect.gen(function* () {
        const { failure } = yield* Explore.run(
          Effect.gen(function* () {
            const [a, b] = [yield* Ref.make(1), yield* Ref.make(1)]
            yield* Explore.invariant("both are equal", () => a.ref.current === b.ref.current)
            yield* Ref.set(a, 2)
            yield* Ref.set(b, 2)
          })
        )

        assert.deepStrictEqual(
          [failure?.oracle, failure?.message],
          ["invariant", "the invariant does not hold: both are equal"]
        )
      })
    )

    it.live("asks the invariant of the options, and tells what it answered", () =>
      Effect.gen(function* () {
        const { failure } = yield* Explore.run(Effect.void, { invariant: () => "never true" })

        assert.include(failure?.message, "never true")
      })
    )

    it.live("waits for a promise, and says that its order is the world's", () =>
      Effect.gen(function* () {
        const report = yield* Explore.run(
          Effect.promise(() => Promise.resolve("from outside")),
          { schedules: 3 }
        )

        assert.deepStrictEqual(
          [report.failure, [...report.outcomes.keys()], report.warnings.length],
          [undefined, ["from outside"], 1]
        )
      })
    )

    it.live("lets no virtual time pass while a promise is pending", () =>
      Effect.gen(function* () {
        const report = yield* Explore.run(
          Effect.timeoutOption(
            Effect.promise(() => new Promise<string>((resolve) => setImmediate(() => resolve("in time")))),
            "1 millis"
          ),
          { schedules: 2 }
        )

        assert.match([...report.outcomes.keys()].join(), /in time/)
      })
    )

    it.live("stops when it is interrupted", () =>
      Effect.gen(function* () {
        let runs = 0
        const counted = Effect.andThen(
          Effect.yieldNow,
          Effect.sync(() => void runs++)
        )
        yield* Effect.timeoutOption(
          Explore.run(counted, { strategy: Explore.random, schedules: 1_000_000_000 }),
          "200 millis"
        )
        const stopped = runs
        yield* Effect.promise(() => new Promise((resolve) => setImmediate(resolve)))
        const soon = runs
        yield* Effect.promise(() => new Promise((resolve) => setImmediate(resolve)))

        assert.isAbove(stopped, 0)
        assert.strictEqual(runs, soon)
      })
    )

    it.live("never resumes a fiber of a run that is over", () =>
      Effect.gen(function* () {
        let ends = 0
        const late = Deferred.makeUnsafe<void>()
        yield* Explore.run(
          Effect.andThen(
            Deferred.await(late),
            Effect.sync(() => ends++)
          ),
          { schedules: 1 }
        )
        yield* Deferred.succeed(late, undefined)
        yield* Effect.yieldNow

        assert.strictEqual(ends, 0)
      })
    )
  })
})
