import { assert, describe, it } from "vitest"
import { anchorsOf, deadLinks, foreignLoads, linksOf, type Page } from "../scripts/links.ts"

const page = (url: string, html: string): Page => ({
  url,
  links: linksOf(html),
  anchors: anchorsOf(html),
  foreign: foreignLoads(html)
})
const dead = (html: string) =>
  deadLinks([page("/", html), page("/a/", `<h2 id="part">A</h2>`)], new Set(["/icon.svg", "/a/index.html"]))

describe("links", () => {
  describe("deadLinks", () => {
    it("accepts pages, their anchors, files and other hosts", () => {
      const links = ["/a/", "a/#part", "/icon.svg", "https://example.org/x", "mailto:a@example.org", "#_top"]

      assert.deepStrictEqual(dead(links.map((link) => `<a href="${link}">x</a>`).join("")), [])
    })

    it("names the page and the link that leads to no page", () => {
      assert.deepStrictEqual(dead(`<a class="x" href="/b/">x</a>`), ["/ links to /b/: no such page"])
    })

    it("names the link that leads to no anchor", () => {
      assert.deepStrictEqual(dead(`<a href="/a/#other">x</a>`), ["/ links to /a/#other: no such anchor"])
    })

    it("refuses a page without its slash, which only some servers repair", () => {
      assert.deepStrictEqual(dead(`<a href="/a">x</a>`), ["/ links to /a: no such page"])
    })
  })

  describe("foreignLoads", () => {
    it("finds scripts, styles and images of other hosts", () => {
      const html = `<script src="//x.example/a.js"></script><link rel="stylesheet" href="https://x.example/a.css"><img src="http://x.example/a.png">`

      assert.deepStrictEqual(foreignLoads(html), [
        "//x.example/a.js",
        "https://x.example/a.css",
        "http://x.example/a.png"
      ])
    })

    it("lets a page link to other hosts", () => {
      assert.deepStrictEqual(foreignLoads(`<a href="https://x.example/">x</a>`), [])
    })
  })
})
