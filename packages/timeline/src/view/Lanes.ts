import { Fragment, h, type JSX } from "preact"
import type { Span } from "../Timeline.ts"
import type { Names } from "../words.ts"
import { Glyph, round } from "./Glyph.ts"
import { labelsOf } from "./labels.ts"
import { indent, type LaneRow, type Layout, nameSize, textSize } from "./layout.ts"
import { elided, widthOf } from "./measure.ts"

/** What lies under everything: the lane's life, where no span says more. */
export const LaneLife = ({ layout, row }: LaneProps): JSX.Element => {
  const { lane, until, y } = row
  const starts = [lane.from, ...lane.spans.map(({ to }) => to)]
  const ends = [...lane.spans.map(({ from }) => from), until]
  const gaps = starts.map((from, index) => [from, ends[index] ?? from] as const).filter(([from, to]) => to > from)
  const path = gaps.map(([from, to]) => `M${round(layout.x(from))} ${y}H${round(layout.x(to))}`).join("")
  return h("path", { class: `ht-life ht-of-${lane.kind}`, d: path })
}

/** The words above the line. */
export const LaneLabels = ({ layout, names, row }: LaneProps & { readonly names: Names }): JSX.Element =>
  h(
    Fragment,
    null,
    labelsOf(row, layout, names).map(({ text, tone, x }) =>
      h("text", { class: `ht-label ht-tone-${tone}`, x: round(x), y: row.y - 5.5 }, text)
    )
  )

/** The states of a lane. */
export const LaneSpans = ({ hatch, layout, row }: LaneProps & { readonly hatch: string }): JSX.Element =>
  h(
    Fragment,
    null,
    row.lane.spans.filter(inView(layout)).map((span) => h(SpanLine, { span, row, layout, hatch }))
  )

/** What lies over everything: the events of a lane, and its end. */
export const LaneMarks = ({ layout, row }: LaneProps): JSX.Element => {
  const { ending, lane, y } = row
  const { seen, x: xOf } = layout
  const events = lane.events.filter(({ at }) => at >= seen.from && at <= seen.to)
  return h(
    Fragment,
    null,
    events.map(({ at, severity }) => {
      const x = round(xOf(at))
      if (severity === "failure") return h(Glyph, { name: "failed", x, y, small: true })
      const half = severity === "key" ? 6 : 4
      return h("path", {
        class: severity === "key" ? "ht-event ht-key" : "ht-event",
        d: `M${x} ${y - half}v${2 * half}`
      })
    }),
    ending !== undefined &&
      ending.at >= seen.from &&
      ending.at <= seen.to &&
      h(Fragment, null, [
        h(Glyph, { name: ending.glyph, x: xOf(ending.at), y }),
        ending.beside && !layout.narrow && h(EndWords, { x: xOf(ending.at) + 13, y: y + 4, row, layout })
      ])
  )
}

/** The name of a lane, and on narrow screens how it ended. */
export const LaneName = ({ layout, row }: LaneProps): JSX.Element => {
  const { depth, ending, lane, top, y } = row
  const x = depth * indent
  const kind = lane.kind === "task" || lane.kind === "body" ? "ht-name" : "ht-name ht-aside"
  if (!layout.narrow) {
    const name = elided(lane.name, nameSize, layout.left - 14 - x)
    return h("text", { class: kind, x, y: y + 4 }, name, name !== lane.name && h("title", null, lane.name))
  }
  const room = layout.width - x
  const name = elided(lane.name, nameSize, room * 0.6)
  const words = elided(ending?.text ?? "", textSize, room - widthOf(name, nameSize) - 14)
  return h(
    "text",
    { class: kind, x, y: top + 16 },
    name,
    words !== "" && h("tspan", { class: `ht-ending ht-is-${ending?.glyph ?? ""}`, dx: 8 }, words)
  )
}

interface LaneProps {
  readonly row: LaneRow
  readonly layout: Layout
}

const EndWords = ({
  layout,
  row,
  x,
  y
}: LaneProps & { readonly x: number; readonly y: number }): JSX.Element | null => {
  const text = elided(row.ending?.text ?? "", textSize, layout.width - x)
  return text === "" ? null : h("text", { class: `ht-ending ht-is-${row.ending?.glyph ?? ""}`, x: round(x), y }, text)
}

const SpanLine = (props: LaneProps & { readonly span: Span; readonly hatch: string }): JSX.Element => {
  const { hatch, layout, row, span } = props
  const from = round(layout.x(span.from))
  const width = Math.max(1.5, round(layout.x(span.to) - from))
  const line = `M${from} ${row.y}h${round(width)}`
  switch (span.state) {
    case "waiting":
      return h("path", { class: row.lane.kind === "scope" ? "ht-open" : "ht-waiting", d: line })
    case "cleanup":
      return h(
        Fragment,
        null,
        h("rect", { class: "ht-cleanup", x: from, y: row.y - 3.5, width, height: 7 }),
        h("rect", { x: from, y: row.y - 3.5, width, height: 7, fill: `url(#${hatch})` })
      )
    case "running":
      return row.lane.kind === "daemon"
        ? h("path", { class: "ht-daemon", d: line })
        : h("rect", { class: "ht-running", x: from, y: row.y - 3, width, height: 6 })
  }
}

const inView =
  ({ seen }: Layout) =>
  ({ from, to }: Span): boolean =>
    to >= seen.from && from <= seen.to
