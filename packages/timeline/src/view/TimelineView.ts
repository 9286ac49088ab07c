import { h, type JSX } from "preact"
import { useId, useMemo, useRef, useState } from "preact/hooks"
import type { Timeline } from "../Timeline.ts"
import { summaryWords } from "../words.ts"
import { Details } from "./Details.ts"
import { Drawing, type Place } from "./Drawing.ts"
import { Head } from "./Head.ts"
import { layoutOf, momentAt } from "./layout.ts"
import { afterKey, initial, keys, panned, pointed, rangeOf, type Scene, type State, zoomed } from "./state.ts"
import { Table } from "./Table.ts"
import { useDrag } from "./useDrag.ts"
import { useScreen } from "./useScreen.ts"

export interface TimelineViewProps {
  readonly timeline: Timeline
  /** Default: what the reader's system prefers. */
  readonly theme?: "light" | "dark" | undefined
  /** Default: the timeline's title. */
  readonly heading?: string | undefined
}

/**
 * The timeline as a picture that follows the width of its place, with a table of the same beside it for those who do not
 * see it. Needs `styles` in the page. Zooms with + and -, with the wheel and Ctrl or ⌘, and with its buttons; pans by
 * dragging and with Shift and the arrow keys; the arrow keys move between lanes and moments, and `?` lists the keys.
 * Nothing in it is animated.
 */
export const TimelineView = ({ heading, theme, timeline }: TimelineViewProps): JSX.Element => {
  const stage = useRef<HTMLDivElement>(null)
  const screen = useScreen(stage)
  const [state, setState] = useState(initial)
  const [hover, setHover] = useState<Place>()
  const id = useId()

  const isWhole = state.range === undefined
  const layout = useMemo(
    () => layoutOf(timeline, rangeOf(state, timeline), screen.width, screen.touch),
    [timeline, state.range, screen]
  )
  const scene: Scene = useMemo(() => ({ timeline, moments: layout.lanes.map(({ moments }) => moments) }), [layout])
  const change = (by: (now: State) => State) => setState(by)
  const shown = hover ?? state.cursor
  const drag = useDrag()
  const { range } = layout
  const timePerPixel = (range.to - range.from) / (layout.right - layout.left)
  const placeOf = (event: PointerEvent): Place | undefined => {
    const box = stage.current?.getBoundingClientRect()
    return box === undefined ? undefined : momentAt(layout, event.clientX - box.left, event.clientY - box.top)
  }

  return h(
    "section",
    { class: "heddle-timeline", "data-theme": theme, "aria-label": `Timeline of ${timeline.title}` },
    h(Head, {
      timeline,
      heading: heading ?? timeline.title,
      tools: {
        state,
        isWhole,
        zoom: (factor) => change((now) => zoomed(now, undefined, factor, scene)),
        reset: () => change((now) => ({ ...now, range: undefined })),
        toggleTable: () => change((now) => ({ ...now, showsTable: !now.showsTable })),
        toggleKeys: () => change((now) => ({ ...now, showsKeys: !now.showsKeys }))
      }
    }),
    h(
      "div",
      {
        class: "ht-stage",
        ref: stage,
        tabIndex: 0,
        role: "application",
        "aria-roledescription": "timeline",
        "aria-label": `${summaryWords(timeline)}. The table after it says the same.`,
        "data-zoomed": String(!isWhole),
        onKeyDown: (event: KeyboardEvent) => {
          if (event.ctrlKey || event.metaKey || event.altKey) return
          const next = afterKey(state, event.key, event.shiftKey, scene)
          if (next === undefined) return
          event.preventDefault()
          setHover(undefined)
          setState(next)
        },
        onWheel: (event: WheelEvent) => {
          const sideways = Math.abs(event.deltaX) > Math.abs(event.deltaY)
          if (event.ctrlKey || event.metaKey) {
            event.preventDefault()
            const box = stage.current?.getBoundingClientRect()
            const at = range.from + (event.clientX - (box?.left ?? 0) - layout.left) * timePerPixel
            change((now) => zoomed(now, at, Math.exp(event.deltaY / 200), scene))
          } else if (sideways && !isWhole) {
            event.preventDefault()
            change((now) => panned(now, event.deltaX * timePerPixel, scene))
          }
        },
        onPointerDown: drag.start,
        onPointerMove: (event: PointerEvent) => {
          const moved = drag.move(event)
          if (moved === undefined) setHover(placeOf(event))
          else change((now) => panned(now, -moved * timePerPixel, scene))
        },
        onPointerUp: (event: PointerEvent) => {
          const place = placeOf(event)
          if (!drag.end() && place !== undefined) change((now) => pointed(now, place, scene))
        },
        onPointerCancel: drag.end,
        onPointerLeave: () => setHover(undefined)
      },
      h(Drawing, { layout, id, cursor: state.cursor, hover })
    ),
    h(Details, { unit: timeline.unit, row: shown && layout.lanes[shown.lane], moment: shown?.moment }),
    state.showsKeys &&
      h(
        "dl",
        { class: "ht-keys" },
        keys.map(([key, does]) => [h("dt", null, key), h("dd", null, does)])
      ),
    h(Table, { timeline, hidden: !state.showsTable })
  )
}
