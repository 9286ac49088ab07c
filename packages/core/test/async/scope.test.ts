import { assert, describe, it } from "@effect/vitest"
import {
  InterruptedError,
  InvalidOptionError,
  openTaskScope,
  ScopeClosedError,
  ScopeInterruptedError,
  suppressed,
  type TaskScope,
  taskScope
} from "../../src/async/index.ts"
import { aborted, foreign, hasSettled, rejection, settleDown } from "../support/promises.ts"

describe("TaskScope.interrupt", () => {
  it("interrupts everything and makes the scope reject with a ScopeInterruptedError", async () => {
    const reasons: Array<unknown> = []
    const error = await rejection(
      taskScope({ name: "page" }, async (scope) => {
        const task = scope.fork(async (signal) => reasons.push(await aborted(signal)))
        scope.interrupt("the user left")
        reasons.push(scope.signal.reason)
        await task
      })
    )

    assert.instanceOf(error, ScopeInterruptedError)
    assert.strictEqual(error.message, `Scope "page" was interrupted: the user left`)
    assert.deepStrictEqual(reasons, [error, error])
  })

  it("counts once: the first message wins", async () => {
    const error = await rejection(
      taskScope((scope) => {
        scope.interrupt("first")
        scope.interrupt("second")
      })
    )

    assert.strictEqual((error as ScopeInterruptedError).reason, "first")
  })

  it("does nothing to a scope that has ended", async () => {
    const scope = await taskScope((scope) => scope)
    scope.interrupt()

    assert.strictEqual(scope.state, "closed")
    assert.isUndefined(scope.reason)
  })
})

describe("TaskScope.fork", () => {
  it("starts a task of a scope that is being interrupted with a signal that has aborted", async () => {
    const reasons: Array<unknown> = []
    const error = await rejection(
      taskScope((scope) => {
        scope.interrupt()
        scope.fork((signal) => {
          reasons.push(signal.reason)
          signal.throwIfAborted()
        })
      })
    )

    assert.deepStrictEqual(reasons, [error])
    assert.deepStrictEqual(suppressed(error), [])
  })

  it("throws once the scope has ended, and calls nothing", async () => {
    const scope = await taskScope({ name: "page" }, (scope) => scope)
    const log: Array<string> = []

    assert.throws(() => void scope.fork(() => log.push("called")), ScopeClosedError, `fork: scope "page" has ended`)
    assert.deepStrictEqual(log, [])
  })

  it("may be called by a task after the body has returned", async () => {
    const log: Array<string> = []
    const gate = Promise.withResolvers<void>()
    const scope = taskScope(async (scope) => {
      scope.fork(async () => {
        await gate.promise
        scope.fork(async () => log.push("forked"))
      })
    })
    await settleDown()
    gate.resolve()
    await scope

    assert.deepStrictEqual(log, ["forked"])
  })

  it("opens thousands of tasks inside each other", async () => {
    const depth = await taskScope((scope) => {
      const nest = (depth: number): unknown => (depth === 0 ? 0 : scope.fork(() => nest(depth - 1)))
      nest(5_000)
      return 5_000
    })

    assert.strictEqual(depth, 5_000)
  })

  it("refuses what is no function", async () => {
    const error = await rejection(taskScope({ name: "page" }, (scope) => scope.fork(Promise.resolve() as never)))

    assert.instanceOf(error, InvalidOptionError)
    assert.strictEqual(error.message, `scope("page").fork: task is [object Promise]; allowed: a function`)
  })
})

describe("TaskScope.forkAll", () => {
  it("forks a list in order and names its tasks", async () => {
    const log: Array<string> = []
    const tasks = await taskScope(async (scope) =>
      scope.forkAll([() => log.push("one"), () => log.push("two")], { name: (index) => `task ${index}` })
    )

    assert.deepStrictEqual(log, ["one", "two"])
    assert.deepStrictEqual(
      tasks.map((task) => task.name),
      ["task 0", "task 1"]
    )
  })

  it("forks daemons when told to", async () => {
    const value = await taskScope(async (scope) => scope.forkAll(new Set([aborted, foreign]), { daemon: true }).length)

    assert.strictEqual(value, 2)
  })
})

describe("TaskScope.shutdown", () => {
  it("raises closing and lets the tasks end by themselves, in the grace given", async () => {
    const log: Array<string> = []
    const value = await taskScope(async (scope) => {
      scope.fork(async (signal) => {
        await scope.closing
        log.push(`closing, ${signal.aborted ? "aborted" : "not aborted"}`)
      })
      scope.shutdown({ grace: "1 minute" })
      return "value"
    })

    assert.strictEqual(value, "value")
    assert.deepStrictEqual(log, ["closing, not aborted"])
  })

  it("interrupts what is left after the grace, and keeps the value of a body that has returned", async () => {
    const value = await taskScope(async (scope) => {
      scope.fork(aborted)
      scope.shutdown()
      return "value"
    })

    assert.strictEqual(value, "value")
  })

  it("makes the scope reject with a ScopeInterruptedError when the body has not returned by then", async () => {
    const error = await rejection(
      taskScope(async (scope) => {
        scope.shutdown({ grace: 0 })
        await aborted(scope.signal)
      })
    )

    assert.instanceOf(error, ScopeInterruptedError)
  })

  it("refuses a negative grace", async () => {
    const error = await rejection(taskScope({ name: "page" }, (scope) => scope.shutdown({ grace: -1 })))

    assert.strictEqual(
      (error as Error).message,
      `scope("page").shutdown: grace is -1; allowed: a duration of 0 or more`
    )
  })
})

