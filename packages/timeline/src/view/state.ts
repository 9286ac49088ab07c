/** What the reader looks at: pure, one function for the keys and the rest for buttons and pointer. */
import type { Moment } from "../moments.ts"
import type { Timeline } from "../Timeline.ts"
import type { Place } from "./Drawing.ts"
import { isWhole, pan, type Range, reveal, whole, zoom } from "./Range.ts"

export interface State {
  /** `undefined`: the whole run, also when it grows. */
  readonly range: Range | undefined
  readonly cursor: Place | undefined
  readonly showsTable: boolean
  readonly showsKeys: boolean
}

/** What there is to look at: the moments of each lane, in order. */
export interface Scene {
  readonly timeline: Timeline
  readonly moments: ReadonlyArray<ReadonlyArray<Moment>>
}

export const initial: State = { range: undefined, cursor: undefined, showsTable: false, showsKeys: false }

/** What is in view: inside the run, which may have become another one since. */
export const rangeOf = ({ range }: State, timeline: Timeline): Range =>
  range === undefined ? whole(timeline) : pan(range, 0, timeline)

/** The keys, for those who read them and for those who listen. */
export const keys: ReadonlyArray<readonly [key: string, does: string]> = [
  ["↑ ↓", "the lane above or below"],
  ["← →", "the moment before or after"],
  ["Home End", "the first or last moment of the lane"],
  ["+ −", "zooms in or out; so does the wheel with Ctrl or ⌘"],
  ["Shift ← →", "moves the time in view; so does dragging"],
  ["Esc", "shows the whole time"],
  ["t", "shows or hides the table"],
  ["?", "shows or hides the keys"]
]

/** The state after a key, or `undefined` when the key is not for us. */
export const afterKey = (state: State, key: string, shift: boolean, scene: Scene): State | undefined => {
  const range = rangeOf(state, scene.timeline)
  const length = range.to - range.from
  switch (key) {
    case "ArrowUp":
      return toLane(state, -1, scene)
    case "ArrowDown":
      return toLane(state, 1, scene)
    case "ArrowLeft":
      return shift ? panned(state, -length / 8, scene) : toMoment(state, (index) => index - 1, scene)
    case "ArrowRight":
      return shift ? panned(state, length / 8, scene) : toMoment(state, (index) => index + 1, scene)
    case "Home":
      return toMoment(state, () => 0, scene)
    case "End":
      return toMoment(state, (_, last) => last, scene)
    case "+":
    case "=":
      return zoomed(state, undefined, 1 / zoomStep, scene)
    case "-":
    case "_":
      return zoomed(state, undefined, zoomStep, scene)
    case "Escape":
      return state.showsKeys || state.range !== undefined ? { ...state, showsKeys: false, range: undefined } : undefined
    case "t":
      return { ...state, showsTable: !state.showsTable }
    case "?":
      return { ...state, showsKeys: !state.showsKeys }
    default:
      return undefined
  }
}

export const zoomStep = 1.5

/** Zooms around `at`; by default around the cursor when it is in view, else around the middle. */
export const zoomed = (state: State, at: number | undefined, factor: number, scene: Scene): State => {
  const range = rangeOf(state, scene.timeline)
  const { from, to } = range
  const own = momentOf(state.cursor, scene)?.at
  const center = at ?? (own !== undefined && own >= from && own <= to ? own : (from + to) / 2)
  return withRange(state, zoom(range, center, factor, scene.timeline), scene)
}

export const panned = (state: State, by: number, scene: Scene): State =>
  withRange(state, pan(rangeOf(state, scene.timeline), by, scene.timeline), scene)

export const momentOf = (place: Place | undefined, { moments }: Scene): Moment | undefined =>
  place === undefined ? undefined : moments[place.lane]?.[place.moment]

/** The cursor on `place`, and the range moved so that it is seen. */
export const pointed = (state: State, place: Place, scene: Scene): State => {
  const moment = momentOf(place, scene)
  if (moment === undefined) return state
  const range = reveal(rangeOf(state, scene.timeline), moment.at, scene.timeline)
  return withRange({ ...state, cursor: place }, range, scene)
}

/** The next lane that has moments, at the moment nearest in time. */
const toLane = (state: State, step: 1 | -1, scene: Scene): State => {
  const at = momentOf(state.cursor, scene)?.at ?? rangeOf(state, scene.timeline).from
  const start = state.cursor?.lane ?? (step === 1 ? -1 : scene.moments.length)
  for (let lane = start + step; lane >= 0 && lane < scene.moments.length; lane += step) {
    const distances = (scene.moments[lane] ?? []).map((moment) => Math.abs(moment.at - at))
    if (distances.length > 0) return pointed(state, { lane, moment: distances.indexOf(Math.min(...distances)) }, scene)
  }
  return state
}

const toMoment = (state: State, to: (index: number, last: number) => number, scene: Scene): State => {
  if (state.cursor === undefined) return toLane(state, 1, scene)
  const { lane, moment } = state.cursor
  const last = (scene.moments[lane]?.length ?? 0) - 1
  return pointed(state, { lane, moment: Math.min(Math.max(to(moment, last), 0), last) }, scene)
}

const withRange = (state: State, range: Range, { timeline }: Scene): State => ({
  ...state,
  range: isWhole(range, timeline) ? undefined : range
})
