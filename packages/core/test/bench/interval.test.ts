import { assert, describe, it } from "@effect/vitest"
import { medianInterval } from "../../bench/harness/interval.ts"

const upTo = (n: number): ReadonlyArray<number> => Array.from({ length: n }, (_, index) => index + 1)

describe("medianInterval", () => {
  it("lies between ranks 4 and 12 of 15 values, as the tables of the sign test have it", () => {
    assert.deepStrictEqual(medianInterval(upTo(15)), { median: 8, low: 4, high: 12 })
  })

  it("lies between ranks 6 and 15 of 20 values, around the middle of two", () => {
    assert.deepStrictEqual(medianInterval(upTo(20)), { median: 10.5, low: 6, high: 15 })
  })

  it("is the whole range of fewer than six values", () => {
    assert.deepStrictEqual(medianInterval([5, 1, 3]), { median: 3, low: 1, high: 5 })
  })

  it("does not depend on the order of the values", () => {
    assert.deepStrictEqual(medianInterval(upTo(15).toReversed()), medianInterval(upTo(15)))
  })

  it("refuses to guess from nothing", () => {
    assert.throws(() => medianInterval([]), /at least one value/)
  })
})
