import { assert, describe, it } from "vitest"
import { type Benchmark, isBenchmarks, measured } from "../src/report/benchmarks.ts"
import { isBundles, kilobytes } from "../src/report/bundles.ts"
import { isCorpus, isLitmus } from "../src/report/corpus.ts"

const benchmark: Benchmark = {
  id: "a",
  title: "A",
  unit: "bytes",
  gate: ">= 1 x",
  kind: "ratio",
  ratio: 2,
  low: 1,
  high: 3,
  runs: 15,
  note: "",
  met: true,
  ours: { name: "ours", value: 1 },
  peers: []
}
const report = (rows: ReadonlyArray<unknown>) => ({ machine: {}, date: "2026-11-20", node: "v24.9.0", rows })

describe("reports", () => {
  it("take a list of benchmarks", () => {
    assert.isTrue(isBenchmarks(report([benchmark])))
  })

  it("name the unit of a figure, and call a ratio times", () => {
    assert.strictEqual(measured(benchmark), "2.00 times")
    assert.strictEqual(measured({ ...benchmark, kind: "figure", ratio: 669.1 }), "669 bytes")
    assert.strictEqual(measured({ ...benchmark, kind: "figure", ratio: -0.005 }), "0 bytes")
  })

  it("refuse a benchmark without a ratio", () => {
    const { ratio: _, ...rest } = benchmark

    assert.isFalse(isBenchmarks(report([rest])))
  })

  it("refuse a bundle whose size is no number", () => {
    assert.isFalse(isBundles([{ name: "a", size: "6 kB" }]))
  })

  it("show sizes in kB of 1,000 bytes", () => {
    assert.strictEqual(kilobytes(5930), "5.93 kB")
  })

  it("take a corpus, also a program that was not found", () => {
    const hunt = {
      name: "a",
      bugClass: "b",
      file: "c",
      teaches: "d",
      oracle: "exit",
      granularity: "",
      strategy: "",
      seeds: 5,
      found: 0,
      schedules: null,
      alarms: 0,
      twinSchedules: 10
    }

    assert.isTrue(isCorpus([hunt]))
    assert.isFalse(isCorpus([{ ...hunt, found: undefined }]))
  })

  it("refuse a litmus program without its schedules", () => {
    assert.isTrue(isLitmus([{ name: "a", outcomes: 1, dpor: 1, exhaustive: 2, isSame: true }]))
    assert.isFalse(isLitmus([{ name: "a", outcomes: 1, dpor: 1, isSame: true }]))
  })
})
