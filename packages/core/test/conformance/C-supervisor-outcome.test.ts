import { assert, describe, it } from "@effect/vitest"
import { Cause, Data, Effect, Exit, Fiber, Latch } from "effect"
import { InterruptReason, TaskScope, Unhandled } from "../../src/index.ts"
import { settle, start } from "../support/fibers.ts"
import { Journal } from "../support/journal.ts"
import { outcomeNow, outcomeOf } from "../support/outcome.ts"

class BotError extends Data.TaggedError("BotError")<{ readonly bot: string }> {}

const failsLater = Effect.andThen(Effect.yieldNow, Effect.fail(new BotError({ bot: "first" })))

/** Failures that nobody joins are expected in these tests, and need no line in their output. */
const silent = Unhandled.withHandler(() => Effect.void)

describe("C. Supervisors: what comes out", () => {
  it.effect("S40 joining a failed child raises the child's own error, which is caught by its tag", () =>
    Effect.gen(function* () {
      const value = yield* TaskScope.supervise(function* (scope) {
        const task = yield* scope.fork(failsLater)
        const whileItRuns = yield* Effect.catchTag(task.join, "BotError", (error) => Effect.succeed(error.bot))
        const afterItsEnd = yield* Effect.catchTag(task.join, "BotError", (error) => Effect.succeed(error.bot))
        return [whileItRuns, afterItsEnd, task.state]
      })

      assert.deepStrictEqual(value, ["first", "first", "failed"])
    })
  )

  it.effect("S40 joining a child that died raises its defect", () =>
    Effect.gen(function* () {
      const exit = yield* TaskScope.supervise(function* (scope) {
        const task = yield* scope.fork(Effect.andThen(Effect.yieldNow, Effect.die("defect")))
        return yield* Effect.exit(task.join)
      })

      assert.deepStrictEqual(outcomeOf(exit), ["Die defect"])
    })
  )

  it.effect("S40 each of several joiners meets the error of the child, a sibling among them", () =>
    Effect.gen(function* () {
      const value = yield* TaskScope.supervise(function* (scope) {
        const task = yield* scope.fork(failsLater)
        const siblings = yield* scope.forkAll([task.join, task.join])
        const exits = []
        for (const sibling of siblings) exits.push(outcomeOf(yield* sibling.await))
        return [...exits, outcomeOf(yield* Effect.exit(task.join))]
      })

      assert.deepStrictEqual(value, [["Fail BotError"], ["Fail BotError"], ["Fail BotError"]])
    })
  )

  it.effect("S40 a body that does not catch what it joins fails with it", () =>
    Effect.gen(function* () {
      const exit = yield* Effect.exit(
        TaskScope.supervise(function* (scope) {
          const task = yield* scope.fork(failsLater)
          yield* scope.fork(Effect.never)
          return yield* task.join
        })
      )

      assert.deepStrictEqual(outcomeOf(exit), ["Fail BotError"])
    })
  )

  it.effect(
    "S41 a supervised scope that fails as a whole interrupts its children for that reason: interrupted by name",
    () =>
      Effect.gen(function* () {
        const journal = new Journal()

        const exit = yield* Effect.exit(
          TaskScope.supervise(
            function* (scope) {
              yield* scope.fork(journal.watch("child")(Effect.never))
              yield* scope.fork(Effect.fail("unrelated")).pipe(Effect.flatMap((task) => task.await))
              yield* scope.interrupt("maintenance")
            },
            { name: "bots" }
          )
        )

        assert.deepStrictEqual(outcomeOf(exit), ["Fail ScopeInterruptedError"])
        assert.deepStrictEqual(journal.entries, [`child interrupted: scope "bots": interrupted by name: maintenance`])
      })
  )

  it.effect("S41 a supervised scope that fails as a whole interrupts its children for that reason: its deadline", () =>
    Effect.gen(function* () {
      const reasons: Array<InterruptReason.InterruptReason | undefined> = []
      const tells = Effect.onExit(Effect.never, (exit) =>
        Effect.sync(() => reasons.push(Exit.isFailure(exit) ? InterruptReason.fromCause(exit.cause) : undefined))
      )

      const exit = yield* Effect.exit(
        TaskScope.supervise(
          function* (scope) {
            yield* scope.fork(tells)
            yield* tells
          },
          { name: "bots", deadline: 0 }
        )
      )

      assert.deepStrictEqual(outcomeOf(exit), ["Fail DeadlineExceededError"])
      assert.deepStrictEqual(reasons, [
        { _tag: "Deadline", scope: "bots" },
        { _tag: "Deadline", scope: "bots" }
      ])
    })
  )

  it.effect("S42 completing a supervised scope does not interrupt the task around it, nor its siblings", () =>
    Effect.gen(function* () {
      const journal = new Journal()

      const value = yield* TaskScope.run(function* (scope) {
        yield* scope.fork(journal.watch("sibling")(Effect.repeat(Effect.yieldNow, { times: 5 })))
        const ended = yield* TaskScope.supervise(function* (inner) {
          yield* inner.fork(Effect.never)
          yield* inner.complete("early")
        })
        yield* Effect.yieldNow
        return ended
      })

      assert.deepStrictEqual([value, journal.entries], ["early", ["sibling succeeded"]])
    })
  )

  it.effect(
    "S42 a task that handles the interruption of its supervised scope goes on, and so does the scope around it",
    () =>
      Effect.gen(function* () {
        const value = yield* TaskScope.run(function* (scope) {
          const interrupted = TaskScope.supervise(function* (inner) {
            yield* inner.interrupt("enough")
          })
          const task = yield* scope.fork(
            Effect.catchTag(interrupted, "ScopeInterruptedError", (error) => Effect.succeed(error.reason))
          )
          return yield* task.join
        })

        assert.strictEqual(value, "enough")
      })
  )

  it.effect(
    "S42 the failure of a supervised scope reaches the task around it, and makes the scope around that fail",
    () =>
      Effect.gen(function* () {
        const journal = new Journal()

        const exit = yield* Effect.exit(
          TaskScope.run(
            function* (scope) {
              yield* scope.fork(journal.watch("sibling")(Effect.never))
              yield* scope.fork(
                TaskScope.supervise(function* () {
                  yield* failsLater
                }),
                { name: "supervisor" }
              )
            },
            { name: "page" }
          )
        )

        assert.deepStrictEqual(outcomeOf(exit), ["Fail BotError"])
        assert.deepStrictEqual(journal.entries, [`sibling interrupted: scope "page": task "supervisor" failed`])
      })
  )

  for (const [name, open] of [
    ["supervise", (body: () => Generator<never, void, never>) => TaskScope.supervise(body)],
    ["run", (body: () => Generator<never, void, never>) => TaskScope.run(body)]
  ] as const) {
    it.effect(
      `S43 when the caller is interrupted in the same step in which the body throws, the error of the body wins: ${name}`,
      () =>
        Effect.gen(function* () {
          const thrown = new Error("body")

          const caller = yield* start(
            Effect.withFiber((fiber) =>
              open(function* () {
                fiber.interruptUnsafe()
                throw thrown
              })
            )
          )
          yield* settle

          const exit = yield* Fiber.await(caller)
          assert.isTrue(Exit.isFailure(exit) && Cause.squash(exit.cause) === thrown)
        })
    )
  }

  it.effect(
    "S43 the error of the body also wins when the caller is interrupted while the children of the failed body clean up",
    () =>
      Effect.gen(function* () {
        const cleanup = Latch.makeUnsafe()
        const caller = yield* start(
          TaskScope.supervise(function* (scope) {
            yield* scope.fork(Effect.ensuring(Effect.never, cleanup.await))
            yield* failsLater
          })
        )

        yield* settle
        caller.interruptUnsafe()
        yield* cleanup.open
        yield* settle

        const exit = yield* Fiber.await(caller)
        assert.sameMembers([...outcomeNow(caller)], ["Fail BotError", "Interrupt"])
        assert.isTrue(Exit.isFailure(exit) && Cause.squash(exit.cause) instanceof BotError)
      })
  )

  it.effect(
    "S43 where the interruption has reached the body before it throws, Effect.gen loses the error, a scope keeps it",
    () =>
      Effect.gen(function* () {
        const throwsLate = (caller: Fiber.Fiber<unknown, unknown>) =>
          function* () {
            yield* Effect.yieldNow
            caller.interruptUnsafe()
            throw new Error("body")
          }
        const inEffect = yield* start(Effect.withFiber((fiber) => Effect.gen(throwsLate(fiber))))
        const inScope = yield* start(Effect.withFiber((fiber) => TaskScope.supervise(throwsLate(fiber))))

        yield* settle

        assert.deepStrictEqual([outcomeNow(inEffect), outcomeNow(inScope)], [["Interrupt"], ["Interrupt", "Die body"]])
      })
  )

  it.effect("S44 a fail-fast scope inside a supervised child makes that child fail, and no other", () =>
    Effect.gen(function* () {
      const journal = new Journal()
      const failFast = TaskScope.run(function* (scope) {
        yield* scope.fork(journal.watch("cousin")(Effect.never))
        yield* scope.fork(failsLater)
      })

      const value = yield* TaskScope.supervise(function* (scope) {
        const child = yield* scope.fork(failFast)
        const sibling = yield* scope.fork(Effect.as(Effect.repeat(Effect.yieldNow, { times: 9 }), "sibling"))
        return [outcomeOf(yield* child.await), yield* sibling.join]
      })

      assert.deepStrictEqual(value, [["Fail BotError"], "sibling"])
      assert.strictEqual(journal.entries.length, 1)
    })
  )

  it.effect("S44 a supervised scope inside a fail-fast child never makes it fail for what its own children do", () =>
    Effect.gen(function* () {
      const supervisor = TaskScope.supervise(function* (scope) {
        yield* scope.fork(failsLater)
        yield* scope.fork(Effect.die("defect"))
        return "supervisor"
      })

      const value = yield* silent(
        TaskScope.run(function* (scope) {
          const child = yield* scope.fork(supervisor)
          const sibling = yield* scope.fork(Effect.as(Effect.repeat(Effect.yieldNow, { times: 9 }), "sibling"))
          return [yield* child.join, yield* sibling.join]
        })
      )

      assert.deepStrictEqual(value, ["supervisor", "sibling"])
    })
  )
})
