import { setImmediate } from "node:timers/promises"
import * as fc from "fast-check"
import { assert, describe, it } from "vitest"
import { Timeline } from "../../src/index.ts"
import { timelines } from "../support/arbitrary.ts"
import { openPage } from "../support/page.ts"
import { checkout, deadlock } from "../support/timelines.ts"

/** The view as a written page has it: from the bundle, in a browser without pixels. */
const open = async (timeline: Timeline.Timeline, width?: number) => {
  const window = openPage(Timeline.toHtml(timeline), width)
  const { document } = window
  const one = (selector: string) => {
    const found = document.querySelector(selector)
    if (found === null) throw new Error(`nothing matches ${selector}`)
    return found
  }
  /** Preact draws in a microtask. */
  const drawn = () => setImmediate()
  await drawn()
  return {
    one,
    all: (selector: string) => [...document.querySelectorAll(selector)],
    press: async (...keys: ReadonlyArray<string>) => {
      for (const key of keys) {
        one(".ht-stage").dispatchEvent(new window.KeyboardEvent("keydown", { key, bubbles: true, cancelable: true }))
        await drawn()
      }
    },
    click: async (selector: string) => {
      one(selector).dispatchEvent(new window.MouseEvent("click", { bubbles: true }))
      await drawn()
    },
    point: async (clientX: number, clientY: number) => {
      one(".ht-stage").dispatchEvent(new window.PointerEvent("pointermove", { clientX, clientY, bubbles: true }))
      await drawn()
    }
  }
}

describe("TimelineView", () => {
  it("takes the place of the picture that was written, and can be reached by the keyboard", async () => {
    const page = await open(deadlock)

    assert.lengthOf(page.all("svg"), 1)
    assert.strictEqual(page.one(".ht-stage").getAttribute("tabindex"), "0")
    assert.match(page.one(".ht-stage").getAttribute("aria-label") ?? "", /^transfer waits for ever: 1 scope, 2 tasks/)
  })

  it("says what the keyboard is on, and rings it", async () => {
    const page = await open(deadlock)

    await page.press("ArrowDown", "ArrowDown", "ArrowRight", "ArrowRight")

    assert.lengthOf(page.all(".ht-cursor"), 1)
    assert.strictEqual(
      page.one(".ht-details[role=status]").textContent,
      "step 3abSemaphore.take: arunning for 2 stepstransfer.ts:11"
    )
  })

  it("says from whom the scheduler switched", async () => {
    const page = await open(deadlock)

    await page.press("ArrowDown", "ArrowDown", "ArrowDown", "ArrowRight")

    assert.include(page.one(".ht-details").textContent, "the scheduler switched from ab")
  })

  it("says what the pointer is on", async () => {
    const page = await open(checkout)

    assert.lengthOf(page.all(".ht-row"), 0)
    await page.point(500, 38 + 3 * 21 + 10)

    assert.include(page.one(".ht-details").textContent, "charge")
    assert.lengthOf(page.all(".ht-row"), 1)
  })

  it("zooms by its buttons and back to the whole", async () => {
    const page = await open(checkout)
    assert.isTrue(page.one("[aria-label='Zoom out']").hasAttribute("disabled"))

    await page.click("[aria-label='Zoom in']")
    assert.strictEqual(page.one(".ht-stage").getAttribute("data-zoomed"), "true")

    await page.press("Escape")
    assert.strictEqual(page.one(".ht-stage").getAttribute("data-zoomed"), "false")
  })

  it("always has the table, out of sight until somebody asks for it", async () => {
    const page = await open(deadlock)
    assert.include(page.one(".ht-table.ht-unseen table").textContent, "still waits for semaphore b, held by ba")

    await page.press("t")

    assert.lengthOf(page.all(".ht-unseen"), 0)
    assert.strictEqual(page.one(".ht-tools [aria-pressed=true]").textContent, "Table")
  })

  it("lists the keys on ?", async () => {
    const page = await open(deadlock)
    assert.lengthOf(page.all(".ht-keys"), 0)

    await page.press("?")

    assert.include(page.one(".ht-keys").textContent, "Home End")
  })

  it("names lanes above their lines where it is narrow, with what they wait for", async () => {
    const page = await open(deadlock, 360)

    assert.strictEqual(page.one("svg").getAttribute("width"), "360")
    assert.lengthOf(page.all(".ht-label"), 0)
    assert.include(page.one("svg").textContent, "abwaits for semaphore b, held by ba")
  })

  it("gives every state its silhouette", async () => {
    const page = await open(checkout)

    for (const name of ["running", "waiting", "cleanup", "daemon", "open"]) {
      assert.isAbove(page.all(`.ht-${name}`).length, 0, name)
    }
    for (const name of ["done", "failed", "interrupted"])
      assert.isAbove(page.all(`.ht-glyph.ht-is-${name}`).length, 0, name)
    assert.lengthOf(page.all(".ht-link-fail"), 7)
  })

  it("draws any valid timeline, with every number a number", async () => {
    await fc.assert(
      fc.asyncProperty(timelines, fc.constantFrom(240, 360, 1000), async (timeline, width) => {
        const page = await open(timeline, width)
        const drawn = page.one("svg").outerHTML.replaceAll(/>[^<]*</g, "><")

        assert.notMatch(drawn, /NaN|Infinity|undefined|null/)
      }),
      { numRuns: 25 }
    )
  })
})
