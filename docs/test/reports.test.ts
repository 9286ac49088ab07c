import { assert, describe, it } from "vitest"
import { isBenchmarks } from "../src/report/benchmarks.ts"
import { isBundles, kilobytes } from "../src/report/bundles.ts"

const benchmark = { id: "a", title: "A", unit: "x", gate: ">= 1 x", ratio: 2, low: 1, high: 3, runs: 15, met: true }

describe("reports", () => {
  it("take a list of benchmarks", () => {
    assert.isTrue(isBenchmarks([benchmark]))
  })

  it("refuse a benchmark without a ratio", () => {
    const { ratio: _, ...rest } = benchmark

    assert.isFalse(isBenchmarks([rest]))
  })

  it("refuse a bundle whose size is no number", () => {
    assert.isFalse(isBundles([{ name: "a", size: "6 kB" }]))
  })

  it("show sizes in kB of 1,000 bytes", () => {
    assert.strictEqual(kilobytes(5930), "5.93 kB")
  })
})
