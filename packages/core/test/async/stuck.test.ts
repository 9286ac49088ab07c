import { afterEach, assert, beforeEach, describe, it, vi } from "@effect/vitest"
import { type TaskScope, taskScope } from "../../src/async/index.ts"
import { Unhandled } from "../../src/index.ts"
import { aborted, rejection, settleDown } from "../support/promises.ts"

describe("cleanup", () => {
  beforeEach(() => {
    vi.useFakeTimers({ toFake: ["Date", "setTimeout", "clearTimeout"] })
  })
  afterEach(() => {
    vi.useRealTimers()
  })

  /** A scope whose task `deaf` ignores its signal until `gate` opens; interrupted at once. */
  const deaf = (stuck: "wait" | "abandon" | undefined) => {
    const reports: Array<string> = []
    const scopes: Array<TaskScope> = []
    const gate = Promise.withResolvers<void>()
    const outcomes: Array<unknown> = []
    const onUnhandled = (report: Unhandled.Report): void => void reports.push(Unhandled.render(report))
    const scope = taskScope({ name: "page", cleanup: "1 second", stuck, onUnhandled }, async (scope) => {
      scopes.push(scope)
      scope.fork(() => gate.promise, { name: "deaf" })
      scope.fork(aborted, { name: "polite" })
      scope.interrupt("enough")
    })
    const ended = rejection(scope).then((error) => outcomes.push((error as Error).message))
    return { ended, gate, outcomes, reports, scopes }
  }

  it("past its time names the task that ignores its signal, and the scope goes on waiting", async () => {
    const { ended, gate, outcomes, reports } = deaf(undefined)
    await vi.advanceTimersByTimeAsync(999)
    assert.deepStrictEqual(reports, [])
    await vi.advanceTimersByTimeAsync(60_000)

    assert.deepStrictEqual(reports, [`Scope "page" is past its cleanup time; still waiting for "deaf"`])
    assert.deepStrictEqual(outcomes, [])
    gate.resolve()
    await ended
    assert.deepStrictEqual(outcomes, [`Scope "page" was interrupted: enough`])
  })

  it("abandons the task when told to, and lists it as an orphan", async () => {
    const { ended, reports, scopes } = deaf("abandon")
    await vi.advanceTimersByTimeAsync(1000)
    await ended

    assert.deepStrictEqual(reports, [`Scope "page" is past its cleanup time; abandoned "deaf"`])
    assert.deepStrictEqual(
      scopes.map(({ orphans, state }) => [orphans, state]),
      [[["deaf"], "closed"]]
    )
  })

  it("reports the failure of an abandoned task that ends after all", async () => {
    const { ended, gate, reports } = deaf("abandon")
    await vi.advanceTimersByTimeAsync(1000)
    await ended
    gate.reject(new Error("boom"))
    await settleDown()

    assert.strictEqual(reports[1], `Task "deaf" of scope "page" failed and nobody observed it`)
  })

  it("is not needed where everything settles: nothing is reported, and no timer is left", async () => {
    const { ended, gate, outcomes, reports, scopes } = deaf("abandon")
    gate.resolve()
    await ended

    assert.deepStrictEqual([outcomes.length, reports, scopes[0]?.orphans, vi.getTimerCount()], [1, [], [], 0])
  })
})
