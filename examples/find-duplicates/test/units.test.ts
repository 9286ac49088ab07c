import { assert, describe, it } from "@effect/vitest"
import { bytes, counted, duration } from "../units.ts"

describe("bytes", () => {
  for (const [count, shown] of [
    [0, "0 bytes"],
    [1, "1 byte"],
    [999, "999 bytes"],
    [1000, "1.0 kB"],
    [53_400_000, "53.4 MB"],
    [999_950, "1.0 MB"],
    [2 ** 60, "1152.9 PB"]
  ] as const) {
    it(`shows ${count} as ${shown}`, () => assert.strictEqual(bytes(count), shown))
  }
})

describe("duration", () => {
  for (const [millis, shown] of [
    [310, "310 ms"],
    [999.7, "1.0 s"],
    [1400, "1.4 s"],
    [59_960, "1 min 0 s"],
    [125_000, "2 min 5 s"],
    [3_840_000, "1 h 4 min"]
  ] as const) {
    it(`shows ${millis} milliseconds as ${shown}`, () => assert.strictEqual(duration(millis), shown))
  }
})

describe("counted", () => {
  for (const [count, shown] of [
    [0, "0 files"],
    [1, "1 file"],
    [27_058, "27,058 files"],
    [1_000_000, "1,000,000 files"]
  ] as const) {
    it(`shows ${count} as ${shown}`, () => assert.strictEqual(counted(count, "file"), shown))
  }
})
