import { Fragment, h, type JSX } from "preact"
import type { Link } from "../Timeline.ts"
import { crisp, round } from "./Glyph.ts"
import type { LaneRow, Layout } from "./layout.ts"

/** What lanes do to each other, and the thread of who ran before whom. */
export const Links = ({ layout }: { readonly layout: Layout }): JSX.Element => {
  const rows = new Map(layout.lanes.map((row) => [row.lane.id, row]))
  const links = layout.timeline.links.map((link) => {
    const from = rows.get(link.from.lane)
    const to = rows.get(link.to.lane)
    return from === undefined || to === undefined || from === to ? null : h(LinkLine, { link, from, to, layout })
  })
  const switches = layout.lanes.flatMap((row) =>
    row.moments.map(({ at, switchedFrom }) => {
      const from = switchedFrom === undefined ? undefined : rows.get(switchedFrom.id)
      if (from === undefined) return null
      return h("path", { class: "ht-switch", d: `M${crisp(layout.x(at))} ${from.y}V${row.y}` })
    })
  )
  return h(Fragment, null, switches, links)
}

interface LinkProps {
  readonly link: Link
  readonly from: LaneRow
  readonly to: LaneRow
  readonly layout: Layout
}

const LinkLine = ({ from, layout, link, to }: LinkProps): JSX.Element => {
  const [x1, x2] = [crisp(layout.x(link.from.at)), crisp(layout.x(link.to.at))]
  const toward = Math.sign(to.y - from.y)
  const late = link.kind === "join" || link.kind === "wake"
  const path = late ? leaving(x1, x2, from.y, to.y, toward) : arriving(x1, x2, from.y, to.y, toward)
  const tip = to.y - toward * 3.5
  return h(
    "g",
    { class: `ht-link ht-link-${link.kind}` },
    h("path", { d: path }),
    late && h("path", { class: "ht-tip", d: `M${x2 - 3} ${tip - toward * 5.5}h6l-3 ${toward * 5.5}z` })
  )
}

/** Straight to the other lane, then along it. */
const arriving = (x1: number, x2: number, y1: number, y2: number, toward: number): string => {
  const curve = Math.min(5, x2 - x1)
  return curve < 2
    ? `M${x1} ${y1}V${y2}`
    : `M${x1} ${y1}V${y2 - toward * curve}q0 ${toward * curve} ${curve} ${toward * curve}H${x2}`
}

/** Along the own lane until the other takes notice, then straight to it. */
const leaving = (x1: number, x2: number, y1: number, y2: number, toward: number): string => {
  const end = round(y2 - toward * 6)
  return x2 - x1 < 14 ? `M${x2} ${y1 + toward * 8}V${end}` : `M${x1 + 9} ${y1}H${x2 - 4}q4 0 4 ${toward * 4}V${end}`
}
