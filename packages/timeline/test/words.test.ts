import { assert, describe, it } from "vitest"
import { sizeWords, spanWords, summaryWords, timeWords } from "../src/words.ts"
import { checkout, deadlock } from "./support/timelines.ts"

const names = (id: string) => `task ${id}`

describe("words", () => {
  it("counts lanes and time, in the singular where there is one", () => {
    assert.strictEqual(sizeWords(checkout), "1 scope, 9 tasks, 2 daemons, 4,550 ms")
    assert.strictEqual(sizeWords({ ...deadlock, lanes: [], end: 1 }), "1 step")
  })

  it("says how a run went in one sentence", () => {
    assert.strictEqual(
      summaryWords(checkout),
      "checkout o-47390: 1 scope, 9 tasks, 2 daemons, 4,550 ms; checkout o-47390 and charge fail; 6 interrupted; " +
        "cart, tax and address done"
    )
    assert.include(summaryWords(deadlock), "deadlock: nothing can run")
  })

  it("names everyone who holds what is waited for", () => {
    const wait = { from: 0, to: 1, state: "waiting", waitsFor: { name: "latch", heldBy: ["1", "2", "3"] } } as const

    assert.strictEqual(spanWords(wait, names), "waits for latch, held by task 1, task 2 and task 3")
    assert.strictEqual(
      spanWords({ ...wait, label: "drains" }, names),
      "drains, waits for latch, held by task 1, task 2 and task 3"
    )
    assert.strictEqual(spanWords({ from: 0, to: 1, state: "cleanup" }, names), "cleans up")
  })

  it("keeps the unit beside the time", () => {
    assert.strictEqual(timeWords(1234.5678, "ms"), "1,234.568 ms")
    assert.strictEqual(timeWords(3, "step"), "step 3")
  })
})
