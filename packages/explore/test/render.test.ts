import * as fc from "fast-check"
import { assert, describe, it } from "vitest"
import { renderFailure, renderReport } from "../src/internal/render.ts"
import { widthOf } from "../src/internal/renderText.ts"
import { anyReport, deadlock, lostUpdate, passed, Run } from "./support/traces.ts"

const linesOf = (text: string): ReadonlyArray<string> => text.split("\n")
const lineWith = (text: string, part: string): string => linesOf(text).find((line) => line.includes(part)) ?? ""

const escape = "\u001b"

describe("renderFailure", () => {
  it("says the oracle and the message in its first line", () => {
    const [first] = linesOf(renderFailure(lostUpdate().report(), { width: 100 }))

    assert.strictEqual(first, "✕ The program fails: Error: 110 is not 120")
  })

  it("says what a schedule at op granularity needs", () => {
    const text = renderFailure(lostUpdate().report(), { width: 200 })

    assert.include(text, "at op granularity: needs the runtime's automatic yield between two operations")
  })

  it("says that a failure at await granularity needs no automatic yield", () => {
    const text = renderFailure(lostUpdate().report({ granularity: "await" }), { width: 200 })

    assert.include(text, "so it needs no automatic yield")
  })

  it("says who found it, after how many schedules, and how many turns shrinking left", () => {
    const text = renderFailure(lostUpdate().report(), { width: 100 })

    assert.include(text, "found by PCT-3 after 4 schedules; shrunk from 9 turns to 1")
  })

  it("tells the story above the table", () => {
    const text = renderFailure(lostUpdate().report(), { width: 100 })

    const [story, table] = [text.indexOf("Fiber 1 (deposit) reads balance"), text.indexOf("0 main")]
    assert.isAbove(story, 0)
    assert.isAbove(table, story)
  })

  it("lists at the end who waits for what, and who holds it", () => {
    const text = renderFailure(deadlock().report({ oracle: "deadlock" }), { width: 100 })

    assert.include(text, "○ 1 save waits in Semaphore.take of savings (locks.ts:8), which fiber 2 holds")
  })

  it("says nothing of an end when every fiber has ended", () => {
    const run = new Run("main").step(0, "Effect.fail", { ends: "failed" })

    assert.notInclude(renderFailure(run.report(), { width: 100 }), "At the end")
  })

  it("ends with the line that replays it", () => {
    const last = linesOf(renderFailure(lostUpdate().report(), { width: 100 })).at(-1)

    assert.strictEqual(last, `  replay with Explore.replay(program, "hx1:seed=42;dev=10>2.3fa1;end=40.9c2e")`)
  })

  it("breaks a long token so that the pieces still make the same string", () => {
    const token = `hx1:seed=42;dev=${Array.from({ length: 20 }, (_, n) => `${n}>1.abcd`).join(",")};end=40.9c2e`

    const text = renderFailure(lostUpdate().report({ token }), { width: 60 })

    const call = text.slice(text.indexOf("Explore.replay("))
    assert.match(call, /^Explore\.replay\(program,\n( +"[^"]+" \+\n)+ +"[^"]+"\n +\)$/)
    const pieces = call.match(/"[^"]*"/g) ?? []
    assert.isAbove(pieces.length, 1)
    assert.strictEqual(pieces.map((piece) => JSON.parse(piece) as string).join(""), token)
  })

  it("names the files of the places in full", () => {
    const text = renderFailure(lostUpdate().report(), { width: 100 })

    assert.include(text, "source: src/account.ts")
  })

  it("has no colours unless they are asked for", () => {
    assert.notInclude(renderFailure(lostUpdate().report()), "\u001b")
  })

  it("says the same in colour", () => {
    const report = deadlock().report({ oracle: "deadlock" })

    const colored = renderFailure(report, { color: true, width: 100 })

    assert.include(colored, "\u001b[33m")
    const plain = colored
      .replaceAll(new RegExp(`${escape}\\[\\d+m`, "g"), "")
      .split("\n")
      .map((line) => line.trimEnd())
      .join("\n")
    assert.strictEqual(plain, renderFailure(report, { width: 100 }))
  })

  it("lets no name of the program move the cursor", () => {
    const run = new Run("main", "\u001b[2Jevil\r\n").step(1, "Ref.get\u001b[H", { reads: "a\tb" })

    const text = renderFailure(run.report({ message: "no\u001b[31m" }), { width: 100 })

    for (const character of [escape, "\r", "\t"]) assert.notInclude(text, character)
  })

  it("renders any run, and no line is wider than the width", () => {
    fc.assert(
      fc.property(anyReport, fc.integer({ min: 40, max: 160 }), fc.boolean(), (report, width, ascii) => {
        for (const line of linesOf(renderFailure(report, { width, ascii }))) assert.isAtMost(widthOf(line), width, line)
      })
    )
  })

  it("has only characters of ASCII in ASCII mode", () => {
    fc.assert(
      fc.property(anyReport, (report) => {
        assert.match(renderFailure(report, { ascii: true, width: 100 }), /^[ -~\n]*$/)
      })
    )
  })
})

describe("renderReport", () => {
  it("says how many schedules ran", () => {
    assert.strictEqual(
      linesOf(renderReport(passed(), { width: 100 }))[0],
      "✓ No failure in 2,000 schedules (portfolio)"
    )
  })

  it("lists the outcomes, the most frequent first", () => {
    const outcomes = new Map([
      ["rare", 12],
      ["common", 1988]
    ])

    const text = renderReport(passed({ outcomes }), { width: 100 })

    assert.include(text, "2 distinct outcomes")
    assert.isBelow(text.indexOf("1,988  common"), text.indexOf("   12  rare"))
  })

  it("shows eight outcomes and counts the others", () => {
    const outcomes = new Map(Array.from({ length: 11 }, (_, n) => [`value ${n}`, 100 - n]))

    const text = renderReport(passed({ outcomes }), { width: 100 })

    assert.include(text, "value 7")
    assert.notInclude(text, "value 8")
    assert.include(text, "… 3 more outcomes")
  })

  it("says of a strategy that went through its space that it is complete", () => {
    const coverage = [{ strategy: "DPOR", schedules: 40, space: "all schedules", part: 1 }]

    assert.include(renderReport(passed({ coverage }), { width: 100 }), "DPOR, 40 schedules: all schedules, complete")
  })

  it("gives the part of a space as a percentage that is never 100", () => {
    const coverage = [{ strategy: "DPOR", schedules: 40, space: "all schedules", part: 0.999 }]

    assert.include(renderReport(passed({ coverage }), { width: 100 }), "about 99 %")
  })

  it("says of a strategy without a space that it draws at random", () => {
    const coverage = [{ strategy: "PCT-3", schedules: 1, space: undefined, part: undefined }]

    assert.include(renderReport(passed({ coverage }), { width: 100 }), "PCT-3, 1 schedule: drawn at random")
  })

  it("repeats every warning", () => {
    const text = renderReport(passed({ warnings: ["The program waits for promises."] }), { width: 100 })

    assert.include(text, "Note: The program waits for promises.")
  })

  it("shows the failure of a report that has one", () => {
    assert.strictEqual(renderReport(deadlock().report()), renderFailure(deadlock().report()))
  })

  it("keeps to the width", () => {
    const outcomes = new Map([["x".repeat(300), 1]])
    const coverage = [{ strategy: "DPOR", schedules: 1, space: "word ".repeat(60), part: 0.5 }]

    for (const line of linesOf(
      renderReport(passed({ coverage, outcomes, warnings: ["word ".repeat(60)] }), { width: 60 })
    )) {
      assert.isAtMost(widthOf(line), 60)
    }
  })
})

describe("the table of a failure", () => {
  it("has a column for each fiber, headed by its number and name", () => {
    assert.match(renderFailure(lostUpdate().report(), { width: 100 }), /^ step +0 main +1 deposit +2 refund$/m)
  })

  it("says what an operation touches", () => {
    assert.include(lineWith(renderFailure(lostUpdate().report(), { width: 100 }), "   7 "), "Ref.get  balance")
  })

  it("puts the places below each other at the right end", () => {
    const text = renderFailure(lostUpdate().report(), { width: 100 })
    const lines = linesOf(text).filter((line) => /:\d+$/.test(line))

    assert.strictEqual(lines.length, 9)
    assert.strictEqual(new Set(lines.map((line) => line.lastIndexOf(":"))).size, 1)
  })

  it("names the file beside the line number when there are several files", () => {
    const run = lostUpdate().step(0, "Ref.get", { place: "src/other.ts:3" })

    assert.include(renderFailure(run.report(), { width: 100 }), "account.ts:5")
  })

  it("marks the turn of the schedule more strongly than another switch", () => {
    const text = renderFailure(lostUpdate().report(), { width: 100 })

    assert.match(text, /^ +7 {2}→ /m)
    assert.match(text, /^ +8 {2}⇒ /m)
  })

  it("shows a waiting fiber, then a thin line until it is woken", () => {
    const lines = linesOf(renderFailure(lostUpdate().report(), { width: 100 }))
    const lineOf = (tick: number) => lines.find((line) => new RegExp(`^ +${tick} `).test(line)) ?? ""
    const column = (tick: number) => lineOf(tick).slice(9).trim().split(/ {2,}/)[0]

    assert.strictEqual(column(6), "○ waits in Fiber.join")
    assert.deepStrictEqual([7, 8, 9].map(column), ["│", "│", "│"])
    assert.strictEqual(column(10), "● ready")
  })

  it("shows how a fiber ended", () => {
    const text = renderFailure(lostUpdate().report(), { width: 100 })

    assert.include(text, "Ref.set  balance  ✓")
    assert.include(text, "Ref.get  balance  ✕")
  })

  it("shows that a fiber was interrupted", () => {
    const run = new Run("main").step(0, "Effect.never", { ends: "interrupted" })

    assert.include(renderFailure(run.report(), { width: 100 }), "Effect.never  ■")
  })

  it("has a line where the clock jumps", () => {
    const run = new Run("main").step(0, "Effect.sleep", { waits: "Effect.sleep" }).step(0, "Ref.get", { at: 10 })

    assert.include(renderFailure(run.report(), { width: 100 }), "— 10 ms later —")
  })

  it("has a column for scheduled work only when some ran", () => {
    const without = lostUpdate().report()
    const some = lostUpdate().step(-1, "scheduled work").report()

    assert.notMatch(renderFailure(without, { width: 100 }), /^ step .* later$/m)
    assert.match(renderFailure(some, { width: 100 }), /^ step .* later$/m)
    assert.match(renderFailure(some, { width: 100 }), /^ +12 .* work$/m)
  })

  it("lists steps without columns when there are too many fibers for the width", () => {
    const names = Array.from({ length: 12 }, (_, n) => `worker ${n}`)
    const run = new Run(...names).times(12, (run, n) => run.step(n, "Ref.update", { writes: "jobs" }))

    assert.match(renderFailure(run.report(), { width: 80 }), /^ +4 {2}→ 4 worker 4 +Ref.update {2}jobs$/m)
  })

  it("shortens the operation rather than what it touches", () => {
    const run = new Run("main", "a", "b", "c")
      .step(1, "Semaphore.take", { writes: "savings" })
      .step(2, "Semaphore.take", { writes: "savings" })
      .step(3, "Semaphore.take", { writes: "savings", waits: "Semaphore.take" })

    assert.include(renderFailure(run.report(), { width: 60 }), "take  savings")
  })
})
