import { Fragment, h, type JSX } from "preact"
import type { Timeline } from "../Timeline.ts"
import { sizeWords } from "../words.ts"
import { type State, zoomStep } from "./state.ts"

export interface Tools {
  readonly state: State
  readonly isWhole: boolean
  readonly zoom: (factor: number) => void
  readonly reset: () => void
  readonly toggleTable: () => void
  readonly toggleKeys: () => void
}

interface HeadProps {
  readonly timeline: Timeline
  readonly heading: string
  readonly tools?: Tools
}

/** What it is about, and the buttons; a page that is only written has none. */
export const Head = ({ heading, timeline, tools }: HeadProps): JSX.Element =>
  h(
    Fragment,
    null,
    h(
      "div",
      { class: "ht-head" },
      h("h2", null, heading),
      h("span", null, sizeWords(timeline)),
      tools !== undefined && h(Buttons, tools)
    ),
    (timeline.notes ?? []).map((note) => h("p", { class: "ht-note" }, note))
  )

const Buttons = ({ isWhole, reset, state, toggleKeys, toggleTable, zoom }: Tools): JSX.Element =>
  h(
    "div",
    { class: "ht-tools", role: "toolbar", "aria-label": "Timeline" },
    h("button", { type: "button", "aria-label": "Zoom out", disabled: isWhole, onClick: () => zoom(zoomStep) }, "−"),
    h("button", { type: "button", "aria-label": "Zoom in", onClick: () => zoom(1 / zoomStep) }, "+"),
    h("button", { type: "button", disabled: isWhole, onClick: reset }, "Whole"),
    h("button", { type: "button", "aria-pressed": state.showsTable, onClick: toggleTable }, "Table"),
    h("button", { type: "button", "aria-pressed": state.showsKeys, onClick: toggleKeys, "aria-label": "Keys" }, "?")
  )
