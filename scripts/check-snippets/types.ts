/** Checks the types of all snippets together, in one project with the workspace's own compiler settings. */
import { execFile } from "node:child_process"
import { mkdirSync, writeFileSync } from "node:fs"
import { join, relative } from "node:path"
import type { Fence } from "./fences.ts"

/** `folder` must be empty, and stand where the snippets' imports resolve. */
export const typeProblems = (
  folder: string,
  fences: ReadonlyArray<Fence>,
  workspace: string
): Promise<ReadonlyArray<string>> => {
  mkdirSync(folder, { recursive: true })
  for (const [index, { code, line }] of fences.entries()) {
    // The code stands on the lines it has in its page, so that the compiler's line is the reader's line.
    writeFileSync(join(folder, `${index}.ts`), "\n".repeat(line - 1) + code)
  }
  const compilerOptions = { types: ["node"], noEmit: true, composite: false, noUnusedLocals: false, plugins: [] }
  const base = relative(folder, join(workspace, "tsconfig.base.json"))
  writeFileSync(
    join(folder, "tsconfig.json"),
    JSON.stringify({ extends: base.startsWith(".") ? base : `./${base}`, compilerOptions, include: ["*.ts"] })
  )
  return new Promise((resolve) => {
    const args = ["-p", "tsconfig.json", "--pretty", "false"]
    execFile(join(workspace, "node_modules/.bin/tsc"), args, { cwd: folder }, (error, stdout, stderr) => {
      const problems = problemsIn(stdout, fences)
      const silent = error !== null && problems.length === 0
      resolve(silent ? [`the compiler failed without naming a snippet:\n${stdout}${stderr}`] : problems)
    })
  })
}

const problemsIn = (text: string, fences: ReadonlyArray<Fence>): ReadonlyArray<string> =>
  text
    .split(/\n(?=\S)/)
    .filter((problem) => problem.trim() !== "")
    .map((problem) =>
      problem.replace(/^(\d+)\.ts\((\d+),\d+\): error /, (_, index, line) => `${fences[Number(index)]?.file}:${line}: `)
    )
    .map((problem) => problem.trimEnd())
