import { assert, describe, it } from "vitest"
import { layoutOf } from "../../src/view/layout.ts"
import { whole } from "../../src/view/Range.ts"
import { afterKey, initial, keys, momentOf, rangeOf, type Scene, type State } from "../../src/view/state.ts"
import { checkout, deadlock } from "../support/timelines.ts"

const sceneOf = (timeline: typeof deadlock): Scene => ({
  timeline,
  moments: layoutOf(timeline, whole(timeline), 1000).lanes.map(({ moments }) => moments)
})
const scene = sceneOf(deadlock)

const press = (...pressed: ReadonlyArray<string>): State =>
  pressed.reduce((state, key) => {
    const shift = key.startsWith("Shift ")
    return afterKey(state, shift ? key.slice(6) : key, shift, scene) ?? state
  }, initial)

const at = (state: State) => {
  const moment = momentOf(state.cursor, scene)
  return moment === undefined ? undefined : `${moment.at} ${moment.lane?.name}`
}

describe("afterKey", () => {
  it("starts at the first lane, or at the last one upwards", () => {
    assert.strictEqual(at(press("ArrowDown")), "0 main")
    assert.strictEqual(at(press("ArrowRight")), "0 main")
    assert.strictEqual(at(press("ArrowUp")), "1 ba")
  })

  it("moves to the moment of the next lane that is nearest in time", () => {
    assert.strictEqual(at(press("ArrowDown", "ArrowDown", "End", "ArrowDown")), "10 ba")
    assert.strictEqual(at(press("ArrowDown", "End", "ArrowDown", "ArrowLeft", "ArrowUp")), "10 main")
  })

  it("moves between the moments of a lane, and stays at its ends", () => {
    assert.strictEqual(at(press("ArrowDown", "ArrowDown", "ArrowRight")), "2 ab")
    assert.strictEqual(at(press("ArrowDown", "ArrowLeft", "ArrowLeft")), "0 main")
    assert.strictEqual(at(press("ArrowDown", "ArrowDown", "ArrowDown", "ArrowDown", "End", "ArrowRight")), "10 ba")
    assert.strictEqual(at(press("ArrowDown", "End", "Home")), "0 main")
  })

  it("zooms around the cursor, and keeps it in view", () => {
    const { range } = press("ArrowDown", "ArrowDown", "End", "+", "+")

    assert.closeTo(range?.from ?? 0, 10 - 10 / 1.5 ** 2, 1e-9)
    assert.strictEqual(range?.to, 10)
  })

  it("follows the cursor when it leaves the view", () => {
    assert.isAbove(press("ArrowDown", "End", "+", "+").range?.from ?? 0, 0)
    assert.strictEqual(press("ArrowDown", "End", "+", "+", "Home").range?.from, 0)
  })

  it("pans with Shift and the arrows, only when zoomed", () => {
    assert.isAbove(press("+", "+", "Shift ArrowRight").range?.from ?? 0, press("+", "+").range?.from ?? 0)
    assert.isTrue(press("Shift ArrowRight").range === undefined)
  })

  it("shows the whole on Escape, and leaves that key to others when there is nothing to undo", () => {
    assert.isTrue(press("+", "Escape").range === undefined)
    assert.isFalse(press("?", "Escape").showsKeys)
    assert.isUndefined(afterKey(initial, "Escape", false, scene))
  })

  it("leaves keys that it does not know to others", () => {
    assert.isUndefined(afterKey(initial, "a", false, scene))
    assert.isUndefined(afterKey(initial, "Tab", false, scene))
  })

  it("skips nothing and never throws in a run without lanes", () => {
    const nothing = { ...deadlock, lanes: [], links: [] }
    const state = initial

    assert.strictEqual(afterKey(state, "ArrowDown", false, sceneOf(nothing)), state)
    assert.strictEqual(afterKey(state, "End", false, sceneOf(nothing)), state)
  })

  it("lists a key for each thing it does", () => {
    const listed = keys.map(([key]) => key).join(" ")

    for (const key of ["↑ ↓", "← →", "Home", "End", "+", "−", "Shift", "Esc", "t", "?"]) assert.include(listed, key)
    assert.strictEqual(momentOf({ lane: 40, moment: 0 }, sceneOf(checkout)), undefined)
  })
})

describe("rangeOf", () => {
  it("is the whole run until somebody zooms, also when the run grows", () => {
    assert.deepStrictEqual(rangeOf(initial, deadlock), { from: 0, to: 10 })
    assert.deepStrictEqual(rangeOf(initial, { ...deadlock, end: 12 }), { from: 0, to: 12 })
    assert.isUndefined(press("+", "-").range)
  })

  it("stays in a run that became shorter", () => {
    assert.deepStrictEqual(rangeOf({ ...initial, range: { from: 6, to: 10 } }, { ...deadlock, end: 8 }), {
      from: 4,
      to: 8
    })
    assert.deepStrictEqual(rangeOf({ ...initial, range: { from: 6, to: 10 } }, { ...deadlock, end: 3 }), {
      from: 0,
      to: 3
    })
  })
})
