import { Fragment, h, type JSX } from "preact"
import type { Mark } from "../Timeline.ts"
import { crisp, round } from "./Glyph.ts"
import { type Layout, textSize } from "./layout.ts"
import { widthOf } from "./measure.ts"

/** The moments of the whole run: a line through all lanes, named once above them where there is room. */
export const Marks = ({ layout }: { readonly layout: Layout }): JSX.Element => {
  const { height, seen, timeline, top, x } = layout
  const visible = timeline.marks.filter(({ at }) => at >= seen.from && at <= seen.to)
  const names = placed(visible, layout)
  return h(
    Fragment,
    null,
    visible.map((mark) => {
      const place = names.get(mark)
      return h(
        "g",
        { class: `ht-mark ht-mark-${mark.kind}` },
        h("path", { d: `M${crisp(x(mark.at))} ${top - 6}V${height}` }),
        place !== undefined && h("text", { x: round(place), y: top - 9 }, mark.label)
      )
    })
  )
}

/** Where the names begin that fit beside each other, failures first. */
const placed = (marks: ReadonlyArray<Mark>, { width, x }: Layout): ReadonlyMap<Mark, number> => {
  const places = new Map<Mark, number>()
  const taken: Array<readonly [from: number, to: number]> = []
  const failuresFirst = (a: Mark, b: Mark) => Number(b.kind === "failure") - Number(a.kind === "failure")
  for (const mark of marks.toSorted((a, b) => failuresFirst(a, b) || a.at - b.at)) {
    // Failures are written in the heavier weight.
    const length = widthOf(mark.label, textSize) * (mark.kind === "failure" ? 1.1 : 1)
    const from = Math.max(0, Math.min(x(mark.at) - 3, width - length - 2))
    if (taken.some((other) => from < other[1] + 8 && other[0] < from + length + 8)) continue
    places.set(mark, from)
    taken.push([from, from + length])
  }
  return places
}
