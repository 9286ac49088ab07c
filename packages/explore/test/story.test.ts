import * as fc from "fast-check"
import { assert, describe, it } from "vitest"
import { story } from "../src/internal/story.ts"
import { anyReport, deadlock, lostUpdate, passed, Run } from "./support/traces.ts"

describe("story", () => {
  it("tells a lost update: who read, who wrote meanwhile, and whose write is lost", () => {
    assert.deepStrictEqual(story(lostUpdate().report()), [
      "Fiber 1 (deposit) reads balance (account.ts:5); before it writes, fiber 2 (refund) reads and writes it (account.ts:6).",
      "Fiber 1 then writes over it (account.ts:6), going by what it had read, and the write of fiber 2 is lost."
    ])
  })

  it("does not call an update that reads once more lost", () => {
    const run = new Run("main", "a", "b")
      .step(1, "Ref.get", { reads: "seats" })
      .step(2, "Ref.update", { writes: "seats" })
      .step(1, "Ref.update", { writes: "seats" })

    assert.deepStrictEqual(
      story(run.report()).at(-1),
      "Fiber 1 then goes on with Ref.update of seats, although fiber 2 has written seats since."
    )
  })

  it("tells no lost update when the fiber looked again before it wrote", () => {
    const run = new Run("main", "a", "b")
      .step(1, "Ref.get", { reads: "seats" })
      .step(2, "Ref.set", { writes: "seats", turn: true })
      .step(1, "Ref.get", { reads: "seats" })
      .step(1, "Ref.set", { writes: "seats" })

    assert.notInclude(story(run.report()).join(" "), "lost")
  })

  it("takes a look at a queue for a read", () => {
    const run = new Run("main", "a", "b")
      .step(1, "Queue.size", { writes: "buffer" })
      .step(2, "Queue.offer", { writes: "buffer" })
      .step(1, "Queue.offer", { writes: "buffer" })

    assert.strictEqual(story(run.report())[0], "Fiber 1 (a) reads buffer; before it writes, fiber 2 (b) writes it.")
  })

  it("tells the race around the forced switch when there are several", () => {
    const race = (run: Run, turn: boolean) =>
      run
        .step(1, "Ref.get", { reads: turn ? "forced" : "other" })
        .step(2, "Ref.set", { writes: turn ? "forced" : "other", turn })
        .step(1, "Ref.set", { writes: turn ? "forced" : "other" })
    const run = new Run("main", "a", "b")
    race(run, false)
    race(run, true)

    assert.include(story(run.report())[0], "reads forced")
  })

  it("tells of a reader that sees one half of a change", () => {
    const run = new Run("main", "move", "print")
      .step(1, "Ref.set", { writes: "street" })
      .step(2, "Ref.get", { reads: "street" })
      .step(2, "Ref.get", { reads: "town" })
      .step(1, "Ref.set", { writes: "town" })

    assert.deepStrictEqual(story(run.report()), [
      "Fiber 1 (move) writes street; before it writes town, fiber 2 (print) reads both.",
      "Fiber 2 sees the new street and the old town."
    ])
  })

  it("tells of a reader that another fiber overtakes between two reads", () => {
    const run = new Run("main", "move", "print")
      .step(2, "Ref.get", { reads: "street" })
      .step(1, "Ref.set", { writes: "street" })
      .step(1, "Ref.set", { writes: "town" })
      .step(2, "Ref.get", { reads: "town" })

    assert.include(story(run.report()), "Fiber 2 then has the old street and the new town.")
  })

  it("tells of a fiber that acts on what is no longer so", () => {
    const run = new Run("main", "send", "close")
      .step(1, "Ref.get", { reads: "open" })
      .step(2, "Ref.set", { writes: "open" })
      .step(1, "Queue.offer", { writes: "outbox" })

    assert.include(story(run.report()), "Fiber 1 goes on with Queue.offer of outbox and has not looked again.")
  })

  it("tells who holds and who waits in a deadlock", () => {
    assert.deepStrictEqual(story(deadlock().report({ oracle: "deadlock" })), [
      "Fiber 1 (save) holds checking (locks.ts:7) and waits for savings (locks.ts:8), which fiber 2 (spend) holds.",
      "Fiber 2 holds savings (locks.ts:7) and waits for checking (locks.ts:8), which fiber 1 holds."
    ])
  })

  it("finds the holders itself when the trace does not name them", () => {
    const run = new Run("main", "a", "b")
      .step(1, "Mutex.lock", { writes: "left" })
      .step(2, "Mutex.lock", { writes: "right" })
      .step(1, "Mutex.lock", { writes: "right", waits: "Mutex.lock" })
      .step(2, "Mutex.lock", { writes: "left", waits: "Mutex.lock" })

    assert.include(story(run.report({ oracle: "deadlock" }))[1], "waits for left, which fiber 1 holds")
  })

  it("tells of a signal that came before the wait", () => {
    const run = new Run("main", "worker", "starter")
      .step(2, "Latch.release", { place: "dispatch.ts:23", ends: "done" })
      .step(1, "Latch.await", { place: "dispatch.ts:28", waits: "Latch.await" })

    assert.deepStrictEqual(story(run.report({ oracle: "deadlock" })), [
      "Fiber 2 (starter) does Latch.release (dispatch.ts:23) at step 0.",
      "Fiber 1 (worker) begins to wait in Latch.await (dispatch.ts:28) only afterwards, at step 1, and nothing that comes later wakes it."
    ])
  })

  it("tells of no missed signal when the signal came after the wait", () => {
    const run = new Run("main", "worker", "starter")
      .step(1, "Latch.await", { waits: "Latch.await" })
      .step(2, "Latch.close", { ends: "done" })
      .step(2, "Latch.release", { ends: "done" })

    assert.notInclude(story(run.report({ oracle: "deadlock" })).join(" "), "only afterwards")
  })

  it("tells who is left when the program ends", () => {
    const run = new Run("main", "watcher")
      .step(1, "Queue.take", { writes: "events", waits: "Queue.take" })
      .step(0, "Ref.get", { ends: "done" })

    assert.deepStrictEqual(story(run.report({ oracle: "fiber leak" })), [
      "Fiber 0 (main) ends at step 1.",
      "Fiber 1 (watcher) waits in Queue.take of events, and nobody is left to wake it."
    ])
  })

  it("tells who kept a permit", () => {
    const run = new Run("main", "export")
      .step(1, "Semaphore.take", { writes: "slots" })
      .step(1, undefined, { ends: "interrupted" })

    assert.deepStrictEqual(story(run.report({ oracle: "permit leak" })), [
      "Fiber 1 (export) takes slots and ends without giving it back."
    ])
  })

  it("does not blame a fiber that gave its permit back", () => {
    const run = new Run("main", "export", "preview")
      .step(1, "Semaphore.take", { writes: "slots" })
      .step(1, "Semaphore.release", { writes: "slots" })
      .step(2, "Semaphore.take", { writes: "slots" })

    assert.deepStrictEqual(story(run.report({ oracle: "permit leak" })), [
      "Fiber 2 (preview) takes slots and does not give it back."
    ])
  })

  it("tells what a livelock does again and again", () => {
    const run = new Run("main", "a").times(200, (run) => run.step(1, "Ref.get", { reads: "turn", place: "loop.ts:4" }))

    assert.deepStrictEqual(story(run.report({ oracle: "livelock" })), [
      "Fiber 1 (a) does Ref.get of turn (loop.ts:4) again and again."
    ])
  })

  it("says before which operation a fiber is interrupted", () => {
    const run = new Run("main", "pool")
      .step(1, "Pool.acquire", { place: "pool.ts:9" })
      .step(1, undefined, { ends: "interrupted" })

    const [first] = story(run.report({ interruption: { fiber: 1, operation: 1 } }))

    assert.strictEqual(
      first,
      "Fiber 1 (pool) is interrupted after Pool.acquire (pool.ts:9), before its next operation."
    )
  })

  it("tells which failure nobody heard of", () => {
    const run = new Run("main", "audit").step(1, "Effect.fail", { ends: "failed", message: "disk full" })

    assert.include(
      story(run.report({ oracle: "unobserved failure" }))[0],
      "Fiber 1 (audit) fails at step 0, after Effect.fail"
    )
  })

  it("lists the forced switches when nothing else is certain", () => {
    const run = new Run("main", "a")
      .step(0, "Effect.callback", { waits: "Effect.callback" })
      .step(1, "Effect.sleep", { turn: true })

    assert.deepStrictEqual(story(run.report()), [
      "When fiber 0 (main) waits in Effect.callback, fiber 1 (a) goes on out of turn, with Effect.sleep."
    ])
  })

  it("says that no switch is needed when the schedule has none", () => {
    const run = new Run("main").step(0, "Effect.fail", { ends: "failed" })

    assert.deepStrictEqual(story(run.report()), [
      "No switch is needed: it goes wrong when every fiber goes in its turn."
    ])
  })

  it("is empty without a failure", () => {
    assert.deepStrictEqual(story(passed()), [])
  })

  it("tells at most four sentences of any run", () => {
    fc.assert(fc.property(anyReport, (report) => assert.isAtMost(story(report).length, 4)))
  })
})
