/** Checks the snippets of many pages: types of all at once, then each by running it. */
import { globSync, mkdirSync, readFileSync, rmSync } from "node:fs"
import { join } from "node:path"
import { fencesIn, type Fence } from "./fences.ts"
import { runProblems } from "./run.ts"
import { typeProblems } from "./types.ts"

export interface Report {
  readonly problems: ReadonlyArray<string>
  readonly pages: number
  readonly checked: number
  readonly ran: number
  /** Fences that state why they are not checked. */
  readonly excused: ReadonlyArray<string>
}

const parallel = 2

/**
 * Checks the pages that match `patterns` from `folder`. The snippets are written under `scratch`, which must be in
 * `workspace` so that their imports resolve, and is removed at the end.
 */
export const checkSnippets = async (
  folder: string,
  patterns: ReadonlyArray<string>,
  workspace: string,
  scratch: string
): Promise<Report> => {
  const problems: Array<string> = []
  const fences: Array<Fence> = []
  const pages = patterns
    .flatMap((pattern) => globSync(pattern, { cwd: folder, exclude: ["**/node_modules", "**/dist"] }))
    .toSorted()
  for (const page of pages) {
    try {
      fences.push(...fencesIn(page, readFileSync(join(folder, page), "utf8")))
    } catch (error) {
      problems.push(error instanceof Error ? error.message : String(error))
    }
  }
  const checked = fences.filter(({ mode }) => typeof mode === "string")
  const running = checked.filter(({ mode }) => mode === "run")
  for (const { code, file, line, mode } of fences) {
    const claims = mode !== "run" && code.search(/\/\/ ?=>/) >= 0
    if (claims) problems.push(`${file}:${line}: says "// =>" and is not run, so nobody would notice when it is wrong`)
  }
  try {
    if (checked.length > 0) problems.push(...(await typeProblems(join(scratch, "types"), checked, workspace)))
    mkdirSync(join(scratch, "run"), { recursive: true })
    const queue = running.map((fence, index) => ({ fence, path: join(scratch, "run", `${index}.ts`) }))
    const work = async (): Promise<void> => {
      for (let next = queue.shift(); next !== undefined; next = queue.shift()) {
        problems.push(...(await runProblems(next.fence, next.path)))
      }
    }
    await Promise.all(Array.from({ length: parallel }, work))
  } finally {
    rmSync(scratch, { recursive: true, force: true })
  }
  const excused = fences.flatMap(({ file, line, mode }) =>
    typeof mode === "string" ? [] : [`${file}:${line}: ${mode.reason}`]
  )
  return { problems, pages: pages.length, checked: checked.length, ran: running.length, excused }
}
