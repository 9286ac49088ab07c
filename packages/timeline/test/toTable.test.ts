import * as fc from "fast-check"
import { assert, describe, it } from "vitest"
import { Timeline } from "../src/index.ts"
import { timelines } from "./support/arbitrary.ts"
import { checkout, deadlock } from "./support/timelines.ts"

const rowAt = (timeline: Timeline.Timeline, at: number) => Timeline.toTable(timeline).rows.find((row) => row.at === at)

describe("toTable", () => {
  it("has a column for each lane, in order", () => {
    assert.deepStrictEqual(Timeline.toTable(deadlock).columns, [
      { lane: "main", name: "main" },
      { lane: "ab", name: "ab" },
      { lane: "ba", name: "ba" }
    ])
  })

  it("has a row for each time at which anything happens, in order, each once", () => {
    fc.assert(
      fc.property(timelines, (timeline) => {
        const { columns, rows } = Timeline.toTable(timeline)
        const times = rows.map(({ at }) => at)

        assert.deepStrictEqual(
          times,
          [...new Set(times)].toSorted((a, b) => a - b)
        )
        assert.isTrue(rows.every(({ cells }) => cells.length === columns.length))
      })
    )
  })

  it("says every event, every end and every mark", () => {
    fc.assert(
      fc.property(timelines, (timeline) => {
        const said = JSON.stringify(Timeline.toTable(timeline))
        const inside = (text: string) => JSON.stringify(text).slice(1, -1)
        const { lanes, marks } = timeline
        const labels = [...lanes.flatMap(({ events }) => events), ...marks].map(({ label }) => label)
        const messages = lanes.flatMap(({ end }) => end?.message ?? [])

        for (const text of [...labels, ...messages]) assert.include(said, inside(text))
      })
    )
  })

  it("merges an event with the wait that begins with it", () => {
    assert.deepStrictEqual(rowAt(deadlock, 8)?.cells, ["", "Semaphore.take: b, waits for semaphore b, held by ba", ""])
  })

  it("names a holder by the name of its lane, and any other as it is called", () => {
    const named: Timeline.Timeline = {
      ...deadlock,
      lanes: deadlock.lanes.map((lane) => (lane.id === "ba" ? { ...lane, name: "from b to a" } : lane))
    }

    assert.include(rowAt(named, 8)?.cells[1], "held by from b to a")
    assert.include(rowAt(checkout, 860)?.cells[3], "held by charge o-47388")
  })

  it("says what still waits when the run ends", () => {
    assert.strictEqual(rowAt(deadlock, 10)?.cells[2], "still waits for semaphore a, held by ab")
    assert.deepStrictEqual(rowAt(deadlock, 10)?.marks, ["deadlock: nothing can run"])
  })

  it("says who ended a lane only where the lane does not", () => {
    const row = rowAt(checkout, 3850)

    assert.strictEqual(row?.cells[4], "interrupted: because charge failed")
    assert.strictEqual(row?.cells[10], "interrupted, ended by the failure of charge")
  })

  it("says that a lane runs again after a wait that nothing else ended", () => {
    assert.strictEqual(rowAt(checkout, 1900)?.cells[9], "runs again")
  })

  it("says who woke a lane", () => {
    const woken: Timeline.Timeline = {
      ...checkout,
      links: [{ kind: "wake", from: { lane: "tax", at: 1300 }, to: { lane: "address", at: 1900 } }]
    }

    assert.strictEqual(rowAt(woken, 1900)?.cells[9], "woken by tax")
  })
})
