import { afterEach, assert, beforeEach, describe, it, vi } from "@effect/vitest"
import { DeadlineExceededError, InvalidOptionError, taskScope } from "../../src/async/index.ts"
import { aborted, rejection } from "../support/promises.ts"

describe("deadline", () => {
  beforeEach(() => {
    vi.useFakeTimers({ toFake: ["Date", "setTimeout", "clearTimeout"] })
  })
  afterEach(() => {
    vi.useRealTimers()
  })

  it("aborts everything when it passes, and rejects with a DeadlineExceededError naming the scope", async () => {
    const reasons: Array<unknown> = []
    const scope = rejection(
      taskScope({ name: "page", deadline: 2000 }, async (scope) => {
        scope.fork(async (signal) => reasons.push(await aborted(signal)))
        await aborted(scope.signal)
      })
    )
    await vi.advanceTimersByTimeAsync(1999)
    assert.deepStrictEqual(reasons, [])
    await vi.advanceTimersByTimeAsync(1)
    const error = await scope

    assert.instanceOf(error, DeadlineExceededError)
    assert.strictEqual(error.message, `The deadline of scope "page" passed`)
    assert.deepStrictEqual(reasons, [error])
  })

  it("gives the value of onDeadline instead", async () => {
    const options = { deadline: "2 seconds", onDeadline: () => "late" } as const
    const scope = taskScope(options, (scope) => aborted(scope.signal))
    await vi.advanceTimersByTimeAsync(2000)

    assert.strictEqual(await scope, "late")
  })

  it("waits for an onDeadline that is a promise, and rejects when that does", async () => {
    const boom = new Error("boom")
    const outcome = async (onDeadline: () => Promise<string>): Promise<unknown> => {
      const scope = Promise.allSettled([taskScope({ deadline: 1, onDeadline }, (scope) => aborted(scope.signal))])
      await vi.advanceTimersByTimeAsync(1)
      return (await scope)[0]
    }

    assert.deepStrictEqual(await outcome(async () => "late"), { status: "fulfilled", value: "late" })
    assert.deepStrictEqual(await outcome(() => Promise.reject(boom)), { status: "rejected", reason: boom })
  })

  it("loses to another error that is thrown because of it", async () => {
    const boom = new Error("boom")
    const scope = rejection(
      taskScope({ deadline: 1 }, async (scope) => {
        await aborted(scope.signal)
        throw boom
      })
    )
    await vi.advanceTimersByTimeAsync(1)

    assert.strictEqual(await scope, boom)
  })

  it("can be read and moved while the scope runs", async () => {
    const seen: Array<number> = []
    const scope = rejection(
      taskScope({ deadline: 1000 }, async (scope) => {
        const now = Date.now()
        seen.push(scope.deadline.at - now)
        scope.deadline.extend("1 second")
        seen.push(scope.deadline.at - now)
        scope.deadline.restart(500)
        seen.push(scope.deadline.at - now)
        scope.deadline.moveTo(now + 3000)
        seen.push(scope.deadline.at - now)
        await aborted(scope.signal)
        seen.push(Date.now() - now)
      })
    )
    await vi.advanceTimersByTimeAsync(5000)

    assert.instanceOf(await scope, DeadlineExceededError)
    assert.deepStrictEqual(seen, [1000, 2000, 500, 3000, 3000])
  })

  it("moved into the past aborts at once", async () => {
    const scope = taskScope({ deadline: Infinity }, (scope) => {
      scope.deadline.moveTo(0)
      assert.isTrue(scope.signal.aborted)
    })

    assert.instanceOf(await rejection(scope), DeadlineExceededError)
  })

  it("is Infinity in a scope without one, and cannot be moved there", async () => {
    const error = await rejection(
      taskScope({ name: "page" }, (scope) => {
        assert.strictEqual(scope.deadline.at, Infinity)
        scope.deadline.extend(1)
      })
    )

    assert.instanceOf(error, InvalidOptionError)
    assert.strictEqual(error.where, `scope("page").deadline.extend`)
  })

  it("leaves no timer behind when the scope ends before it", async () => {
    assert.strictEqual(await taskScope({ deadline: 1000 }, async () => "early"), "early")
    assert.strictEqual(vi.getTimerCount(), 0)
  })
})
