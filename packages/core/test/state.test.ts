import { assert, describe, it } from "@effect/vitest"
import type { InterruptReason } from "../src/index.ts"
import * as State from "../src/internal/state.ts"

const deadline: InterruptReason.InterruptReason = { _tag: "Deadline", scope: "page" }
const failure: InterruptReason.InterruptReason = { _tag: "ChildFailed", scope: "page", task: "orders" }

const open: State.State = { phase: "open" }
const joining: State.State = { phase: "joining" }
const interrupting: State.State = { phase: "interrupting", reason: deadline }
const closed: State.State = { phase: "closed", reason: undefined }
const closedByDeadline: State.State = { phase: "closed", reason: deadline }

const events = [
  ["the end of the body", State.bodyEnded],
  ["an interrupt", State.interrupt(failure)],
  ["the end of the last task", State.emptied]
] as const

type Next = State.State | "same"

/** What each of the events, in their order above, makes of each state; `same` where it changes nothing. */
const table: ReadonlyArray<readonly [State.State, readonly [Next, Next, Next]]> = [
  [open, [joining, { phase: "interrupting", reason: failure }, "same"]],
  [joining, ["same", { phase: "interrupting", reason: failure }, closed]],
  [interrupting, ["same", "same", closedByDeadline]],
  [closed, ["same", "same", "same"]],
  [closedByDeadline, ["same", "same", "same"]]
]

const named = (state: State.State): string =>
  "reason" in state && state.reason ? `${state.phase} (${state.reason._tag})` : state.phase

describe("State", () => {
  describe("transition", () => {
    for (const [before, row] of table) {
      for (const [index, after] of row.entries()) {
        const [name, event] = events[index] ?? assert.fail("a row has one entry for each event")
        const outcome = after === "same" ? "changes nothing" : `leads to ${named(after)}`
        it(`${name} in ${named(before)} ${outcome}`, () => {
          const state = State.transition(before, event)

          if (after === "same") assert.strictEqual(state, before)
          else assert.deepStrictEqual(state, after)
        })
      }
    }

    it("starts open", () => {
      assert.deepStrictEqual(State.open, open)
    })

    it("keeps the first reason to interrupt", () => {
      const first = State.transition(State.open, State.interrupt(failure))
      const second = State.transition(first, State.interrupt(deadline))

      assert.strictEqual(State.reasonOf(State.transition(second, State.emptied)), failure)
    })

    it("closes no scope whose body still runs and is not interrupted", () => {
      assert.strictEqual(State.transition(State.open, State.emptied).phase, "open")
    })

    it("leaves the state it is given as it was", () => {
      for (const [before] of table) {
        const copy = { ...before }
        for (const [, event] of events) State.transition(before, event)
        assert.deepStrictEqual(before, copy)
      }
    })

    it("ends in closed however the events are ordered, once an interrupt or the end of the body has come before the end of the last task", () => {
      for (const first of [State.bodyEnded, State.interrupt(deadline)]) {
        for (const [, second] of events) {
          const state = [first, second, State.emptied].reduce(State.transition, State.open)

          assert.strictEqual(state.phase, "closed")
        }
      }
    })
  })

  describe("reasonOf", () => {
    it("gives the reason of a scope that is being interrupted, or was", () => {
      assert.deepStrictEqual([interrupting, closedByDeadline].map(State.reasonOf), [deadline, deadline])
    })

    it("gives none for a scope that was never interrupted", () => {
      assert.deepStrictEqual([open, joining, closed].map(State.reasonOf), [undefined, undefined, undefined])
    })
  })
})
