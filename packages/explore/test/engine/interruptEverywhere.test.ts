import { assert, describe, it } from "@effect/vitest"
import { Effect, Exit, Fiber, Ref } from "effect"
import { Explore } from "@heddle/explore"

const points = (report: Explore.Report) => report.coverage[0]?.space

describe("Explore", () => {
  describe("interruptEverywhere", () => {
    it.live("interrupts before every operation of the program", () =>
      Effect.gen(function* () {
        const report = yield* Explore.interruptEverywhere(
          Effect.andThen(
            Effect.yieldNow,
            Effect.sync(() => 1)
          ),
          { schedules: 0 }
        )

        assert.strictEqual(points(report), "2 points of the program")
        assert.deepStrictEqual([...report.outcomes], [["failure: interrupted", 2]])
      })
    )

    it.live("interrupts the fiber that has the name, and no other", () =>
      Effect.gen(function* () {
        const report = yield* Explore.interruptEverywhere(
          Effect.gen(function* () {
            const worker = yield* Effect.forkChild(Explore.named("worker")(Effect.yieldNow))
            const other = yield* Effect.forkChild(Explore.named("other")(Effect.yieldNow))
            const [first, second] = [yield* Fiber.await(worker), yield* Fiber.await(other)]
            return `${Exit.hasInterrupts(first)} ${Exit.hasInterrupts(second)}`
          }),
          { target: "worker" }
        )

        assert.deepStrictEqual([...report.outcomes.keys()], ["true false"])
      })
    )

    it.live("finds a resource that is lost between its acquisition and what releases it", () =>
      Effect.gen(function* () {
        const report = yield* Explore.interruptEverywhere(
          Effect.gen(function* () {
            const open = yield* Ref.make(0)
            const use = Effect.andThen(
              Ref.update(open, (n) => n + 1),
              Effect.ensuring(
                Effect.yieldNow,
                Ref.update(open, (n) => n - 1)
              )
            )
            yield* Effect.forkChild(Explore.named("user")(use)).pipe(Effect.flatMap(Fiber.await))
            if ((yield* Ref.get(open)) !== 0) return yield* Effect.fail("it stays open")
          }),
          { target: "user" }
        )

        assert.deepStrictEqual([report.failure?.message, report.failure?.interruption?.fiber], ["it stays open", 1])
      })
    )

    it.live("does not take an interrupt for lost in an uninterruptible region", () =>
      Effect.gen(function* () {
        const report = yield* Explore.interruptEverywhere(
          Effect.gen(function* () {
            const done = yield* Ref.make(0)
            const both = Effect.uninterruptible(
              Effect.andThen(
                Ref.update(done, (n) => n + 1),
                Ref.update(done, (n) => n + 1)
              )
            )
            yield* Effect.forkChild(Explore.named("both")(both)).pipe(Effect.flatMap(Fiber.await))
            if ((yield* Ref.get(done)) === 1) return yield* Effect.fail("half of it is done")
          }),
          { target: "both" }
        )

        assert.isUndefined(report.failure)
      })
    )

    it.live("replays from its token, interrupt included", () =>
      Effect.gen(function* () {
        const program = Effect.gen(function* () {
          const ref = yield* Ref.make(0)
          const twice = Effect.andThen(Ref.set(ref, 1), Ref.set(ref, 2))
          yield* Effect.forkChild(Explore.named("twice")(twice)).pipe(Effect.flatMap(Fiber.await))
          if ((yield* Ref.get(ref)) === 1) return yield* Effect.fail("between the two")
        })
        const { failure } = yield* Explore.interruptEverywhere(program, { target: "twice" })
        const again = yield* Explore.replay(program, failure?.token ?? "")

        assert.isDefined(failure)
        assert.deepStrictEqual(again.failure?.trace, failure?.trace)
      })
    )

    it.live("refuses a target that no fiber is called, and names those that there are", () =>
      Effect.gen(function* () {
        const program = Effect.forkChild(Explore.named("worker")(Effect.void)).pipe(Effect.flatMap(Fiber.await))
        const exit = yield* Effect.exit(Explore.interruptEverywhere(program, { target: "wroker" }))

        assert.include(String(exit), `target is "wroker"; allowed: worker`)
      })
    )
  })
})
