import { assert, describe, it } from "@effect/vitest"
import { Cause } from "effect"
import { openTaskScope, ScopeClosedError, ScopeLeftError, ScopeNotJoinedError } from "../../src/async/index.ts"
import type { Unhandled } from "../../src/index.ts"
import { aborted, foreign, hasSettled, rejection, settleDown } from "../support/promises.ts"

/** Runs a block, and gives how it ended and what was reported, as tags and messages. */
const block = async (run: (open: (options?: object) => ReturnType<typeof openTaskScope>) => Promise<unknown>) => {
  const reports: Array<string> = []
  const onUnhandled = (report: Unhandled.Report): void => {
    if (report._tag !== "UnobservedFailure") return void reports.push(report._tag)
    reports.push(...report.cause.reasons.filter(Cause.isFailReason).map(({ error }) => String(error)))
  }
  const ended = await run((options) => openTaskScope({ name: "block", onUnhandled, ...options })).then(
    (value) => value,
    (error: unknown) => `rejected: ${String(error)}`
  )
  return { ended, reports }
}

const notJoined = String(new ScopeNotJoinedError({ scope: "block" }))

describe("openTaskScope", () => {
  it("runs tasks for the rest of a block; join waits for all of them", async () => {
    const log: Array<string> = []
    const gate = Promise.withResolvers<void>()
    const { ended, reports } = await block(async (open) => {
      await using scope = open()
      const task = scope.fork(async () => 5)
      scope.fork(async () => {
        await gate.promise
        log.push("settled")
      })
      const joined = scope.join()
      assert.isFalse(await hasSettled(joined))
      assert.strictEqual(scope.state, "joining")
      gate.resolve()
      await joined
      log.push("joined")
      return await task
    })

    assert.strictEqual(ended, 5)
    assert.deepStrictEqual(log, ["settled", "joined"])
    assert.deepStrictEqual(reports, [])
  })

  it("rejects at join with the error of a task, after all have settled", async () => {
    const { ended, reports } = await block(async (open) => {
      await using scope = open()
      const other = scope.fork(foreign)
      scope.fork(() => Promise.reject(new Error("boom")))
      await rejection(scope.join()).then(async (error) => {
        assert.strictEqual(other.state, "interrupted")
        throw error
      })
    })

    assert.strictEqual(ended, "rejected: Error: boom")
    assert.deepStrictEqual(reports, [])
  })

  it("lets the block go on when a task has failed: forks start with an aborted signal until it joins", async () => {
    const { ended } = await block(async (open) => {
      await using scope = open()
      scope.fork(() => Promise.reject(new Error("boom")))
      await settleDown()
      assert.strictEqual(scope.state, "interrupting")
      assert.isTrue(scope.fork(foreign).signal.aborted)
      await scope.join()
    })

    assert.strictEqual(ended, "rejected: Error: boom")
  })

  it("refuses a second join, and forks after the first one", async () => {
    const { ended } = await block(async (open) => {
      await using scope = open()
      await scope.join()
      const error = await rejection(scope.join())
      assert.instanceOf(error, ScopeLeftError)
      assert.throws(() => void scope.fork(async () => {}), ScopeClosedError)
      throw error
    })

    assert.strictEqual(
      ended,
      `rejected: ScopeLeftError: join: scope "block" was already joined; a scope is joined once, before its block is left`
    )
  })

  it("refuses a join after its block was left", async () => {
    const scope = openTaskScope()
    await scope[Symbol.asyncDispose]()

    assert.strictEqual(((await rejection(scope.join())) as ScopeLeftError).how, "left")
  })

  it("left without join interrupts, waits, and reports instead of throwing", async () => {
    const log: Array<string> = []
    const { ended, reports } = await block(async (open) => {
      await using scope = open()
      scope.fork(async (signal) => {
        log.push(String(await aborted(signal)))
        await settleDown()
        log.push("settled")
      })
      return "value"
    })

    assert.strictEqual(ended, "value")
    assert.deepStrictEqual(log, [
      `AbortError: scope "block": interrupted by name: its block was left without join`,
      "settled"
    ])
    assert.deepStrictEqual(reports, [notJoined])
  })

  it("left by an error of the block does not hide it", async () => {
    const { ended } = await block(async (open) => {
      await using scope = open()
      scope.fork(foreign)
      throw new Error("of the block")
    })

    assert.strictEqual(ended, "rejected: Error: of the block")
  })

  it("left without join reports failures on the way out, too", async () => {
    const { reports } = await block(async (open) => {
      await using scope = open()
      scope.fork((signal) => aborted(signal).then(() => Promise.reject(new Error("cleanup"))))
    })

    assert.deepStrictEqual(reports, [notJoined, "Error: cleanup"])
  })

  it("left after a failure nobody awaited reports that failure", async () => {
    const { reports } = await block(async (open) => {
      await using scope = open()
      scope.fork(() => Promise.reject(new Error("boom")))
      await settleDown()
    })

    assert.deepStrictEqual(reports, ["Error: boom"])
  })

  it("left by the error of a task it awaited reports nothing: that error is on its way", async () => {
    const { ended, reports } = await block(async (open) => {
      await using scope = open()
      await scope.fork(() => Promise.reject(new Error("boom")))
    })

    assert.strictEqual(ended, "rejected: Error: boom")
    assert.deepStrictEqual(reports, [])
  })

  it("left without join reports nothing when nothing was forked, or when somebody interrupted it", async () => {
    const controller = new AbortController()
    const empty = await block(async (open) => {
      await using _scope = open()
    })
    const interrupted = await block(async (open) => {
      await using scope = open({ signal: controller.signal })
      scope.fork(foreign)
      controller.abort()
    })

    assert.deepStrictEqual([empty.reports, interrupted.reports], [[], []])
  })

  it("is left once: a second dispose, and one after join, do nothing", async () => {
    const { reports } = await block(async (open) => {
      await using left = open()
      left.fork(foreign)
      await left[Symbol.asyncDispose]()
      await using joined = open()
      joined.fork(() => Promise.reject(new Error("boom")))
      await rejection(joined.join())
    })

    assert.deepStrictEqual(reports, [notJoined])
  })

  it("waits at the end of its block for a join that was not awaited, and interrupts nothing", async () => {
    const log: Array<string> = []
    await block(async (open) => {
      await using scope = open()
      scope.fork(async (signal) => {
        await settleDown()
        log.push(`aborted: ${signal.aborted}`)
      })
      void scope.join()
    })

    assert.deepStrictEqual(log, ["aborted: false"])
  })
})
