import { assert, describe, it } from "@effect/vitest"
import { Cause, Deferred, Effect, Exit, Fiber, Queue, Ref } from "effect"
import { ExploreOptionError } from "../src/errors.ts"
import { linearizableRun } from "../src/linearizable.ts"
import * as subjects from "./support/subjects.ts"

const refusal = (build: () => unknown): string => {
  try {
    build()
  } catch (error) {
    assert.instanceOf(error, ExploreOptionError)
    return error.message
  }
  return assert.fail("not refused")
}

/** Runs a program that does not end until nothing of it can happen any more. */
const untilQuiet = (program: Effect.Effect<unknown, unknown>): Promise<void> =>
  Effect.runPromise(
    Effect.gen(function* () {
      const fiber = yield* Effect.forkChild(program)
      for (let turns = 0; turns < 10; turns++) yield* Effect.yieldNow
      yield* Fiber.interrupt(fiber)
    })
  )

/** A subject with one operation, done as `run` says, and a model that lets it come to nothing but "right". */
const single = (run: Effect.Effect<unknown, unknown>) => ({
  make: Effect.void,
  operations: { act: { run: () => run } },
  model: { initial: 0, step: (state: number) => ({ state, result: "right" }) },
  fibers: 1,
  perFiber: 1
})

describe("linearizableRun", () => {
  describe("history", () => {
    it("holds the operations of every fiber, one after the other, with the times of call and return", async () => {
      const run = linearizableRun({ ...subjects.counter, fibers: 2, perFiber: 2 }, 1)

      await Effect.runPromise(run.program)

      const times = run.history().map(({ called, fiber, returned }) => ({ fiber, called, at: returned?.at }))
      assert.deepStrictEqual(times, [
        { fiber: 1, called: 0, at: 1 },
        { fiber: 1, called: 2, at: 3 },
        { fiber: 2, called: 4, at: 5 },
        { fiber: 2, called: 6, at: 7 }
      ])
    })

    it("tells operations of different fibers that overlap", async () => {
      const run = linearizableRun(
        {
          make: Deferred.make<string>(),
          operations: { meet: { run: (met) => Effect.andThen(Effect.yieldNow, Deferred.succeed(met, "met")) } },
          model: { initial: 0, step: (state) => ({ state: state + 1, result: state === 0 }) },
          fibers: 2,
          perFiber: 1
        },
        1
      )

      await Effect.runPromise(run.program)

      assert.deepStrictEqual(
        run.history().map(({ called, returned }) => [called, returned?.at]),
        [
          [0, 2],
          [1, 3]
        ]
      )
      assert.isUndefined(run.verdict())
    })

    it("holds values and failures as results", async () => {
      const right = linearizableRun(single(Effect.succeed("right")), 1)
      const wrong = linearizableRun(single(Effect.fail("right")), 1)

      await Effect.runPromise(Effect.andThen(right.program, wrong.program))

      assert.deepStrictEqual(right.history()[0]?.returned?.outcome, { failed: false, value: "right" })
      assert.deepStrictEqual(wrong.history()[0]?.returned?.outcome, { failed: true, value: "right" })
    })

    it("begins anew with every run", async () => {
      const run = linearizableRun({ ...subjects.register, fibers: 2, perFiber: 2 }, 1)

      await Effect.runPromise(run.program)
      const first = run.history()
      await Effect.runPromise(run.program)

      assert.notStrictEqual(run.history(), first)
      assert.deepStrictEqual(run.history(), first)
    })

    it("keeps an operation pending that never returns", async () => {
      const run = linearizableRun(single(Effect.never), 1)

      await untilQuiet(run.program)

      assert.isUndefined(run.history()[0]?.returned)
    })

    it("keeps an operation pending that dies, and so does the program", async () => {
      const run = linearizableRun(single(Effect.die("broken")), 1)

      const exit = await Effect.runPromiseExit(run.program)

      assert.strictEqual(Exit.isFailure(exit) && Cause.squash(exit.cause), "broken")
      assert.isUndefined(run.history()[0]?.returned)
    })

    it("does what the plan says, and another plan says something else", async () => {
      const said = async (plan: number) => {
        const run = linearizableRun({ ...subjects.register, fibers: 3, perFiber: 3 }, plan)
        await Effect.runPromise(run.program)
        return run.history().map(({ argument, fiber, name }) => `${fiber} ${name} ${String(argument)}`)
      }

      assert.deepStrictEqual(await said(1), await said(1))
      assert.notDeepEqual(await said(1), await said(2))
    })

    it("deals every argument once before any comes again", async () => {
      const run = linearizableRun(
        {
          make: Ref.make(0),
          operations: { write: { arguments: [1, 2, 3, 4], run: Ref.set<number> } },
          model: { initial: 0, step: (_state, { argument }) => ({ state: argument }) },
          fibers: 2,
          perFiber: 2
        },
        5
      )

      await Effect.runPromise(run.program)

      assert.deepStrictEqual(
        run
          .history()
          .map(({ argument }) => argument)
          .toSorted((a, b) => Number(a) - Number(b)),
        [1, 2, 3, 4]
      )
    })
  })

  describe("verdict", () => {
    it("is undefined before the first run", () => {
      assert.isUndefined(linearizableRun(single(Effect.void), 1).verdict())
    })

    it("passes over everything that is right", async () => {
      const passes = async (run: ReturnType<typeof linearizableRun>) => {
        await Effect.runPromise(run.program)
        assert.isUndefined(run.verdict())
      }
      for (let plan = 0; plan < 20; plan++) {
        const size = { fibers: 3, perFiber: 3 }
        await passes(linearizableRun({ ...subjects.register, ...size }, plan))
        await passes(linearizableRun({ ...subjects.counter, ...size }, plan))
        await passes(linearizableRun({ ...subjects.stack, ...size }, plan))
      }
    })

    it("tells the history, the operation without a place, and what the model would do", async () => {
      const run = linearizableRun({ ...single(Effect.succeed("wrong")), perFiber: 2 }, 1)

      await Effect.runPromise(run.program)

      assert.deepStrictEqual(run.verdict(), {
        oracle: "linearizability",
        message: [
          "no order of these operations, one at a time, gives what they returned:",
          `  fiber 1  act()  returned "wrong"  []`,
          `Cannot be placed: fiber 1 act(), which returned "wrong". At the beginning the model returns "right".`
        ].join("\n")
      })
    })

    it("passes over operations that the model lets wait", async () => {
      const run = linearizableRun(
        {
          make: Queue.unbounded<number>(),
          operations: { take: { run: (queue) => Queue.take(queue) } },
          model: { initial: 0, step: () => undefined },
          fibers: 2,
          perFiber: 1
        },
        1
      )

      await untilQuiet(run.program)

      assert.strictEqual(run.history().length, 2)
      assert.isUndefined(run.verdict())
    })

    it("tells of operations that wait although the model lets them go on", async () => {
      const run = linearizableRun(single(Effect.never), 1)

      await untilQuiet(run.program)

      assert.strictEqual(
        run.verdict()?.message,
        [
          "nothing can happen any more, and an operation waits that does not have to:",
          "  fiber 1  act()  has not returned  [>",
          "Never returned: fiber 1 act(). In no order that gives what the others returned does the model let it wait."
        ].join("\n")
      )
    })
  })

  describe("options", () => {
    const options = { ...subjects.register, fibers: 1, perFiber: 1 }

    for (const value of [0, -1, 1.5, Number.NaN, Infinity]) {
      it(`fibers and perFiber of ${value} are refused`, () => {
        assert.strictEqual(
          refusal(() => linearizableRun({ ...options, fibers: value }, 1)),
          `Explore.linearizable: fibers is ${value}; allowed: an integer from 1 to 30`
        )
        assert.strictEqual(
          refusal(() => linearizableRun({ ...options, perFiber: value }, 1)),
          `Explore.linearizable: perFiber is ${value}; allowed: an integer from 1 to 1000`
        )
      })
    }

    it("without an operation are refused", () => {
      assert.strictEqual(
        refusal(() => linearizableRun({ ...single(Effect.void), operations: {} }, 1)),
        "Explore.linearizable: Object.keys(operations).length is 0; allowed: 1 or more"
      )
    })

    it("with an empty list of arguments are refused", () => {
      const write = { arguments: [], run: Ref.set<number> }
      assert.strictEqual(
        refusal(() =>
          linearizableRun({ ...options, operations: { write }, model: { initial: 0, step: () => undefined } }, 1)
        ),
        "Explore.linearizable: operations.write.arguments.length is 0; allowed: 1 or more"
      )
    })

    it("with a plan that is no integer are refused", () => {
      assert.include(
        refusal(() => linearizableRun(options, 0.5)),
        "Explore.linearizable: plan is 0.5"
      )
    })
  })
})
