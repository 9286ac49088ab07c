import { h } from "preact"
import type { Timeline } from "./Timeline.ts"
import { scriptHash, script } from "./view/bundle.generated.ts"
import { paletteFor } from "./view/palette.ts"
import { escaped, renderToString } from "./view/renderToString.ts"
import { StaticView } from "./view/StaticView.ts"
import { styles } from "./view/styles.ts"

export interface HtmlOptions {
  /** The heading and the title of the window. Default: the timeline's title. */
  readonly title?: string | undefined
  /** What stands under the picture, in order. */
  readonly sections?: ReadonlyArray<Section> | undefined
  /** Whether the picture can be zoomed and walked through. Default: `true`; the page shows all of it either way. */
  readonly script?: boolean | undefined
}

export interface Section {
  readonly heading: string
  /** Plain text. Empty lines part paragraphs; one whose every line is indented is shown as it stands, in a fixed pitch. */
  readonly text: string
}

/**
 * One HTML document with the timeline in it, which needs nothing else: no network, no server, and no scripts for its
 * picture and its table. Names and texts are shown, never run: they are escaped, and the page's own policy lets nothing
 * but the view's script run. The same input gives the same document.
 *
 * ```ts
 * import { Timeline } from "@heddle/timeline"
 *
 * const html = Timeline.toHtml(
 *   { version: 1, title: "Nothing happens", unit: "step", end: 0, lanes: [], links: [], marks: [] },
 *   { sections: [{ heading: "Seed", text: "42" }] }
 * )
 *
 * html.startsWith("<!doctype html>") // => true
 * html.includes("<h2>Seed</h2><p>42</p>") // => true
 * ```
 */
export const toHtml = (timeline: Timeline, options: HtmlOptions = {}): string => {
  const { script: live = true, sections = [], title = timeline.title } = options
  const policy = `default-src 'none'; style-src 'unsafe-inline'; script-src ${live ? `'sha256-${scriptHash}'` : "'none'"}`
  return [
    `<!doctype html>`,
    `<html lang="en">`,
    `<meta charset="utf-8">`,
    `<meta http-equiv="Content-Security-Policy" content="${policy}">`,
    `<meta name="viewport" content="width=device-width,initial-scale=1">`,
    `<title>${escaped(title)}</title>`,
    `<style>${pageStyles}${styles}</style>`,
    `<main>`,
    `<h1>${escaped(title)}</h1>`,
    `<div id="timeline-view">${renderToString(h(StaticView, { timeline }))}</div>`,
    ...sections.map(({ heading, text }) => `<section><h2>${escaped(heading)}</h2>${paragraphs(text)}</section>`),
    `</main>`,
    ...(live
      ? [
          `<script type="application/json" id="timeline-data">${embedded(timeline)}</script>`,
          `<script>${script}</script>`
        ]
      : []),
    ``
  ].join("\n")
}

/** JSON that no HTML parser sees a tag or a comment in, and no script a line break. */
const embedded = (value: unknown): string =>
  JSON.stringify(value).replaceAll(
    /[<>&\u2028\u2029]/g,
    (sign) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, "0")}`
  )

const paragraphs = (text: string): string =>
  text
    .split(/\n[ \t]*\n/)
    .filter((paragraph) => paragraph.trim() !== "")
    .map((paragraph) => {
      const lines = paragraph.replaceAll(/^\n+|\s+$/g, "").split("\n")
      const indented = lines.every((line) => /^(\s|$)/.test(line))
      return indented ? `<pre>${escaped(lines.join("\n"))}</pre>` : `<p>${escaped(lines.join("\n"))}</p>`
    })
    .join("")

const pageStyles = `${paletteFor(":root")}
body{margin:0;background:var(--ht-background);color:var(--ht-text);font:14px/1.5 -apple-system,"Segoe UI",Roboto,"Helvetica Neue","Liberation Sans",Arial,sans-serif;font-variant-numeric:tabular-nums}
main{max-width:1240px;margin:0 auto;padding:28px 32px 48px}
main>h1{margin:0 0 18px;font-size:24px;line-height:1.25;font-weight:600;text-wrap:balance;overflow-wrap:anywhere}
main>section{margin-top:22px;padding-top:14px;border-top:1px solid var(--ht-rule)}
main>section>h2{margin:0 0 6px;font-size:14px;font-weight:600}
main>section>p{margin:0 0 8px;max-width:46em;white-space:pre-line;overflow-wrap:anywhere}
main>section>pre{margin:0 0 8px;overflow-x:auto;font:13px/1.5 ui-monospace,SFMono-Regular,Menlo,Consolas,"DejaVu Sans Mono",monospace}
@media(max-width:640px){main{padding:18px 16px 36px}main>h1{font-size:20px}}
`
