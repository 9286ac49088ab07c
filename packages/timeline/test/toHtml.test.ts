import * as fc from "fast-check"
import { createHash } from "node:crypto"
import { assert, describe, it } from "vitest"
import { Timeline } from "../src/index.ts"
import { hostile, timelines } from "./support/arbitrary.ts"
import { openPage } from "./support/page.ts"
import { checkout, deadlock, lostUpdate } from "./support/timelines.ts"

/** Everything that is no text: tags, with their attributes' values taken out. */
const tagsOf = (html: string): ReadonlyArray<string> =>
  [...html.matchAll(/<\/?([a-z][a-z0-9]*)((?:"[^"]*"|[^">])*)>/gi)].map(([, name, rest = ""]) => {
    const attributes = rest.replaceAll(/"[^"]*"/g, "").match(/[\w-]+/g) ?? []
    return [name, ...attributes].join(" ")
  })

const withoutScripts = (html: string) => html.replaceAll(/<script[^]*?<\/script>/g, "")

describe("toHtml", () => {
  it("keeps the timeline in the page, whatever is in it", () => {
    fc.assert(
      fc.property(timelines, (timeline) => {
        const html = Timeline.toHtml(timeline)
        const data = /<script type="application\/json" id="timeline-data">(.*)<\/script>/.exec(html)?.[1] ?? ""

        assert.deepStrictEqual(Timeline.parse(JSON.parse(data)), timeline)
        assert.notMatch(data, /[<>&\u2028\u2029]/)
      }),
      { numRuns: 50 }
    )
  })

  it("adds no element and no attribute for what is in a name", () => {
    const plain = tagsOf(withoutScripts(Timeline.toHtml(rename(checkout, "plain"), pageWith("plain"))))

    for (const name of hostile.filter((one) => one.trim() !== "" && one.length < 50)) {
      const html = withoutScripts(Timeline.toHtml(rename(checkout, name), pageWith(name)))
      assert.deepStrictEqual(new Set(tagsOf(html)), new Set(plain), JSON.stringify(name))
    }
  })

  it("has two scripts, its own and the data, whatever is in a name", () => {
    fc.assert(
      fc.property(timelines, (timeline) => {
        const html = Timeline.toHtml(timeline, pageWith(timeline.title))
        assert.strictEqual(html.match(/<script/g)?.length, 2)
        assert.strictEqual(html.match(/<\/script/g)?.length, 2)
      }),
      { numRuns: 50 }
    )
  })

  it("lets nothing run but the script whose hash it names", () => {
    const html = Timeline.toHtml(deadlock)
    const script = /<script>([^]*)<\/script>/.exec(html)?.[1] ?? ""
    const hash = createHash("sha256").update(script).digest("base64")

    assert.isAbove(script.length, 1000)
    assert.include(html, `default-src 'none'; style-src 'unsafe-inline'; script-src 'sha256-${hash}'`)
  })

  it("loads nothing", () => {
    const html = Timeline.toHtml(deadlock)

    assert.notMatch(html.replaceAll("http://www.w3.org/", ""), /https?:\/\/|@import|url\((?!#)| src=| href=/)
  })

  it("shows the picture and the table where no script runs", () => {
    const { document } = openPage(Timeline.toHtml(lostUpdate, { script: false }))

    assert.isAbove(document.querySelectorAll("svg .ht-running").length, 3)
    assert.strictEqual(document.querySelector("svg")?.parentElement?.getAttribute("role"), "img")
    assert.include(document.querySelector("table")?.textContent, "Ref.set: balance = 90")
    assert.isNull(document.querySelector(".ht-unseen"))
  })

  it("has no script and lets none run when asked for none", () => {
    const html = Timeline.toHtml(deadlock, { script: false })

    assert.notInclude(html, "<script")
    assert.include(html, "script-src 'none'")
  })

  it("takes its title from the timeline unless it is given one", () => {
    assert.include(Timeline.toHtml(deadlock), "<title>transfer waits for ever</title>")
    assert.include(Timeline.toHtml(deadlock, { title: "Run 12 <failed>" }), "<h1>Run 12 &lt;failed&gt;</h1>")
  })

  it("parts paragraphs at empty lines, and keeps what is indented as it stands", () => {
    const html = Timeline.toHtml(deadlock, {
      sections: [{ heading: "Replay", text: "Run it again:\n\n  pnpm test\n    --seed 4\n\n\nand once\nmore" }]
    })

    assert.include(
      html,
      "<section><h2>Replay</h2><p>Run it again:</p><pre>  pnpm test\n    --seed 4</pre><p>and once\nmore</p></section>"
    )
  })

  it("writes the same page for the same timeline", () => {
    assert.strictEqual(Timeline.toHtml(checkout), Timeline.toHtml(structuredClone(checkout)))
  })
})

const pageWith = (text: string) => ({ title: text, sections: [{ heading: text, text }] })

const rename = (timeline: Timeline.Timeline, name: string): Timeline.Timeline => ({
  ...timeline,
  title: name,
  notes: [name],
  marks: timeline.marks.map((mark) => ({ ...mark, label: name })),
  lanes: timeline.lanes.map((lane) => ({
    ...lane,
    name,
    events: lane.events.map((event) => ({ ...event, label: name, detail: name })),
    spans: lane.spans.map((span) => ({ ...span, label: name, waitsFor: { name, heldBy: [name] } })),
    ...(lane.end === undefined ? {} : { end: { ...lane.end, message: name } })
  }))
})
