import { assert, describe, it } from "@effect/vitest"
import { suppressed, taskScope } from "../../src/async/index.ts"
import { aborted, foreign, hasSettled, rejection, settleDown } from "../support/promises.ts"

describe("taskScope", () => {
  it("runs functions beside each other and gives what the body returns", async () => {
    const page = await taskScope({ name: "page", limit: 16, deadline: "2 seconds" }, async (scope) => {
      const user = scope.fork(async () => "Ada", { name: "user" })
      const orders = scope.fork(async () => 3, { name: "orders" })
      return `${await user}: ${await orders} orders`
    })

    assert.strictEqual(page, "Ada: 3 orders")
  })

  it("takes a body alone, and a body that is no async function", async () => {
    assert.strictEqual(await taskScope(() => 1), 1)
  })

  it("starts the body, and each task, before it returns", () => {
    const log: Array<string> = []
    void taskScope((scope) => {
      scope.fork(() => log.push("task"))
      log.push("body")
    })

    assert.deepStrictEqual(log, ["task", "body"])
  })

  it("settles only once every task has settled", async () => {
    const gate = Promise.withResolvers<void>()
    const scope = taskScope(async (scope) => {
      scope.fork(() => gate.promise)
      return "value"
    })

    assert.isFalse(await hasSettled(scope))
    gate.resolve()
    assert.strictEqual(await scope, "value")
  })

  it("rejects with the error of a task as it is, after all others have settled", async () => {
    const boom = new Error("boom")
    const cleanup = Promise.withResolvers<void>()
    const scope = taskScope(async (scope) => {
      scope.fork((signal) => aborted(signal).then(() => cleanup.promise))
      scope.fork(() => Promise.reject(boom))
    })

    assert.isFalse(await hasSettled(scope))
    cleanup.resolve()
    assert.strictEqual(await rejection(scope), boom)
    assert.deepStrictEqual(Object.keys(boom), [])
  })

  it("rejects with the error of the body after aborting its tasks", async () => {
    const boom = new Error("boom")
    const reasons: Array<unknown> = []
    const scope = taskScope({ name: "page" }, async (scope) => {
      scope.fork(async (signal) => reasons.push(await aborted(signal)))
      throw boom
    })

    assert.strictEqual(await rejection(scope), boom)
    assert.strictEqual(String(reasons[0]), `AbortError: scope "page": the body failed`)
  })

  it("takes a function that throws at once for one that rejects", async () => {
    const boom = new Error("boom")
    const fail = (): never => {
      throw boom
    }

    assert.strictEqual(await rejection(taskScope(fail)), boom)
    assert.strictEqual(await rejection(taskScope(async (scope) => void scope.fork(fail))), boom)
  })

  it("rejects with what was thrown even if that is no error", async () => {
    assert.strictEqual(await rejection(taskScope(() => Promise.reject(undefined))), undefined)
  })

  it("is not abandoned by a body that caught the error of a task: the scope rejects", async () => {
    const boom = new Error("boom")
    const scope = taskScope(async (scope) => {
      await Promise.allSettled([scope.fork(() => Promise.reject(boom))])
      return "caught"
    })

    assert.strictEqual(await rejection(scope), boom)
  })

  it("aborts the body with the error of the task as the cause", async () => {
    const boom = new Error("boom")
    const heard: Array<unknown> = []
    await taskScope({ name: "page" }, async (scope) => {
      scope.fork(() => Promise.reject(boom), { name: "user" })
      heard.push(await aborted(scope.signal))
    }).catch(() => {})

    const reason = heard[0] as Error
    assert.strictEqual(reason.message, `scope "page": task "user" failed`)
    assert.strictEqual(reason.name, "AbortError")
    assert.strictEqual(reason.cause, boom)
  })

  it("waits for the body, too, when a task has failed", async () => {
    const gate = Promise.withResolvers<void>()
    const scope = taskScope(async (scope) => {
      scope.fork(() => Promise.reject(new Error("boom")))
      await gate.promise
    })

    assert.isFalse(await hasSettled(scope))
    gate.resolve()
    assert.strictEqual(((await rejection(scope)) as Error).message, "boom")
  })

  it("interrupts daemons when nothing else is left, and waits for them", async () => {
    const log: Array<string> = []
    const scope = taskScope({ name: "page" }, async (scope) => {
      scope.fork(async (signal) => log.push(String(await aborted(signal))), { daemon: true })
      return "value"
    })

    assert.strictEqual(await scope, "value")
    assert.deepStrictEqual(log, [`AbortError: scope "page": only daemons were left`])
  })

  it("opens thousands of scopes and tasks inside each other", async () => {
    const nest = (depth: number): Promise<number> =>
      taskScope(async (scope) => (depth === 0 ? 0 : 1 + (await scope.fork(() => nest(depth - 1)))))

    const open = (depth: number): Promise<number> => taskScope(() => (depth === 0 ? 0 : open(depth - 1)))

    assert.strictEqual(await nest(3_000), 3_000)
    assert.strictEqual(await open(3_000), 0)
  })
})

describe("suppressed", () => {
  it("gives what else failed, in order, and changes no error", async () => {
    const errors = ["first", "second", "third"].map((message) => new Error(message))
    const scope = taskScope(async (scope) => {
      scope.fork((signal) => aborted(signal).then(() => Promise.reject(errors[1])))
      scope.fork(() => Promise.reject(errors[0]))
      await settleDown()
      throw errors[2]
    })

    const error = await rejection(scope)

    assert.strictEqual(error, errors[0])
    assert.deepStrictEqual(suppressed(error), [errors[1], errors[2]])
  })

  it("is empty for the error that a joiner met and threw again: it counts once", async () => {
    const boom = new Error("boom")
    const error = await rejection(
      taskScope(async (scope) => {
        const task = scope.fork(() => Promise.reject(boom))
        scope.fork(() => Promise.resolve(task))
        await task
      })
    )

    assert.strictEqual(error, boom)
    assert.deepStrictEqual(suppressed(error), [])
  })

  it("adds up over scopes inside each other", async () => {
    const [boom, inner, outer] = [new Error("boom"), new Error("inner"), new Error("outer")]
    const failing = (thrown: Error) => async (signal: AbortSignal) => {
      await aborted(signal)
      throw thrown
    }
    const error = await rejection(
      taskScope(async (scope) => {
        scope.fork(failing(outer))
        await taskScope(async (scope) => {
          scope.fork(failing(inner))
          throw boom
        })
      })
    )

    assert.deepStrictEqual(suppressed(error), [inner, outer])
  })

  it("leaves out what only tells of the interruption: the reason, an AbortError, and errors they caused", async () => {
    const abortError = new DOMException("This operation was aborted", "AbortError")
    const boom = new Error("boom")
    const error = await rejection(
      taskScope(async (scope) => {
        scope.fork(foreign)
        scope.fork((signal) => aborted(signal).then(() => Promise.reject(abortError)))
        scope.fork((signal) => aborted(signal).then((cause) => Promise.reject(new Error("load", { cause }))))
        scope.fork(() => Promise.reject(boom))
      })
    )

    assert.strictEqual(error, boom)
    assert.deepStrictEqual(suppressed(error), [])
  })

  it("knows nothing of an AbortError that no interruption threw: it is a failure", async () => {
    const abortError = new DOMException("The user aborted a request", "AbortError")

    assert.strictEqual(await rejection(taskScope(() => Promise.reject(abortError))), abortError)
  })

  it("is empty for anything no scope rejected with", () => {
    assert.deepStrictEqual(suppressed(new Error("elsewhere")), [])
    assert.deepStrictEqual(suppressed("a string"), [])
  })
})
