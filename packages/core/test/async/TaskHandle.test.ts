import { assert, describe, it } from "@effect/vitest"
import {
  InterruptedError,
  suppressed,
  type TaskHandle,
  TaskInterruptedError,
  taskScope
} from "../../src/async/index.ts"
import { aborted, foreign, hasSettled, rejection, settleDown } from "../support/promises.ts"

describe("TaskHandle", () => {
  it("gives the value as often as it is awaited, also after the scope has ended", async () => {
    const task = await taskScope(async (scope) => [scope.fork(async () => 5)] as const)

    assert.deepStrictEqual([await task[0], await task[0]], [5, 5])
  })

  it("rejects with the error of its task", async () => {
    const boom = new Error("boom")
    const errors: Array<unknown> = []
    const scope = taskScope(async (scope) => {
      errors.push(await rejection(scope.fork(() => Promise.reject(boom))))
    })

    assert.strictEqual(await rejection(scope), boom)
    assert.deepStrictEqual(errors, [boom])
  })

  it("rejects with the reason of the scope when that was interrupted", async () => {
    const errors: Array<unknown> = []
    await taskScope(async (scope) => {
      const task = scope.fork(foreign)
      scope.interrupt()
      errors.push((await rejection(task)) === scope.signal.reason)
    }).catch(() => {})

    assert.deepStrictEqual(errors, [true])
  })

  it("raises no unhandledRejection while nobody awaits it", async () => {
    const unhandled: Array<unknown> = []
    const note = (error: unknown): void => void unhandled.push(error)
    process.on("unhandledRejection", note)
    try {
      await taskScope(async (scope) => {
        scope.fork(() => Promise.reject(new Error("boom")))
        void scope.start(() => Promise.reject(new Error("boom")))
        void scope.fork(foreign).interrupt()
      }).catch(() => {})
      await settleDown()
    } finally {
      process.off("unhandledRejection", note)
    }

    assert.deepStrictEqual(unhandled, [])
  })

  it("has the name it was given, else that of its function, else one made of its id", async () => {
    const loadUser = async (): Promise<void> => {}
    const names = await taskScope(async (scope) => [
      scope.fork(loadUser, { name: "user" }).name,
      scope.fork(loadUser).name,
      scope.fork(async () => {}).name.replace(/\d+/, "<id>")
    ])

    assert.deepStrictEqual(names, ["user", "loadUser", "task#<id>"])
  })

  it("tells its state at any time", async () => {
    const states: Array<string> = []
    const gate = Promise.withResolvers<void>()
    const tasks: Array<TaskHandle<unknown>> = []
    const scope = taskScope({ limit: 1 }, async (scope) => {
      const first = scope.fork(() => gate.promise)
      const second = scope.fork(foreign)
      states.push(first.state, second.state)
      gate.resolve()
      await second.started
      states.push(first.state, second.state)
      const interrupted = second.interrupt()
      states.push(second.state)
      await interrupted
      tasks.push(first, second)
      tasks.push(scope.fork(() => Promise.reject(new Error("boom"))))
    })
    await rejection(scope)

    assert.deepStrictEqual(states, ["running", "waiting", "done", "running", "interrupting"])
    assert.deepStrictEqual(
      tasks.map((task) => task.state),
      ["done", "interrupted", "failed"]
    )
  })

  it("prints as its name and state", async () => {
    const task = await taskScope(async (scope) => [scope.fork(async () => {}, { name: "user" })] as const)

    assert.strictEqual(String(task[0]), "TaskHandle(user, done)")
  })
})

describe("TaskHandle.interrupt", () => {
  it("aborts the signal of the one task, and resolves once that has settled", async () => {
    const cleanup = Promise.withResolvers<void>()
    const value = await taskScope(async (scope) => {
      const other = scope.fork(async () => "other")
      const task = scope.fork((signal) => aborted(signal).then(() => cleanup.promise))
      const interrupted = task.interrupt()
      assert.isFalse(await hasSettled(interrupted))
      cleanup.resolve()
      await interrupted
      return [task.state, task.signal.aborted, scope.signal.aborted, await other]
    })

    assert.deepStrictEqual(value, ["interrupted", true, false, "other"])
  })

  it("tells the task that it was interrupted by name", async () => {
    const reasons: Array<unknown> = []
    await taskScope({ name: "page" }, async (scope) => {
      const task = scope.fork(async (signal) => reasons.push(await aborted(signal)), { name: "user" })
      await task.interrupt()
    })

    assert.instanceOf(reasons[0], InterruptedError)
    assert.strictEqual(String(reasons[0]), `AbortError: scope "page": task "user" was interrupted by name`)
  })

  it("leaves who awaits the task with a TaskInterruptedError", async () => {
    const error = await rejection(
      taskScope({ name: "page" }, async (scope) => {
        const task = scope.fork(foreign, { name: "user" })
        void task.interrupt()
        await task
      })
    )

    assert.instanceOf(error, TaskInterruptedError)
    assert.strictEqual(error.message, `Task "user" of scope "page" was interrupted and has no value`)
  })

  it("never rejects: an error on the way out fails the scope", async () => {
    const boom = new Error("boom")
    const log: Array<string> = []
    const error = await rejection(
      taskScope(async (scope) => {
        await scope.fork((signal) => aborted(signal).then(() => Promise.reject(boom))).interrupt()
        log.push("resolved")
      })
    )

    assert.strictEqual(error, boom)
    assert.deepStrictEqual(log, ["resolved"])
    assert.deepStrictEqual(suppressed(error), [])
  })

  it("does nothing to a task that has ended", async () => {
    const value = await taskScope(async (scope) => {
      const task = scope.fork(async () => 5)
      await task
      await task.interrupt()
      return [await task, task.state, task.signal.aborted]
    })

    assert.deepStrictEqual(value, [5, "done", false])
  })
})
