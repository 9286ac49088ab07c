import { Timeline } from "@heddle/timeline"
import * as fc from "fast-check"
import { mkdtempSync, readFileSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { assert, describe, it } from "vitest"
import { toTimeline } from "../src/internal/toTimeline.ts"
import { writeHtml } from "../src/internal/writeHtml.ts"
import { anyReport, deadlock, lostUpdate, passed, Run } from "./support/traces.ts"

const laneOf = ({ lanes }: Timeline.Timeline, id: string) => lanes.find((lane) => lane.id === id)

describe("toTimeline", () => {
  it("makes a timeline that the format accepts of any run", () => {
    fc.assert(
      fc.property(anyReport, (report) => {
        const json: unknown = JSON.parse(JSON.stringify(toTimeline(report)))

        assert.deepStrictEqual(JSON.parse(JSON.stringify(Timeline.parse(json))), json)
      })
    )
  })

  it("has a lane for each fiber, below the one that forked it", () => {
    const { lanes, unit } = toTimeline(lostUpdate().report())

    assert.strictEqual(unit, "step")
    assert.deepStrictEqual(
      lanes.map(({ name, parent }) => [name, parent]),
      [
        ["0 main", undefined],
        ["1 deposit", "0"],
        ["2 refund", "0"]
      ]
    )
  })

  it("shows a fiber waiting until it is woken", () => {
    const main = laneOf(toTimeline(lostUpdate().report()), "0")

    assert.deepInclude(main?.spans ?? [], { from: 6, to: 10, state: "waiting", label: "waits in Fiber.join" })
  })

  it("shows a fiber that has been preempted as neither running nor waiting", () => {
    const deposit = laneOf(toTimeline(lostUpdate().report()), "1")

    assert.deepStrictEqual(deposit?.spans, [{ from: 7, to: 8, state: "running" }])
  })

  it("says of a wait that never ends who holds what it waits for", () => {
    const save = laneOf(toTimeline(deadlock().report({ oracle: "deadlock" })), "1")

    assert.deepStrictEqual(save?.spans.at(-1)?.waitsFor, { name: "savings", heldBy: ["2"] })
  })

  it("makes an event of each operation, with its place", () => {
    const refund = laneOf(toTimeline(lostUpdate().report()), "2")

    assert.deepInclude(refund?.events[0], {
      at: 8,
      label: "Ref.get",
      detail: "balance",
      source: "src/account.ts:5",
      switch: true
    })
  })

  it("marks the turns of the schedule as the events that matter", () => {
    const { lanes } = toTimeline(lostUpdate().report())

    assert.deepStrictEqual(
      lanes.flatMap(({ events }) => events.filter(({ severity }) => severity === "key").map(({ at }) => at)),
      [8]
    )
  })

  it("links who forked, who joined and who woke", () => {
    const run = lostUpdate()
      .step(1, "Latch.await", { waits: "Latch.await" })
      .step(2, "Latch.open", { wakes: [1] })

    const links = toTimeline(run.report()).links.map(({ from, kind, to }) => `${from.lane} ${kind} ${to.lane}`)

    assert.deepStrictEqual(links, ["0 fork 1", "0 fork 2", "1 join 0", "2 wake 1"])
  })

  it("ends lanes as their fibers ended", () => {
    const main = laneOf(toTimeline(lostUpdate().report()), "0")

    assert.deepStrictEqual(main?.end, { at: 11, state: "failed", message: "Error: 110" })
  })

  it("marks the failure and where the clock jumps", () => {
    const run = new Run("main")
      .step(0, "Effect.sleep", { waits: "Effect.sleep" })
      .step(0, "Effect.fail", { at: 10, ends: "failed" })

    assert.deepStrictEqual(toTimeline(run.report()).marks, [
      { at: 1, label: "10 ms later", kind: "clock" },
      { at: 2, label: "The program fails", kind: "failure" }
    ])
  })

  it("shows the end of a run that is too long for a picture, and says so", () => {
    const run = new Run("main", "gone", "busy")
      .step(1, "Ref.get", { ends: "done" })
      .times(3000, (run) => run.step(2, "Ref.get").step(0, "Ref.set"))
      .step(0, "Effect.fail", { ends: "failed" })

    const timeline = toTimeline(run.report({ oracle: "livelock" }))

    assert.strictEqual(timeline.end, 2000)
    assert.deepStrictEqual(
      timeline.lanes.map(({ id }) => id),
      ["0", "2"]
    )
    assert.include(timeline.notes?.at(-1), "step 0 here is step 4,002 of the run")
    assert.deepStrictEqual(Timeline.parse(JSON.parse(JSON.stringify(timeline))).end, 2000)
  })

  it("has no lanes for a report without failure", () => {
    assert.deepStrictEqual(toTimeline(passed()).lanes, [])
  })
})

describe("writeHtml", () => {
  it("writes a page with the timeline, the story and the text report", () => {
    const folder = mkdtempSync(join(tmpdir(), "explore-"))
    const file = join(folder, "failure.html")

    writeHtml(lostUpdate().report(), file)

    const html = readFileSync(file, "utf8")
    rmSync(folder, { recursive: true })
    assert.include(html, "<!doctype html>")
    assert.include(html, "Fiber 1 (deposit) reads balance")
    assert.include(html, "replay with Explore.replay(program")
  })
})
