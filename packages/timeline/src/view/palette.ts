/** The colours of the brand, as CSS variables. */

const light = {
  background: "#FAF9F6",
  surface: "#F1EFE9",
  rule: "#DEDBD3",
  text: "#1C1E20",
  muted: "#5F5E58",
  accent: "#1F629B",
  running: "#1F629B",
  waiting: "#955D00",
  done: "#676660",
  failed: "#AA1E0C",
  interrupted: "#702A6E",
  daemon: "#1F5F47"
}

const dark: typeof light = {
  background: "#111416",
  surface: "#191D20",
  rule: "#2B3034",
  text: "#E8E5DD",
  muted: "#A19E95",
  accent: "#72BCF5",
  running: "#72BCF5",
  waiting: "#E8BA5C",
  done: "#98978D",
  failed: "#F06A49",
  interrupted: "#BD76CB",
  daemon: "#78E2C0"
}

const variables = (palette: typeof light, scheme: string): string =>
  [`color-scheme:${scheme}`, ...Object.entries(palette).map(([name, color]) => `--ht-${name}:${color}`)].join(";")

/** Declares the variables on `selector`: as the reader's system prefers, unless `data-theme` says otherwise. */
export const paletteFor = (selector: string): string =>
  `${selector}{${variables(light, "light")}}
@media(prefers-color-scheme:dark){${selector}:not([data-theme=light]){${variables(dark, "dark")}}}
${selector}[data-theme=dark]{${variables(dark, "dark")}}`
