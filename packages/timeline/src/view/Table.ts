import { h, type JSX } from "preact"
import type { Timeline } from "../Timeline.ts"
import { toTable } from "../toTable.ts"
import { numberWords } from "../words.ts"

/** The same in words, a row for each time and a column for each lane: what a screen reader reads. */
export const Table = ({ hidden, timeline }: { readonly timeline: Timeline; readonly hidden: boolean }): JSX.Element => {
  const { columns, rows } = toTable(timeline)
  const marked = timeline.marks.length > 0
  const head = [timeline.unit, ...columns.map(({ name }) => name), ...(marked ? ["the run"] : [])]
  return h(
    "div",
    {
      class: hidden ? "ht-table ht-unseen" : "ht-table",
      ...(hidden ? {} : { tabIndex: 0, role: "region", "aria-label": "Table" })
    },
    h(
      "table",
      null,
      h("caption", null, `${timeline.title}, as a table`),
      h(
        "thead",
        null,
        h(
          "tr",
          null,
          head.map((name) => h("th", { scope: "col" }, name))
        )
      ),
      h(
        "tbody",
        null,
        rows.map(({ at, cells, marks }) =>
          h(
            "tr",
            null,
            h("th", { scope: "row" }, numberWords(at)),
            [...cells, ...(marked ? [marks.join("; ")] : [])].map((text) => h("td", null, text))
          )
        )
      )
    )
  )
}
