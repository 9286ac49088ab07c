import { h, type JSX } from "preact"
import type { GlyphName } from "../moments.ts"

const shapes: Readonly<Record<GlyphName, string>> = {
  running: "M-4 0a4 4 0 1 0 8 0a4 4 0 1 0-8 0z",
  waiting: "M-3.4 0a3.400 3.400 0 1 0 6.800 0a3.400 3.400 0 1 0-6.800 0z",
  done: "M-3.8 .4-1.200 3 3.800-2.800",
  failed: "M-3.4-3.4 3.400 3.400M3.400-3.400-3.400 3.400",
  interrupted: "M-3.5-3.5h7v7h-7z",
  daemon: "M0-4.800 4.800 0 0 4.800-4.800 0zM0-1.200 1.200 0 0 1.200-1.200 0z",
  scope: "M0-6V-4M0 4V6M0-4 3 0 0 4-3 0z"
}

const filled: ReadonlySet<GlyphName> = new Set(["running", "interrupted"])

/** The silhouette of a state, cleared from what is behind it. `small`: beside others that matter more. */
export const Glyph = (props: {
  readonly name: GlyphName
  readonly x: number
  readonly y: number
  readonly small?: boolean
}): JSX.Element => {
  const { name, small = false, x, y } = props
  return h(
    "g",
    { class: `ht-glyph ht-is-${name}`, transform: `translate(${round(x)} ${round(y)})${small ? " scale(.7)" : ""}` },
    h("circle", { class: "ht-halo", r: 7.5 }),
    h("path", { d: shapes[name], class: filled.has(name) ? "ht-solid" : "ht-line" })
  )
}

/** Coordinates to a tenth of a pixel: finer is not seen and makes the page larger. */
export const round = (value: number): number => Math.round(value * 10) / 10

/** The middle of the pixel at `value`, where a line of one pixel is sharp. */
export const crisp = (value: number): number => Math.floor(value) + 0.5
