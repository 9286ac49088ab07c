import * as fc from "fast-check"
import { assert, describe, it } from "vitest"
import { ticks } from "../../src/view/axis.ts"

describe("ticks", () => {
  it("gives round times, the unit with the first", () => {
    assert.deepStrictEqual(
      ticks({ from: 0, to: 4550 }, "ms", 900).map(({ label }) => label),
      ["0 ms", "1,000", "2,000", "3,000", "4,000"]
    )
    assert.deepStrictEqual(
      ticks({ from: 0.05, to: 0.35 }, "ms", 900).map(({ label }) => label),
      ["0.1 ms", "0.2", "0.3"]
    )
  })

  it("marks no half steps", () => {
    assert.deepStrictEqual(
      ticks({ from: 0.5, to: 3.5 }, "step", 900).map(({ at }) => at),
      [1, 2, 3]
    )
  })

  it("gives at most six, inside the range, with room for their names", () => {
    const range = fc.tuple(
      fc.double({ min: 0, max: 1e6, noNaN: true }),
      fc.double({ min: 0.01, max: 1e6, noNaN: true })
    )
    fc.assert(
      fc.property(
        range,
        fc.constantFrom("step", "ms"),
        fc.integer({ min: 80, max: 1400 }),
        ([from, length], unit, width) => {
          const to = from + length
          const times = ticks({ from, to }, unit, width).map(({ at }) => at)

          assert.isAtMost(times.length, 6)
          assert.isTrue(times.every((at) => at >= from - length * 1e-6 && at <= to + length * 1e-6))
          const distances = times.slice(1).map((at, index) => ((at - (times[index] ?? 0)) / length) * width)
          assert.isTrue(distances.every((distance) => distance >= 60 || width < 128))
        }
      )
    )
  })
})
