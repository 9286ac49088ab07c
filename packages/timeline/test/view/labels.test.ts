import * as fc from "fast-check"
import { assert, describe, it } from "vitest"
import type { Timeline } from "../../src/index.ts"
import { labelsOf } from "../../src/view/labels.ts"
import { layoutOf, textSize } from "../../src/view/layout.ts"
import { widthOf } from "../../src/view/measure.ts"
import { whole } from "../../src/view/Range.ts"
import { namesOf } from "../../src/words.ts"
import { timelines } from "../support/arbitrary.ts"
import { checkout, deadlock } from "../support/timelines.ts"

const labelled = (timeline: Timeline.Timeline, width: number) => {
  const layout = layoutOf(timeline, whole(timeline), width)
  return layout.lanes.map((row) => ({ row, layout, labels: labelsOf(row, layout, namesOf(timeline)) }))
}

const textsOf = (timeline: Timeline.Timeline, width: number, lane: string) =>
  labelled(timeline, width)
    .find(({ row }) => row.lane.id === lane)
    ?.labels.map(({ text }) => text) ?? []

describe("labelsOf", () => {
  it("puts no label over another or over the edge", () => {
    fc.assert(
      fc.property(timelines, fc.integer({ min: 600, max: 1400 }), (timeline, width) => {
        for (const { labels, layout } of labelled(timeline, width)) {
          const boxes = labels
            .map(({ text, x }) => ({ from: x, to: x + widthOf(text, textSize) }))
            .toSorted((a, b) => a.from - b.from)
          assert.isTrue(boxes.every(({ from }, index) => from >= (boxes[index - 1]?.to ?? 0) && from >= layout.left))
          assert.isTrue(boxes.every(({ to }) => to <= width + 0.001))
        }
      })
    )
  })

  it("says what a task waits for, and who holds it, rather than the operation that waits", () => {
    assert.include(textsOf(deadlock, 1200, "ab"), "waits for semaphore b, held by ba")
    assert.include(textsOf(deadlock, 1200, "ba"), "waits for semaphore a, held by ab")
  })

  it("says less where there is less room, and failures for the longest", () => {
    assert.include(textsOf(checkout, 3600, "charge"), "waits for bulkhead payment, held by charge o-47388")
    assert.includeMembers([...textsOf(checkout, 1200, "charge")], ["bulkhead payment", "POST /charges"])
    assert.include(textsOf(checkout, 600, "charge"), "TimeoutError")
    assert.notInclude(textsOf(checkout, 600, "charge"), "POST /charges")
  })

  it("keeps off the words at the end of the lane", () => {
    for (const { labels, layout, row } of labelled(checkout, 900)) {
      const end = row.ending
      if (end === undefined || end.text === "" || !end.beside) continue
      const from = layout.x(end.at) - 5
      const to = layout.x(end.at) + 13 + widthOf(end.text, textSize)
      assert.isTrue(
        labels.every(({ text, x }) => x >= to || x + widthOf(text, textSize) <= from),
        row.lane.name
      )
    }
  })
})
