/** Code is ink; only what is read first is set apart: keywords recede, strings and calls carry a dye. */
const theme = (
  type: "dark" | "light",
  ink: { text: string; muted: string; call: string; string: string; background: string }
) => ({
  name: `heddle-${type}`,
  type,
  colors: { "editor.background": ink.background, "editor.foreground": ink.text },
  settings: [
    { settings: { foreground: ink.text, background: ink.background } },
    { scope: ["comment", "punctuation.definition.comment"], settings: { foreground: ink.muted } },
    {
      scope: ["keyword.control", "storage.type", "storage.modifier", "keyword.operator.new", "keyword.generator"],
      settings: { foreground: ink.muted }
    },
    { scope: ["string", "punctuation.definition.string"], settings: { foreground: ink.string } },
    { scope: ["entity.name.function"], settings: { foreground: ink.call } }
  ]
})

export const light = theme("light", {
  text: "#1C1E20",
  muted: "#5F5E58",
  call: "#1F629B",
  string: "#1F5F47",
  background: "#FAF9F6"
})

export const dark = theme("dark", {
  text: "#E8E5DD",
  muted: "#A19E95",
  call: "#72BCF5",
  string: "#78E2C0",
  background: "#111416"
})
