import * as fc from "fast-check"
import { assert, describe, it } from "vitest"
import { isWhole, pan, type Range, reveal, whole, zoom } from "../../src/view/Range.ts"
import { timelines } from "../support/arbitrary.ts"
import { checkout, deadlock } from "../support/timelines.ts"

describe("Range", () => {
  it("stays inside the run whatever is done to it", () => {
    const moves = fc.array(
      fc.tuple(fc.constantFrom("zoom", "pan", "reveal"), fc.double({ min: -50, max: 50, noNaN: true }))
    )
    fc.assert(
      fc.property(timelines, moves, (timeline, steps) => {
        const all = whole(timeline)
        let range: Range = all
        for (const [move, by] of steps) {
          if (move === "zoom") range = zoom(range, range.from, Math.exp(by / 10), timeline)
          if (move === "pan") range = pan(range, by, timeline)
          if (move === "reveal") range = reveal(range, Math.min(Math.abs(by), all.to), timeline)
          assert.isAtLeast(range.from, 0)
          assert.isAtMost(range.to, all.to)
          assert.isAbove(range.to, range.from)
        }
      })
    )
  })

  it("keeps the time under the pointer where it is", () => {
    assert.deepStrictEqual(zoom({ from: 1000, to: 2000 }, 1250, 0.5, checkout), { from: 1125, to: 1625 })
  })

  it("shows at least three steps", () => {
    const { from, to } = zoom(whole(deadlock), 5, 0.001, deadlock)

    assert.closeTo(to - from, 3, 1e-9)
  })

  it("comes back to the whole when zoomed out", () => {
    assert.isTrue(isWhole(zoom({ from: 1000, to: 2000 }, 1500, 100, checkout), checkout))
    assert.isFalse(isWhole({ from: 0, to: 2000 }, checkout))
  })

  it("moves only when what it must show is outside", () => {
    const range = { from: 1000, to: 2000 }

    assert.strictEqual(reveal(range, 1999, checkout), range)
    assert.deepStrictEqual(reveal(range, 3000, checkout), { from: 2250, to: 3250 })
    assert.deepStrictEqual(reveal(range, 500, checkout), { from: 250, to: 1250 })
  })
})
