import { Fragment, h, type JSX } from "preact"
import { namesOf } from "../words.ts"
import { ticks } from "./axis.ts"
import { crisp, round } from "./Glyph.ts"
import { LaneLabels, LaneLife, LaneMarks, LaneName, LaneSpans } from "./Lanes.ts"
import type { LaneRow, Layout } from "./layout.ts"
import { textSize } from "./layout.ts"
import { Links } from "./Links.ts"
import { Marks } from "./Marks.ts"
import { whole } from "./Range.ts"
import { widthOf } from "./measure.ts"

export interface Place {
  /** Among the lanes. */
  readonly lane: number
  /** Among the moments of that lane. */
  readonly moment: number
}

export interface DrawingProps {
  readonly layout: Layout
  /** Unique in the document: names what the drawing refers to. */
  readonly id: string
  /** What the keyboard is on. */
  readonly cursor?: Place | undefined
  /** What the pointer is on. */
  readonly hover?: Place | undefined
}

/** The picture: no state, no measuring, no effects, so that it can also be written to a file. */
export const Drawing = ({ cursor, hover, id, layout }: DrawingProps): JSX.Element => {
  const { height, lanes, left, timeline, width } = layout
  const names = namesOf(timeline)
  const hatch = `${id}-hatch`
  const clip = `${id}-clip`
  return h(
    "svg",
    {
      class: layout.narrow ? "ht-drawing ht-narrow" : "ht-drawing",
      viewBox: `0 0 ${width} ${height}`,
      width,
      height,
      "aria-hidden": "true",
      focusable: "false"
    },
    h(
      "defs",
      null,
      h(
        "pattern",
        { id: hatch, width: 5, height: 5, patternUnits: "userSpaceOnUse", patternTransform: "rotate(45)" },
        h("path", { class: "ht-hatch", d: "M0 0V5" })
      ),
      h("clipPath", { id: clip }, h("rect", { x: left - 8, y: 0, width: Math.max(0, width - left + 8), height }))
    ),
    h(Row, { layout, place: hover ?? cursor }),
    h(Grid, { layout }),
    h(
      "g",
      { "clip-path": `url(#${clip})` },
      lanes.map((row) => h(LaneLife, { layout, row })),
      h(Links, { layout }),
      h(Marks, { layout }),
      !layout.narrow && lanes.map((row) => h(LaneLabels, { layout, row, names })),
      lanes.map((row) => h(LaneSpans, { layout, row, hatch })),
      lanes.map((row) => h(LaneMarks, { layout, row })),
      h(Ring, { layout, place: cursor, kind: "ht-cursor" }),
      h(Ring, { layout, place: hover, kind: "ht-hover" })
    ),
    lanes.map((row) => h(LaneName, { layout, row }))
  )
}

const Grid = ({ layout }: { readonly layout: Layout }): JSX.Element => {
  const { height, left, narrow, right, seen, timeline, x } = layout
  const range = { from: seen.from, to: Math.min(seen.to, whole(timeline).to) }
  return h(
    Fragment,
    null,
    ticks(range, timeline.unit, right - left).map(({ at, label }, index) => {
      const anchor = index === 0 && x(at) - widthOf(label, textSize) / 2 < (narrow ? 0 : left - 8) ? "start" : "middle"
      return h(
        Fragment,
        null,
        h("path", { class: "ht-grid", d: `M${crisp(x(at))} 16V${height}` }),
        h("text", { class: "ht-axis", x: round(x(at)), y: 10, "text-anchor": anchor }, label)
      )
    })
  )
}

const Row = ({ layout, place }: { readonly layout: Layout; readonly place: Place | undefined }): JSX.Element | null => {
  const row = rowOf(layout, place)
  return row === undefined
    ? null
    : h("rect", { class: "ht-row", x: 0, y: row.top, width: layout.width, height: row.height })
}

const Ring = (props: { readonly layout: Layout; readonly place: Place | undefined; readonly kind: string }) => {
  const row = rowOf(props.layout, props.place)
  const moment = row?.moments[props.place?.moment ?? -1]
  if (row === undefined || moment === undefined) return null
  const x = round(props.layout.x(moment.at) - 8)
  return h("rect", { class: props.kind, x, y: row.y - 8.5, width: 16, height: 17 })
}

const rowOf = ({ lanes }: Layout, place: Place | undefined): LaneRow | undefined =>
  place === undefined ? undefined : lanes[place.lane]
