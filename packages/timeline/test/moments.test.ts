import * as fc from "fast-check"
import { assert, describe, it } from "vitest"
import { momentsOf } from "../src/moments.ts"
import { timelines } from "./support/arbitrary.ts"
import { checkout, deadlock, lostUpdate } from "./support/timelines.ts"

describe("momentsOf", () => {
  it("is in order of time, and its last statement about a lane says so", () => {
    fc.assert(
      fc.property(timelines, (timeline) => {
        const moments = momentsOf(timeline)

        assert.isTrue(moments.every(({ at }, index) => at >= (moments[index - 1]?.at ?? 0)))
        for (const lane of timeline.lanes) {
          const own = moments.filter((moment) => moment.lane === lane)
          assert.deepStrictEqual(
            own.map(({ last }) => last),
            own.map((_, index) => index === own.length - 1)
          )
          assert.isAbove(own.length, 0)
        }
      })
    )
  })

  it("finds from which lane each switch came", () => {
    const switches = momentsOf(lostUpdate).flatMap(({ at, lane, switchedFrom }) =>
      switchedFrom === undefined ? [] : [`${at}: ${switchedFrom.name} to ${lane?.name}`]
    )

    assert.deepStrictEqual(switches, [
      "2: body to withdraw 1",
      "4: withdraw 1 to withdraw 2",
      "6: withdraw 2 to withdraw 1"
    ])
  })

  it("calls nothing a switch when the same lane ran before", () => {
    const moments = momentsOf({
      ...deadlock,
      lanes: deadlock.lanes.map((lane) => ({
        ...lane,
        events: lane.events.map((event) => ({ ...event, switch: true }))
      }))
    })

    assert.isUndefined(moments.find(({ at, lane }) => at === 3 && lane?.id === "ab")?.switchedFrom)
  })

  it("tells a failure before those it ends", () => {
    const told = momentsOf(checkout).filter(({ at }) => at === 3850)

    assert.strictEqual(told[0]?.lane?.name, "charge")
  })

  it("tells a fork before the start of what was forked", () => {
    const told = momentsOf(deadlock).filter(({ at }) => at === 0)

    assert.deepStrictEqual(
      told.map(({ text }) => text),
      ["scope.fork: ab", "forked by main"]
    )
  })
})
