import * as fc from "fast-check"
import { assert, describe, it } from "vitest"
import { Timeline } from "../src/index.ts"
import { timelines } from "./support/arbitrary.ts"
import { checkout, deadlock, lostUpdate } from "./support/timelines.ts"

type Changes = Readonly<Record<string, unknown>>

const laneWith = (changes: Changes) => ({
  id: "1",
  name: "a",
  kind: "task",
  from: 0,
  spans: [],
  events: [],
  ...changes
})
const timelineWith = (changes: Changes) => ({
  version: 1,
  title: "t",
  unit: "step",
  end: 10,
  lanes: [laneWith({})],
  links: [],
  marks: [],
  ...changes
})
const withLane = (changes: Changes) => timelineWith({ lanes: [laneWith(changes)] })

const refusal = (json: unknown): string => {
  try {
    Timeline.parse(json)
  } catch (error) {
    assert.instanceOf(error, Timeline.TimelineInvalidError)
    return error.message
  }
  return assert.fail("the timeline was accepted")
}

const point = (lane: string, at: number) => ({ lane, at })

describe("parse", () => {
  it("gives back any valid timeline that went through JSON", () => {
    fc.assert(
      fc.property(timelines, (timeline) => {
        assert.deepStrictEqual(Timeline.parse(JSON.parse(JSON.stringify(timeline))), timeline)
      })
    )
  })

  it.for([deadlock, lostUpdate, checkout])("accepts what a recorder makes: $title", (timeline) => {
    assert.deepStrictEqual(Timeline.parse(timeline), timeline)
  })

  const cases: ReadonlyArray<readonly [refused: string, json: unknown, message: string]> = [
    ["no object", null, "the timeline is null; allowed is an object"],
    ["an array", [], "the timeline is an array of 0; allowed is an object"],
    ["another version", timelineWith({ version: 2 }), "version is 2; allowed is 1"],
    ["a missing field", timelineWith({ marks: undefined }), "marks is missing; allowed is an array"],
    ["an unknown unit", timelineWith({ unit: "s" }), 'unit is "s"; allowed is one of "step", "ms"'],
    [
      "a time that is not finite",
      timelineWith({ end: Infinity }),
      "end is Infinity; allowed is a finite number, 0 or more"
    ],
    ["a time before the start", timelineWith({ end: -1 }), "end is -1; allowed is a finite number, 0 or more"],
    ["a time as text", withLane({ from: "0" }), 'lanes[0].from is "0"; allowed is a finite number, 0 or more'],
    ["a name that is no text", withLane({ name: 3 }), "lanes[0].name is 3; allowed is a string"],
    ["an empty id", withLane({ id: "" }), 'lanes[0].id is ""; allowed is a string that is not empty'],
    ["lanes that are no array", timelineWith({ lanes: {} }), "lanes is an object; allowed is an array"],
    [
      "an unknown field",
      withLane({ spans: [{ from: 0, to: 1, state: "running", waitFor: { name: "a" } }] }),
      "lanes[0].spans[0].waitFor is an object; allowed is one of the fields from, to, state, label, waitsFor"
    ],
    [
      "a flag that is no boolean",
      withLane({ events: [{ at: 0, label: "a", switch: 1 }] }),
      "lanes[0].events[0].switch is 1; allowed is true or false"
    ],
    [
      "a holder that is no text",
      withLane({ spans: [{ from: 0, to: 1, state: "waiting", waitsFor: { name: "a", heldBy: [7] } }] }),
      "lanes[0].spans[0].waitsFor.heldBy[0] is 7; allowed is a string"
    ],
    ["a lane after the end", withLane({ from: 11 }), "lanes[0].from is 11; allowed is a time from 0 to 10"],
    [
      "an end before the start of its lane",
      withLane({ from: 3, end: { at: 2, state: "done" } }),
      "lanes[0].end.at is 2; allowed is a time from 3 to 10"
    ],
    [
      "a lane last seen before its start",
      withLane({ from: 3, to: 2 }),
      "lanes[0].to is 2; allowed is a time from 3 to 10"
    ],
    [
      "a span after the end of its lane",
      withLane({ end: { at: 4, state: "done" }, spans: [{ from: 3, to: 5, state: "running" }] }),
      "lanes[0].spans[0].to is 5; allowed is a time from 3 to 4"
    ],
    [
      "overlapping spans",
      withLane({
        spans: [
          { from: 0, to: 3, state: "running" },
          { from: 2, to: 4, state: "running" }
        ]
      }),
      "lanes[0].spans[1].from is 2; allowed is a time from 3 to 10"
    ],
    [
      "events out of order",
      withLane({
        events: [
          { at: 3, label: "a" },
          { at: 2, label: "b" }
        ]
      }),
      "lanes[0].events[1].at is 2; allowed is a time from 3 to 10"
    ],
    [
      "a link into the past",
      timelineWith({ links: [{ kind: "join", from: point("1", 3), to: point("1", 2) }] }),
      "links[0].to.at is 2; allowed is a time from 3 to 10"
    ],
    [
      "a link from nowhere",
      timelineWith({ links: [{ kind: "join", from: point("2", 3), to: point("1", 3) }] }),
      'links[0].from.lane is "2"; allowed is the id of a lane'
    ],
    [
      "a link to nowhere",
      timelineWith({ links: [{ kind: "join", from: point("1", 3), to: point("2", 3) }] }),
      'links[0].to.lane is "2"; allowed is the id of a lane'
    ],
    [
      "a mark after the end",
      timelineWith({ marks: [{ at: 11, label: "a", kind: "info" }] }),
      "marks[0].at is 11; allowed is a time from 0 to 10"
    ],
    [
      "two lanes with one id",
      timelineWith({ lanes: [laneWith({}), laneWith({})] }),
      'lanes[1].id is "1"; allowed is an id that no other lane has'
    ],
    ["an unknown parent", withLane({ parent: "7" }), 'lanes[0].parent is "7"; allowed is the id of a lane'],
    [
      "parents in a circle",
      timelineWith({ lanes: [laneWith({ parent: "2" }), laneWith({ id: "2", parent: "1" })] }),
      'lanes[0].parent is "2"; allowed is a lane that is not below it'
    ],
    [
      "a long value, shortened in the message",
      withLane({ kind: "x".repeat(99) }),
      `lanes[0].kind is "${"x".repeat(57)}..."`
    ]
  ]
  it.for(cases)("refuses %s", ([, json, message]) => {
    assert.include(refusal(json), message)
  })

  it("says in fields what its message says", () => {
    try {
      Timeline.parse(timelineWith({ version: 2 }))
    } catch (error) {
      assert.deepInclude(error, { name: "TimelineInvalidError", path: "version", value: 2, allowed: "1" })
      return
    }
    assert.fail("the timeline was accepted")
  })
})
