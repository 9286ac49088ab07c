import * as fc from "fast-check"
import { assert, describe, it } from "vitest"
import { Timeline } from "../src/index.ts"
import { timelines } from "./support/arbitrary.ts"
import { checkout, deadlock, lostUpdate } from "./support/timelines.ts"

const linesOf = (text: string): ReadonlyArray<string> => text.split("\n")

describe("toText", () => {
  it("tells a deadlock: who switched to whom, who waits for what, and who holds it", () => {
    assert.deepStrictEqual(linesOf(Timeline.toText(deadlock)), [
      "transfer waits for ever · 1 scope, 2 tasks, 10 steps",
      "step",
      "   0  ◊       main  scope.fork: ab",
      "      ├─●     ab    forked by main",
      "   1  ◊ │     main  scope.fork: ba",
      "      ├─┼─●   ba    forked by main",
      "   2  ○ │ │   main  joins ab",
      "      │ ● │ » ab    Ref.get: balance of a is 100",
      "   3  ┊ ● │   ab    Semaphore.take: a",
      "   4  ┊ │ ● » ba    Ref.get: balance of b is 100",
      "   5  ┊ │ ●   ba    Semaphore.take: b",
      "   6  ┊ ● │ » ab    Effect.yieldNow",
      "   8  ┊ ○ │   ab    Semaphore.take: b, waits for semaphore b, held by ba",
      "   9  ┊ ┊ ○ » ba    Semaphore.take: a, waits for semaphore a, held by ab",
      "  10  ○ ┊ ┊   main  still joins ab",
      "        ○ ┊   ab    still waits for semaphore b, held by ba",
      "          ○   ba    still waits for semaphore a, held by ab",
      "                    ✕ deadlock: nothing can run",
      "ab waits for semaphore b, held by ba, which waits for semaphore a, held by ab."
    ])
  })

  it("tells in ASCII what it tells in other signs", () => {
    const text = Timeline.toText(lostUpdate, { ascii: true })

    // oxlint-disable-next-line no-control-regex
    assert.match(text, /^[\x00-\x7f]*$/)
    assert.include(text, "   6  : * | > withdraw 1  Ref.set: balance = 90")
    assert.include(text, "      : | v   withdraw 2  done")
    assert.include(text, "      x       body        fails: expected balance 80, got 90")
  })

  it("draws a daemon, a cleanup and an interrupted task with silhouettes of their own", () => {
    const text = Timeline.toText(checkout)

    assert.match(text, /◆ +audit +starts/)
    assert.match(text, /■ .* stock +ended by the failure of charge, gives 2 items back/)
    assert.match(text, /■ .* shipping +interrupted: because charge failed/)
  })

  it("leaves out the sign for switches where there are none", () => {
    assert.include(Timeline.toText(checkout), "◊                        checkout o-47390  starts")
  })

  it("cuts lines at the width and says so", () => {
    const lines = linesOf(Timeline.toText(deadlock, { width: 40 }))

    assert.isTrue(lines.every((line) => line.length <= 40))
    assert.include(lines, "   8  ┊ ○ │   ab    Semaphore.take: b, …")
  })

  it("colours each silhouette by its state", () => {
    const text = Timeline.toText(lostUpdate, { color: true })

    assert.include(text, "\u001b[34m●\u001b[0m")
    assert.include(text, "\u001b[33m○\u001b[0m")
    assert.include(text, "\u001b[31m✕\u001b[0m")
  })

  it("says the same in colours as without", () => {
    fc.assert(
      fc.property(timelines, (timeline) => {
        // oxlint-disable-next-line no-control-regex
        const colors = /\u001b\[\d+m/g
        assert.strictEqual(Timeline.toText(timeline, { color: true }).replaceAll(colors, ""), Timeline.toText(timeline))
      })
    )
  })

  it("lets no name move the cursor, break a line or turn the writing", () => {
    fc.assert(
      fc.property(timelines, (timeline) => {
        const lines = linesOf(Timeline.toText(timeline))

        assert.isTrue(lines.every((line) => !/[\p{Cc}\u2028\u2029\u202a-\u202e\u2066-\u2069]/u.test(line)))
        assert.isAtMost(Timeline.toText(timeline, { width: 10 }).split("\n").length, lines.length)
      })
    )
  })

  it("draws a fork towards the left", () => {
    const [a, b] = deadlock.lanes
    assert.isDefined(a)
    assert.isDefined(b)
    const text = Timeline.toText({ ...deadlock, lanes: [b, a], links: deadlock.links.slice(0, 1) })

    assert.include(text, "      ●─┤   ab    forked by main")
  })
})
