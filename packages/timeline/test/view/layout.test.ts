import { assert, describe, it } from "vitest"
import { layoutOf, momentAt, textSize } from "../../src/view/layout.ts"
import { elided, widthOf } from "../../src/view/measure.ts"
import { whole } from "../../src/view/Range.ts"
import { checkout, deadlock } from "../support/timelines.ts"

const wide = layoutOf(checkout, whole(checkout), 1000)
const narrow = layoutOf(checkout, whole(checkout), 360)

describe("layoutOf", () => {
  it("has rows of 21 pixels for a pointer, and of 44 for a finger or on a narrow screen", () => {
    assert.isTrue(layoutOf(checkout, whole(checkout), 1000, true).lanes.every(({ height }) => height === 44))
    assert.isTrue(wide.lanes.every(({ height }) => height === 21))
    assert.isTrue(narrow.lanes.every(({ height }) => height === 44))
  })

  it("leaves room for the words at the ends of lanes, up to a third of the width", () => {
    for (const { ending } of wide.lanes) {
      if (ending !== undefined) assert.isAtMost(wide.x(ending.at) + 13 + widthOf(ending.text, textSize), 1004)
    }
    assert.isAtLeast(wide.right, wide.left + (1000 - wide.left) * 0.66)
  })

  it("stays inside 360 pixels", () => {
    assert.isAtLeast(narrow.x(0), 0)
    assert.isAtMost(narrow.x(checkout.end), 352)
  })

  it("puts a lane without end that still waits at the end of the run", () => {
    const ab = layoutOf(deadlock, whole(deadlock), 1000).lanes[1]

    assert.deepInclude(ab?.ending, { at: 10, glyph: "waiting", text: "waits for semaphore b, held by ba" })
  })
})

describe("momentAt", () => {
  const charge = wide.lanes[3]
  const textAt = (x: number, y = charge?.y ?? 0) => {
    const place = momentAt(wide, x, y)
    return wide.lanes[place?.lane ?? -1]?.moments[place?.moment ?? -1]?.text
  }

  it("finds the moment near the pointer", () => {
    assert.strictEqual(textAt(wide.x(3850) - 5), "fails: CircuitOpenError, after two timeouts")
  })

  it("finds what led to the state under the pointer", () => {
    assert.strictEqual(textAt(wide.x(2000)), "POST /charges")
  })

  it("finds nothing above the lanes", () => {
    assert.isUndefined(momentAt(wide, 500, 3))
  })
})

describe("elided", () => {
  it("keeps what fits and marks that something is missing", () => {
    assert.strictEqual(elided("checkout", 12, 500), "checkout")
    assert.match(elided("a very long name of a lane", 12, 80), /^a very.*…$/)
    assert.isAtMost(widthOf(elided("a very long name of a lane", 12, 80), 12), 80)
    assert.strictEqual(elided("name", 12, 5), "")
  })
})
