/**
 * How far the search is, for the person who waits: on a terminal one bar that is redrawn ten times a second, elsewhere a
 * line when a step is done and one every five seconds.
 */
import * as Clock from "effect/Clock"
import * as Effect from "effect/Effect"
import { bytes, counted, duration, grouped } from "./units.ts"

/** What is counted: a step is so many of these. */
export type Unit = "folders" | "files" | "bytes"

interface Step {
  readonly title: string
  readonly unit: Unit
  /** Unknown while the search does not know how much there is. */
  readonly total: number | undefined
  /** Milliseconds of the Clock. */
  readonly since: number
}

/** Where progress is shown. */
export interface Screen {
  readonly isTerminal: boolean
  readonly columns: () => number
  readonly write: (text: string) => void
}

export interface Progress {
  readonly screen: Screen
  step: Step | undefined
  /** How much of the step is done; tasks add to it. */
  done: number
}

export const make = (screen: Screen): Progress => ({ screen, step: undefined, done: 0 })

/** Runs `self` as one step: shown while it runs, reported when it has succeeded. */
export const during =
  (progress: Progress, title: string, unit: Unit, total?: number) =>
  <A, E, R>(self: Effect.Effect<A, E, R>): Effect.Effect<A, E, R> =>
    Effect.gen(function* () {
      const step = { title, unit, total, since: yield* Clock.currentTimeMillis }
      progress.done = 0
      progress.step = step
      const value = yield* self
      const spent = (yield* Clock.currentTimeMillis) - step.since
      if (!progress.screen.isTerminal) {
        progress.screen.write(`${title}: ${amount(unit, progress.done)} in ${duration(spent)}\n`)
      }
      progress.step = undefined
      return value
    })

/** Shows the step that is under way until it is interrupted; then the line of the bar is empty again. */
export const show = (progress: Progress): Effect.Effect<never> => {
  const { screen } = progress
  return screen.isTerminal
    ? Effect.ensuring(
        redraw(progress, "100 millis", (line) => `\r${line}\x1b[K`),
        Effect.sync(() => screen.write("\r\x1b[K"))
      )
    : redraw(progress, "5 seconds", (line) => `${line}\n`)
}

/** One line that says how far `progress` is at `now`, at most `columns` wide. */
export const line = (progress: Progress, now: number): string | undefined => {
  const { done, screen, step } = progress
  if (step === undefined) return undefined
  const elapsed = now - step.since
  const rate = elapsed > 0 ? (done * 1000) / elapsed : 0
  const speed = `${step.unit === "bytes" ? bytes(rate) : grouped(rate)}/s`
  if (step.total === undefined) return `${step.title}  ${amount(step.unit, done)}  ${speed}`.slice(0, width(screen))

  const share = step.total === 0 ? 1 : Math.min(done / step.total, 1)
  const left = rate > 0 ? `${duration(((step.total - done) * 1000) / rate)} left` : "time left unknown"
  const percent = `${Math.floor(share * 100)} %`
  const figures = `${part(step.unit, done)} of ${amount(step.unit, step.total)}  ${speed}  ${left}`
  const text = `${step.title}  ${percent}  ${figures}`
  const room = Math.min(width(screen) - text.length - 3, 30)
  if (!screen.isTerminal || room < 5) return text.slice(0, width(screen))
  return `${step.title}  ${bar(share, room)} ${percent.padStart(5)}  ${figures}`
}

const redraw = (progress: Progress, interval: "100 millis" | "5 seconds", draw: (line: string) => string) =>
  Effect.forever(
    Effect.gen(function* () {
      yield* Effect.sleep(interval)
      const text = line(progress, yield* Clock.currentTimeMillis)
      if (text !== undefined) progress.screen.write(draw(text))
    })
  )

const bar = (share: number, room: number): string => {
  const full = Math.round(share * room)
  return "━".repeat(full) + "─".repeat(room - full)
}

const amount = (unit: Unit, count: number): string => {
  if (unit === "bytes") return bytes(count)
  return unit === "folders" ? counted(count, "folder") : counted(count, "file")
}

/** The amount without the word that the total has. */
const part = (unit: Unit, count: number): string => (unit === "bytes" ? bytes(count) : grouped(count))

/** One column is left free: a line that fills the last one makes some terminals wrap. */
const width = (screen: Screen): number => (screen.isTerminal ? Math.max(screen.columns() - 1, 20) : Infinity)
