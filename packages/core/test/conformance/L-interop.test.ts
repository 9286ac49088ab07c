import { assert, describe, it } from "@effect/vitest"
import { Cause } from "effect"
import {
  InterruptedError,
  openTaskScope,
  ScopeClosedError,
  ScopeLeftError,
  ScopeNotJoinedError,
  suppressed,
  taskScope
} from "../../src/async/index.ts"
import type { Unhandled } from "../../src/index.ts"
import { aborted, foreign, hasSettled, rejection, settleDown } from "../support/promises.ts"

/** A signal that knows how many listen to it. */
const countedSignal = () => {
  const controller = new AbortController()
  const { signal } = controller
  let listeners = 0
  const add = signal.addEventListener.bind(signal)
  const remove = signal.removeEventListener.bind(signal)
  signal.addEventListener = (...given: Parameters<typeof add>) => {
    listeners++
    add(...given)
  }
  signal.removeEventListener = (...given: Parameters<typeof remove>) => {
    listeners--
    remove(...given)
  }
  return { controller, signal, listeners: () => listeners }
}

describe("L. Interop", () => {
  it("S126 an AbortSignal that aborts interrupts the scope, and its reason is the reason of the interruption", async () => {
    const controller = new AbortController()
    const reason = new Error("the client went away")
    const seen: Array<unknown> = []
    const scope = taskScope({ signal: controller.signal }, async (scope) => {
      scope.fork(async (signal) => seen.push(await aborted(signal)))
      seen.push(await aborted(scope.signal), scope.reason?._tag, scope.reason?.value, scope.reason?.message)
    })
    controller.abort(reason)

    assert.strictEqual(await rejection(scope), reason)
    assert.sameMembers(seen, [reason, reason, "Explicit", reason, reason.message])
  })

  it("S126 tasks that throw the reason, as fetch does, add no failure of their own", async () => {
    const controller = new AbortController()
    const reason = new Error("the client went away")
    const scope = taskScope({ signal: controller.signal }, async (scope) => void scope.fork(foreign))
    controller.abort(reason)

    assert.deepStrictEqual(suppressed(await rejection(scope)), [])
  })

  it("S126 the reason need not be an error", async () => {
    const controller = new AbortController()
    const scope = taskScope({ signal: controller.signal }, (scope) => aborted(scope.signal))
    controller.abort(0)

    assert.strictEqual(await rejection(scope), 0)
  })

  it("S126 a signal that has aborted interrupts the scope at entry: the body is not called", async () => {
    const log: Array<string> = []
    const scope = taskScope({ signal: AbortSignal.abort("gone") }, () => log.push("called"))

    assert.strictEqual(await rejection(scope), "gone")
    assert.deepStrictEqual(log, [])
  })

  it("S126 a block opened with a signal that has aborted is interrupted: its tasks see the reason, and join raises it", async () => {
    await using scope = openTaskScope({ signal: AbortSignal.abort("gone") })
    const task = scope.fork(foreign)

    assert.deepStrictEqual([scope.signal.reason, task.signal.reason], ["gone", "gone"])
    assert.strictEqual(await rejection(scope.join()), "gone")
  })

  it("S126 a signal that aborts after something has failed changes nothing", async () => {
    const controller = new AbortController()
    const boom = new Error("boom")
    const scope = taskScope({ signal: controller.signal }, async (scope) => {
      scope.fork(() => Promise.reject(boom))
      await aborted(scope.signal)
      controller.abort("late")
    })

    assert.strictEqual(await rejection(scope), boom)
  })

  it("S127 the outgoing signal aborts when the scope is interrupted, before anything has settled, with the same reason", async () => {
    const controller = new AbortController()
    const scope = taskScope({ signal: controller.signal }, async (scope) => {
      await Promise.allSettled([scope.fork(foreign)])
      return scope.signal
    })
    const signals: Array<AbortSignal> = []
    const other = taskScope({ signal: controller.signal }, (scope) => {
      signals.push(scope.signal)
      return aborted(scope.signal)
    })
    assert.isFalse(signals[0]?.aborted)
    controller.abort("enough")

    assert.deepStrictEqual([signals[0]?.aborted, signals[0]?.reason], [true, "enough"])
    assert.deepStrictEqual([await rejection(scope), await rejection(other)], ["enough", "enough"])
  })

  it("S127 the outgoing signal aborts when the scope exits, and not before its last task has settled", async () => {
    const gate = Promise.withResolvers<void>()
    const signals: Array<AbortSignal> = []
    const scope = taskScope(async (scope) => {
      signals.push(scope.signal)
      scope.fork(() => gate.promise)
    })
    await settleDown()
    assert.isFalse(signals[0]?.aborted)
    gate.resolve()
    await scope

    assert.isTrue(signals[0]?.aborted)
    assert.instanceOf(signals[0]?.reason, InterruptedError)
  })

  it("S128 the scope waits for a foreign promise to settle after aborting it", async () => {
    const gate = Promise.withResolvers<void>()
    const controller = new AbortController()
    const scope = taskScope({ signal: controller.signal }, async (scope) => {
      scope.fork(() => gate.promise)
    })
    controller.abort("enough")

    assert.isFalse(await hasSettled(scope))
    gate.resolve()
    assert.strictEqual(await rejection(scope), "enough")
  })

  it("S128 a foreign promise is abandoned only where the scope says so, and is listed then", async () => {
    const reports: Array<Unhandled.Report> = []
    const orphans: Array<ReadonlyArray<string>> = []
    const options = {
      name: "page",
      cleanup: 0,
      stuck: "abandon",
      onUnhandled: (report: Unhandled.Report) => reports.push(report)
    } as const
    const scope = openTaskScope(options)
    scope.fork(() => new Promise(() => {}), { name: "deaf" })
    const joined = rejection(scope.join())
    scope.interrupt("enough")
    await joined
    orphans.push(scope.orphans)

    assert.deepStrictEqual(orphans, [["deaf"]])
    assert.deepStrictEqual(reports, [{ _tag: "StuckCleanup", abandoned: true, scope: "page", tasks: ["deaf"] }])
  })

  it("S129 no listener is left on the signal of the caller when the scope has ended", async () => {
    const { controller, listeners, signal } = countedSignal()
    const during: Array<number> = []
    await taskScope({ signal }, async () => during.push(listeners()))
    await rejection(taskScope({ signal }, () => Promise.reject(new Error("boom"))))
    await using block = openTaskScope({ signal })
    await block.join()
    const interrupted = taskScope({ signal }, (scope) => aborted(scope.signal))
    controller.abort()
    await rejection(interrupted)

    assert.deepStrictEqual(during, [1])
    assert.strictEqual(listeners(), 0)
  })

  it("S95 join is called once: the second time it rejects, and nothing can be forked after it", async () => {
    await using scope = openTaskScope({ name: "page" })
    scope.fork(async () => {})
    await scope.join()

    const error = await rejection(scope.join())
    assert.instanceOf(error, ScopeLeftError)
    assert.match(error.message, /^join: scope "page" was already joined/)
    assert.throws(() => void scope.fork(async () => {}), ScopeClosedError)
  })

  it("S95 the second join rejects, too, while the first one waits; the first is not disturbed", async () => {
    const gate = Promise.withResolvers<void>()
    await using scope = openTaskScope()
    scope.fork(() => gate.promise)
    const first = scope.join()
    assert.instanceOf(await rejection(scope.join()), ScopeLeftError)
    gate.resolve()

    await first
  })

  const leave = async (block: (scope: ReturnType<typeof openTaskScope>) => Promise<unknown>) => {
    const reports: Array<Unhandled.Report> = []
    const ended = await (async () => {
      await using scope = openTaskScope({ name: "page", onUnhandled: (report) => reports.push(report) })
      return await block(scope)
    })().catch((error: unknown) => error)
    return { ended, reports }
  }

  it("S97 S130 leaving the block without join interrupts the tasks and waits for them", async () => {
    const log: Array<string> = []
    await leave(async (scope) => {
      scope.fork(async (signal) => {
        await aborted(signal)
        await settleDown()
        log.push("settled")
      })
    })

    assert.deepStrictEqual(log, ["settled"])
  })

  it("S97 S130 leaving without join is reported with the name of the scope, and not thrown", async () => {
    const { ended, reports } = await leave(async (scope) => {
      scope.fork(foreign)
      return "value"
    })

    assert.strictEqual(ended, "value")
    assert.strictEqual(reports.length, 1)
    const report = reports[0]
    assert.strictEqual(report?._tag, "UnobservedFailure")
    assert.strictEqual(report?.scope, "page")
    const error = report?._tag === "UnobservedFailure" ? Cause.squash(report.cause) : undefined
    assert.instanceOf(error, ScopeNotJoinedError)
  })

  it("S130 an error of the block comes out as it is, not inside a SuppressedError", async () => {
    const boom = new Error("boom")
    const { ended } = await leave(async (scope) => {
      scope.fork(foreign)
      throw boom
    })

    assert.strictEqual(ended, boom)
  })

  it("S97 closing a second time does nothing", async () => {
    const { reports } = await leave(async (scope) => {
      scope.fork(foreign)
      await scope[Symbol.asyncDispose]()
    })

    assert.strictEqual(reports.length, 1)
  })
})