describe("TaskScope.closing", () => {
  it("resolves when the scope is interrupted, and when it has ended", async () => {
    const closing: Array<Promise<void>> = []
    await taskScope(async (scope) => closing.push(scope.closing))
    await rejection(
      taskScope((scope) => {
        closing.push(scope.closing)
        scope.interrupt()
        closing.push(scope.closing)
      })
    )

    assert.deepStrictEqual(await Promise.all(closing.map(hasSettled)), [true, true, true])
  })

  it("is pending in a scope that runs", async () => {
    await taskScope(async (scope) => assert.isFalse(await hasSettled(scope.closing)))
  })
})

describe("TaskScope.signal", () => {
  it("has not aborted while the scope runs, and has when it is over", async () => {
    const scope = await taskScope({ name: "page" }, async (scope) => {
      await scope.fork(async () => {})
      assert.isFalse(scope.signal.aborted)
      return scope
    })

    assert.isTrue(scope.signal.aborted)
    assert.instanceOf(scope.signal.reason, InterruptedError)
    assert.strictEqual(scope.signal.reason.message, `scope "page": the result was decided`)
  })

  it("aborts at the interruption that follows a shutdown", async () => {
    const seen: Array<boolean> = []
    const scope = taskScope(async (scope) => {
      scope.fork(aborted)
      scope.shutdown({ grace: "1 minute" })
      await settleDown()
      seen.push(scope.signal.aborted)
      scope.interrupt()
      seen.push(scope.signal.aborted)
    })
    await rejection(scope)

    assert.deepStrictEqual(seen, [false, true])
  })
})

describe("TaskScope.state", () => {
  it("goes from open over joining to closed", async () => {
    const states: Array<string> = []
    const scope = await taskScope(async (scope) => {
      states.push(scope.state)
      scope.fork(async () => {
        await settleDown()
        states.push(scope.state)
      })
      return scope
    })
    states.push(scope.state)

    assert.deepStrictEqual(states, ["open", "joining", "closed"])
  })

  it("is interrupting, with its reason, until everything has settled", async () => {
    const seen: Array<unknown> = []
    const scopes: Array<TaskScope> = []
    await taskScope({ name: "page" }, async (scope) => {
      scopes.push(scope)
      scope.fork(() => Promise.reject(new Error("boom")), { name: "user" })
      await settleDown()
      seen.push(scope.state, scope.reason?._tag, scope.reason?.task, String(scope))
    }).catch(() => {})

    assert.deepStrictEqual(seen, ["interrupting", "ChildFailed", "user", "TaskScope(page, interrupting)"])
    assert.strictEqual(scopes[0]?.state, "closed")
  })
})

describe("options", () => {
  const refused: ReadonlyArray<readonly [unknown, string]> = [
    [{ limit: 0 }, "taskScope: limit is 0; allowed: an integer, 1 or more"],
    [{ deadline: Number.NaN }, "taskScope: deadline is NaN; allowed: a duration of 0 or more"],
    [{ deadline: "soon" }, `taskScope: deadline is "soon"; allowed: a duration of 0 or more`],
    [{ cleanup: -1 }, "taskScope: cleanup is -1; allowed: a duration of 0 or more"],
    [{ signal: "abort" }, `taskScope: signal is "abort"; allowed: an AbortSignal`]
  ]

  for (const [options, message] of refused) {
    it(`out of range reject, and the body is not called: ${message}`, async () => {
      const log: Array<string> = []
      const error = await rejection(taskScope(options as object, () => log.push("called")))

      assert.instanceOf(error, InvalidOptionError)
      assert.strictEqual(error.message, message)
      assert.deepStrictEqual(log, [])
    })
  }

  it("are refused when a scope is opened, too", () => {
    assert.throws(() => openTaskScope({ limit: 1.5 }), InvalidOptionError, "openTaskScope: limit is 1.5")
  })

  it("need a body", async () => {
    const error = await rejection((taskScope as (options: object) => Promise<void>)({ name: "page" }))

    assert.strictEqual((error as Error).message, "taskScope: body is undefined; allowed: a function")
  })

  it("name the scope, else the body function does, else its id", async () => {
    const page = (scope: TaskScope): string => scope.name

    assert.strictEqual(await taskScope({ name: "given" }, page), "given")
    assert.strictEqual(await taskScope(page), "page")
    assert.match(await taskScope((scope) => scope.name), /^scope#\d+$/)
  })
})
