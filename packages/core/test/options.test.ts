import { assert, describe, it } from "@effect/vitest"
import { Cause, Effect, Exit } from "effect"
import { Deadline, TaskScope } from "../src/index.ts"
import { start } from "./support/fibers.ts"
import { outcomeOf } from "./support/outcome.ts"

const log: Array<string> = []
const task = Effect.sync(() => log.push("started"))
const body = function* () {
  yield* task
}

/** What `build` throws; everything that a caller may pass wrongly is refused where it is passed. */
const refusal = (build: () => unknown): TaskScope.InvalidOptionError => {
  log.length = 0
  try {
    build()
  } catch (error) {
    assert.instanceOf(error, TaskScope.InvalidOptionError)
    assert.deepStrictEqual(log, [])
    return error
  }
  return assert.fail("not refused")
}

/** The only defect of an exit, if it is a refusal. */
const refusalOf = (exit: Exit.Exit<unknown, unknown>): TaskScope.InvalidOptionError => {
  const defect = Exit.isFailure(exit) ? Cause.squash(exit.cause) : undefined
  assert.instanceOf(defect, TaskScope.InvalidOptionError)
  return defect
}

describe("Options", () => {
  describe("limit", () => {
    for (const limit of [0, -1, 1.5, Number.NaN, Infinity]) {
      it(`of ${limit} is refused by every function that takes one`, () => {
        const builds: Record<string, () => unknown> = {
          run: () => TaskScope.run(body, { limit }),
          supervise: () => TaskScope.supervise(body, { limit }),
          all: () => TaskScope.all([task], { limit }),
          any: () => TaskScope.any([task], { limit }),
          settled: () => TaskScope.settled([task], { limit }),
          quorum: () => TaskScope.quorum([task], 1, { limit }),
          until: () => TaskScope.until([task], () => true, { limit }),
          join: () => TaskScope.join([task], () => ({ result: () => Effect.void }), { limit }),
          asCompleted: () => TaskScope.asCompleted([task], { limit })
        }
        for (const [name, build] of Object.entries(builds)) {
          const error = refusal(build)

          assert.strictEqual(error.message, `TaskScope.${name}: limit is ${limit}; allowed: an integer, 1 or more`)
        }
      })
    }

    it("of 1 is allowed", () => {
      assert.isTrue(Effect.isEffect(TaskScope.run(body, { limit: 1 })))
    })
  })

  describe("deadline", () => {
    for (const [value, shown] of [
      [Number.NaN, "NaN"],
      [-5, "-5"],
      [-Infinity, "-Infinity"],
      ["-5 seconds", `"-5 seconds"`],
      ["-Infinity", `"-Infinity"`],
      [{ seconds: -1 }, `"{\\"seconds\\":-1}"`],
      [{ seconds: Number.NaN }, `"{\\"seconds\\":null}"`]
    ] as const) {
      it(`of ${shown} is refused, naming option, value and what is allowed`, () => {
        const error = refusal(() => TaskScope.run(body, { deadline: value }))

        assert.strictEqual(error.message, `TaskScope.run: deadline is ${shown}; allowed: a duration of 0 or more`)
        assert.deepStrictEqual([error.where, error.option], ["TaskScope.run", "deadline"])
      })
    }

    it("is checked by the functions over lists, too", () => {
      const deadline = "-5 seconds"
      const builds: ReadonlyArray<() => unknown> = [
        () => TaskScope.all([task], { deadline }),
        () => TaskScope.any([task], { deadline }),
        () => TaskScope.settled([task], { deadline }),
        () => TaskScope.quorum([task], 1, { deadline }),
        () => TaskScope.until([task], () => true, { deadline }),
        () => TaskScope.join([task], () => ({ result: () => Effect.void }), { deadline }),
        () => TaskScope.asCompleted([task], { deadline }),
        () => TaskScope.supervise(body, { deadline }),
        () => task.pipe(Deadline.within(deadline))
      ]
      for (const build of builds) assert.strictEqual(refusal(build).option, "deadline")
    })

    it("of zero and of Infinity are allowed", () => {
      assert.isTrue(Effect.isEffect(TaskScope.run(body, { deadline: 0 })))
      assert.isTrue(Effect.isEffect(TaskScope.run(body, { deadline: Infinity })))
    })
  })

  it("a negative cleanup time is refused", () => {
    const error = refusal(() => TaskScope.run(body, { cleanup: "-1 seconds" }))

    assert.strictEqual(error.message, `TaskScope.run: cleanup is "-1 seconds"; allowed: a duration of 0 or more`)
  })

  describe("quorum", () => {
    for (const needed of [3, 0, -1, 1.5, Number.NaN]) {
      it(`of ${needed} of two tasks is refused, and no task starts`, () => {
        const error = refusal(() => TaskScope.quorum([task, task], needed))

        const allowed = "an integer from 1 to 2"
        assert.strictEqual(error.message, `TaskScope.quorum: needed (of 2 tasks) is ${needed}; allowed: ${allowed}`)
      })
    }

    it("of two of two tasks is allowed", () => {
      assert.isTrue(Effect.isEffect(TaskScope.quorum([task, task], 2)))
    })
  })

  describe("shutdown", () => {
    for (const option of ["grace", "cleanup"] as const) {
      it.effect(`with a negative ${option} is refused, and the scope is not shut down`, () =>
        Effect.gen(function* () {
          const exit = yield* TaskScope.run(
            function* (scope) {
              yield* scope.shutdown({ [option]: "-1 seconds" })
            },
            { name: "page" }
          ).pipe(Effect.exit)

          const where = `TaskScope.shutdown("page")`
          assert.strictEqual(
            refusalOf(exit).message,
            `${where}: ${option} is "-1 seconds"; allowed: a duration of 0 or more`
          )
        })
      )
    }
  })

  describe("moving a deadline", () => {
    const moved = (move: (deadline: TaskScope.ScopeDeadline) => Effect.Effect<void>, deadline?: number) =>
      TaskScope.run(
        function* (scope) {
          yield* move(scope.deadline)
        },
        { name: "page", deadline }
      ).pipe(Effect.exit, Effect.map(refusalOf))

    it.effect("to an instant that is NaN is refused", () =>
      Effect.gen(function* () {
        const error = yield* moved((deadline) => deadline.moveTo(Number.NaN), 1000)

        const where = `scope("page").deadline.moveTo`
        assert.strictEqual(error.message, `${where}: instant is NaN; allowed: milliseconds since the epoch`)
      })
    )

    it.effect("by a negative span is refused", () =>
      Effect.gen(function* () {
        const extended = yield* moved((deadline) => deadline.extend(-1), 1000)
        const restarted = yield* moved((deadline) => deadline.restart("-1 seconds"), 1000)

        const allowed = "a duration of 0 or more"
        assert.strictEqual(extended.message, `scope("page").deadline.extend: span is -1; allowed: ${allowed}`)
        assert.strictEqual(
          restarted.message,
          `scope("page").deadline.restart: span is "-1 seconds"; allowed: ${allowed}`
        )
      })
    )

    it.effect("of a scope that was opened without one is refused", () =>
      Effect.gen(function* () {
        const error = yield* moved((deadline) => deadline.extend("1 second"))

        const where = `scope("page").deadline.extend`
        const allowed = "a scope opened with one, such as Infinity"
        assert.strictEqual(error.message, `${where}: deadline is undefined; allowed: ${allowed}`)
      })
    )
  })

  describe("a fork into a scope from outside it", () => {
    const who = `only the body of scope "page", its tasks and the scopes inside it may do this`
    const outsiders: Record<string, (fork: Effect.Effect<unknown>) => Effect.Effect<unknown>> = {
      "by a foreign fiber": (fork) => fork,
      "by a task of another scope": (fork) => TaskScope.all([fork])
    }

    for (const [by, outside] of Object.entries(outsiders)) {
      it.effect(`${by} is refused, naming the operation, the scope and who may do it`, () =>
        Effect.gen(function* () {
          const handles: Array<TaskScope.Supervisor> = []
          yield* start(
            TaskScope.supervise(
              function* (scope) {
                handles.push(scope)
                yield* Effect.never
              },
              { name: "page" }
            )
          )
          const exits = yield* Effect.forEach(handles, (handle) => Effect.exit(outside(handle.fork(task))))

          assert.deepStrictEqual(exits.map(outcomeOf), [["Die NotInScopeError"]])
          assert.include(String(exits[0]), `fork: ${who}`)
        })
      )
    }
  })
})
