/** The `ts` fences of a Markdown page, or of the doc comments of a TypeScript file. */

export interface Fence {
  /** The page, from the root of the workspace. */
  readonly file: string
  /** The line of the page, counted from 1, that the first line of the code is on. */
  readonly line: number
  readonly code: string
  readonly mode: Mode
}

/** `check` and run it, only check its types (`no-run`), or leave it alone for a stated reason (`no-check="reason"`). */
export type Mode = "run" | "no-run" | { readonly reason: string }

/** Throws when a fence is left open or is excused without a reason; the message names file and line. */
export const fencesIn = (file: string, text: string): ReadonlyArray<Fence> => {
  const fences: Array<Fence> = []
  let open: { readonly mark: string; readonly indent: number; readonly info: string; readonly line: number } | undefined
  let code: Array<string> = []
  const lines = file.endsWith(".ts") ? docCommentsOf(text) : text.split("\n")
  for (const [index, line] of lines.entries()) {
    const [, indent = "", mark = "", info = ""] = /^(\s*)(`{3,}|~{3,})\s*(.*)$/.exec(line) ?? []
    if (open === undefined) {
      if (mark !== "") open = { mark, indent: indent.length, info, line: index + 2 }
    } else if (mark.startsWith(open.mark) && info === "") {
      const mode = modeOf(file, open.line - 1, open.info)
      if (mode !== undefined) fences.push({ file, line: open.line, code: code.join("\n"), mode })
      open = undefined
      code = []
    } else {
      code.push(line.replace(new RegExp(`^\\s{0,${open.indent}}`), ""))
    }
  }
  if (open !== undefined) throw new Error(`${file}:${open.line - 1}: the fence that starts here is never closed`)
  return fences
}

const modeOf = (file: string, line: number, info: string): Mode | undefined => {
  const [language, ...words] = info.trim().split(/\s+/)
  if (language !== "ts" && language !== "typescript") return undefined
  if (!words.some((word) => word.startsWith("no-check"))) return words.includes("no-run") ? "no-run" : "run"
  const reason = /no-check="([^"]*)"/.exec(info)?.[1]?.trim() ?? ""
  if (reason === "") throw new Error(`${file}:${line}: a fence is left unchecked only with a reason: no-check="reason"`)
  return { reason }
}

/** The same lines, with everything blank that is not in a doc comment. */
const docCommentsOf = (text: string): ReadonlyArray<string> => {
  let inside = false
  return text.split("\n").map((line) => {
    if (/^\s*\/\*\*/.test(line)) inside = true
    const kept = inside ? line.replace(/^\s*(\/\*\*|\*(?!\/))? ?/, "").replace(/\s*\*\/.*$/, "") : ""
    if (line.includes("*/")) inside = false
    return kept
  })
}
