/** The script of a page that `toHtml` wrote: brings the picture that is already in it to life. */
import { h, render } from "preact"
import type { Timeline } from "../Timeline.ts"
import { TimelineView } from "./TimelineView.ts"

const place = document.getElementById("timeline-view")
const data = document.getElementById("timeline-data")
if (place !== null && data !== null) {
  const timeline: Timeline = JSON.parse(data.textContent)
  place.replaceChildren()
  render(h(TimelineView, { timeline, heading: "Timeline" }), place)
}
