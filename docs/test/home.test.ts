import { readFileSync } from "node:fs"
import { Effect } from "effect"
import { assert, describe, it } from "vitest"
import kept from "../data/home.json" with { type: "json" }
import { record, scenarios } from "../src/home/record.ts"
import { scale, ticks } from "../src/home/timeline.ts"

const source = readFileSync(new URL("../src/home/trip.ts", import.meta.url), "utf8")

describe("home", () => {
  describe("record", () => {
    for (const [index, scenario] of scenarios.entries()) {
      it(`gives what the home page shows for "${scenario.title}"`, async () => {
        const recording = await Effect.runPromise(record(scenario, source))

        assert.deepStrictEqual<unknown>(recording, kept[index])
      })
    }
  })

  describe("ticks", () => {
    it("reach the end in at most six round steps", () => {
      assert.deepStrictEqual(ticks(366), [0, 100, 200, 300, 400])
    })
  })

  describe("scale", () => {
    it("puts the last tick at the right edge", () => {
      assert.strictEqual(scale(366, 10, 110)(400), 110)
    })
  })
})
