import { assert, describe, it } from "vitest"
import { type Row, rowsOf } from "../src/internal/renderRows.ts"
import { lostUpdate, Run } from "./support/traces.ts"

const kinds = (rows: ReadonlyArray<Row>) => rows.map(({ kind }) => kind)

describe("rowsOf", () => {
  it("counts a run of steps that say nothing about other fibers", () => {
    const run = new Run("main", "other").times(20, (run) => run.step(0, "Effect.gen")).step(1, "Ref.get")

    const [first] = rowsOf(run.trace())

    assert.deepStrictEqual(first, { kind: "more", fiber: 0, count: 19, objects: [] })
  })

  it("shows both steps beside a switch", () => {
    const run = new Run("main", "other")
      .times(5, (run, n) => run.step(0, `first ${n}`))
      .times(5, (run, n) => run.step(1, `second ${n}`))

    const shown = rowsOf(run.trace()).flatMap((row) => (row.kind === "step" ? [row.step.operation] : []))

    assert.deepStrictEqual(shown, ["first 4", "second 0", "second 4"])
  })

  it("shows every step that touches what another fiber touches", () => {
    const run = new Run("main", "other")
      .times(5, (run) => run.step(0, "Effect.gen"))
      .step(0, "Ref.set", { writes: "shared" })
      .times(5, (run) => run.step(0, "Ref.set", { writes: "own" }))
      .step(1, "Ref.get", { reads: "shared" })

    const shown = rowsOf(run.trace()).flatMap((row) =>
      row.kind === "step" ? row.step.touched.map((t) => t.object) : []
    )

    assert.deepStrictEqual(shown, ["shared", "own", "shared"])
  })

  it("shows a step that wakes another fiber", () => {
    const run = new Run("main", "other")
      .times(5, (run) => run.step(0, "Effect.gen"))
      .step(0, "Latch.open", { wakes: [1] })
      .times(5, (run) => run.step(0, "Effect.gen"))

    assert.deepStrictEqual(kinds(rowsOf(run.trace())), ["more", "step", "more", "step"])
  })

  it("does not take scheduled work for a switch of fibers", () => {
    const run = new Run("main").step(0, "Semaphore.release").step(-1, "scheduled work").step(0, "Ref.get")

    assert.isTrue(rowsOf(run.trace()).every((row) => row.kind === "step" && !row.switched))
  })

  it("shows a loop once and says how often it came again", () => {
    const run = new Run("a", "b").times(100, (run) => {
      run.step(0, "Ref.get", { reads: "flag" }).step(1, "Ref.get", { reads: "flag" })
    })

    assert.deepInclude(rowsOf(run.trace()), { kind: "again", steps: 2, times: 98 })
  })

  it("keeps a run of 900 steps with one switch readable", () => {
    const run = new Run("main", "other")
      .times(450, (run) => run.step(0, "Ref.update", { writes: "own" }))
      .times(450, (run) => run.step(1, "Ref.update", { writes: "mine" }))

    assert.isBelow(rowsOf(run.trace()).length, 10)
  })

  it("counts steps on shared objects, too, when there would be too many rows", () => {
    const run = new Run("main", "other")
      .times(300, (run, n) => run.step(0, `Ref.update ${n}`, { writes: "jobs" }))
      .step(1, "Ref.get", { reads: "jobs" })

    assert.deepInclude(rowsOf(run.trace()), { kind: "more", fiber: 0, count: 299, objects: ["jobs"] })
  })

  it("leaves out the middle of a run with hundreds of switches", () => {
    const run = new Run("main", "other").times(900, (run, n) => run.step(n % 2, `Ref.update ${n}`, { writes: "jobs" }))

    const rows = rowsOf(run.trace())

    assert.isBelow(rows.length, 250)
    assert.include(kinds(rows), "left out")
  })

  it("accounts for every step", () => {
    const trace = lostUpdate().trace()

    const steps = rowsOf(trace).reduce(
      (sum, row) => sum + (row.kind === "step" ? 1 : row.kind === "more" ? row.count : 0),
      0
    )

    assert.strictEqual(steps, trace.steps.length)
  })
})
