import { assert, describe, it } from "@effect/vitest"
import { Context, Effect, Layer, Ref } from "effect"
import { Explore } from "@heddle/explore"
import { depth } from "../support/depth.ts"
import * as subjects from "../support/subjects.ts"

const shape = { fibers: 3, perFiber: 3 }

describe("Explore", () => {
  describe("linearizable", () => {
    it.live("finds a stack that reads before it writes, within 50 schedules", () =>
      Effect.gen(function* () {
        const { failure } = yield* Explore.linearizable({ ...subjects.stackReadThenWrite, ...shape, schedules: 50 })

        assert.strictEqual(failure?.oracle, "linearizability")
      })
    )

    it.live("finds a set whose two parts are written one after the other, within 50 schedules", () =>
      Effect.gen(function* () {
        const { failure } = yield* Explore.linearizable({ ...subjects.tornSet, ...shape, schedules: 50 })

        assert.strictEqual(failure?.oracle, "linearizability")
      })
    )

    it.live("shows the operation that no order explains", () =>
      Effect.gen(function* () {
        const { failure } = yield* Explore.linearizable({ ...subjects.counterLosingUpdates, ...shape })

        assert.match(failure?.message ?? "", /increment/)
      })
    )

    it.live("replays from its token, the plan included", () =>
      Effect.gen(function* () {
        const { failure } = yield* Explore.linearizable({ ...subjects.stackReadThenWrite, ...shape })
        const again = yield* Explore.linearizable({ ...subjects.stackReadThenWrite, ...shape, replay: failure?.token })

        assert.isDefined(failure)
        assert.deepStrictEqual(again.failure?.trace, failure?.trace)
        assert.strictEqual(again.failure?.message, failure?.message)
      })
    )

    const right = {
      register: subjects.register,
      counter: subjects.counter,
      stack: subjects.stack,
      "Effect's Queue": subjects.boundedQueue
    }
    for (const [name, subject] of Object.entries(right)) {
      it.live(`raises no alarm about ${name}`, () =>
        Effect.gen(function* () {
          const options = { ...subject, ...shape, schedules: 1_000 * depth }
          const report = yield* Explore.linearizable(options as typeof subjects.register & typeof shape)

          assert.isUndefined(report.failure, report.failure?.message)
          assert.deepStrictEqual(report.warnings, [])
        })
      )
    }
  })

  describe("faults", () => {
    class Payments extends Context.Service<Payments, { readonly charge: Effect.Effect<string> }>()("test/Payments") {}

    const faulty = Explore.faults(Layer.succeed(Payments, { charge: Effect.succeed("paid") }), { fail: 0.5 })

    const program = Effect.gen(function* () {
      const ledger = yield* Ref.make(0)
      const { charge } = yield* Payments
      yield* Effect.forEach([1, 2, 3, 4], () =>
        Effect.andThen(
          charge,
          Ref.update(ledger, (n) => n + 1)
        )
      )
    }).pipe(Effect.provide(faulty))

    it.live("come again when the run is replayed", () =>
      Effect.gen(function* () {
        const { failure } = yield* Explore.run(program)
        const again = yield* Explore.replay(program, failure?.token ?? "")

        assert.include(failure?.message, "FaultInjectedError")
        assert.strictEqual(again.failure?.message, failure?.message)
      })
    )
  })
})
