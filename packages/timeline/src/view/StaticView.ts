import { h, type JSX } from "preact"
import type { Timeline } from "../Timeline.ts"
import { summaryWords } from "../words.ts"
import { Drawing } from "./Drawing.ts"
import { Head } from "./Head.ts"
import { layoutOf } from "./layout.ts"
import { whole } from "./Range.ts"
import { Table } from "./Table.ts"
import { defaultScreen } from "./useScreen.ts"

/** What a reader sees where no script runs: the whole picture at a fixed width, and the table. */
export const StaticView = ({ timeline }: { readonly timeline: Timeline }): JSX.Element =>
  h(
    "section",
    { class: "heddle-timeline", "aria-label": `Timeline of ${timeline.title}` },
    h(Head, { timeline, heading: "Timeline" }),
    h(
      "div",
      { class: "ht-stage", role: "img", "aria-label": summaryWords(timeline) },
      h(Drawing, { id: "written", layout: layoutOf(timeline, whole(timeline), defaultScreen.width) })
    ),
    h(Table, { timeline, hidden: false })
  )
