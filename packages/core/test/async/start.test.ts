import { assert, describe, it } from "@effect/vitest"
import { type Ready, ReadyError, suppressed, taskScope } from "../../src/async/index.ts"
import { aborted, hasSettled, rejection, settleDown } from "../support/promises.ts"

describe("TaskScope.start", () => {
  it("gives what the task is ready with, and its handle; the task goes on", async () => {
    const stop = Promise.withResolvers<string>()
    const value = await taskScope(async (scope) => {
      const [port, server] = await scope.start(async (_signal, ready: Ready<number>) => {
        ready(8080)
        return await stop.promise
      })
      const before = server.state
      stop.resolve("stopped")
      return [port, before, await server]
    })

    assert.deepStrictEqual(value, [8080, "running", "stopped"])
  })

  it("waits until the task is ready", async () => {
    const gate = Promise.withResolvers<void>()
    await taskScope(async (scope) => {
      const started = scope.start(async (_signal, ready: Ready) => {
        await gate.promise
        ready()
      })
      assert.isFalse(await hasSettled(started))
      gate.resolve()
      await started
    })
  })

  it("rejects with a failure that comes first, which is the scope's, too", async () => {
    const boom = new Error("boom")
    const heard: Array<unknown> = []
    const error = await rejection(
      taskScope(async (scope) => {
        heard.push(await rejection(scope.start(() => Promise.reject(boom))))
      })
    )

    assert.deepStrictEqual(heard, [boom])
    assert.strictEqual(error, boom)
    assert.deepStrictEqual(suppressed(error), [])
  })

  it("makes a task that ends without being ready fail with a ReadyError", async () => {
    const serve = async (): Promise<void> => {}
    const error = await rejection(taskScope({ name: "page" }, async (scope) => void (await scope.start(serve))))

    assert.instanceOf(error, ReadyError)
    assert.strictEqual(error.message, `Task "serve" of scope "page" ended without calling ready`)
  })

  it("throws in a task that is ready twice, before or after its function has returned a promise", async () => {
    const twice = (serve: (signal: AbortSignal, ready: Ready) => unknown): Promise<unknown> =>
      rejection(taskScope({ name: "page" }, async (scope) => void (await scope.start(serve, { name: "serve" }))))
    const errors = [
      await twice((_signal, ready) => [ready(), ready()]),
      await twice(async (_signal, ready) => {
        await Promise.resolve()
        ready()
        ready()
      })
    ]

    assert.deepStrictEqual(
      errors.map(String),
      Array.from({ length: 2 }, () => `ReadyError: Task "serve" of scope "page" called ready twice; once is allowed`)
    )
  })

  it("lets ready do nothing after an interruption, and asks for none", async () => {
    const error = await rejection(
      taskScope(async (scope) => {
        const started = scope.start(async (signal, ready: Ready) => {
          await aborted(signal)
          ready()
          ready()
        })
        scope.interrupt()
        assert.strictEqual(await rejection(started), scope.signal.reason)
      })
    )

    assert.deepStrictEqual(suppressed(error), [])
  })

  it("lends the slot of the caller until the task has been started, and no longer", async () => {
    const gate = Promise.withResolvers<void>()
    const stop = Promise.withResolvers<void>()
    const log: Array<string> = []
    const scope = taskScope({ limit: 2 }, async (scope) => {
      scope.fork(() => gate.promise)
      scope.fork(async () => {
        const [value] = await scope.start(async (_signal, ready: Ready<string>) => {
          ready("ready")
          log.push("serving")
          await stop.promise
        })
        log.push(value)
      })
    })
    await settleDown()
    log.push("a slot is free")
    gate.resolve()
    await settleDown()
    stop.resolve()
    await scope

    assert.deepStrictEqual(log, ["serving", "a slot is free", "ready"])
  })

  it("refuses what is no function", async () => {
    const error = await rejection(taskScope({ name: "page" }, (scope) => scope.start(undefined as never)))

    assert.strictEqual((error as Error).message, `scope("page").start: serve is undefined; allowed: a function`)
  })
})
