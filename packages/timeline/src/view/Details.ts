import { h, type JSX } from "preact"
import type { Unit } from "../Timeline.ts"
import { durationWords, timeWords } from "../words.ts"
import { type LaneRow, spanAt } from "./layout.ts"

interface DetailsProps {
  readonly unit: Unit
  readonly row: LaneRow | undefined
  readonly moment: number | undefined
}

/** What is known of one moment, on a line of its own below the picture. */
export const Details = ({ moment: index, row, unit }: DetailsProps): JSX.Element => {
  const moment = row?.moments[index ?? -1]
  if (row === undefined || moment === undefined) {
    return h(
      "p",
      { class: "ht-details" },
      h(
        "span",
        null,
        "Thick runs, thin waits, hatched cleans up. Point at a lane, or move with the arrow keys; ? lists the keys."
      )
    )
  }
  const span = spanAt(row, moment)
  return h(
    "p",
    { class: "ht-details", role: "status" },
    h("span", null, timeWords(moment.at, unit)),
    h("b", { class: `ht-is-${moment.glyph}` }, row.lane.name),
    moment.text,
    span !== undefined && h("span", null, `${span.state} for ${durationWords(span.to - span.from, unit)}`),
    moment.switchedFrom !== undefined && h("span", null, `the scheduler switched from ${moment.switchedFrom.name}`),
    moment.source !== undefined && h("code", null, moment.source)
  )
}
