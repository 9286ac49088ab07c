/** Asks the Effect language service about projects, and makes sure that it looked at their files. */
import { execFile } from "node:child_process"
import { globSync, realpathSync } from "node:fs"
import { dirname, join } from "node:path"

export interface Report {
  readonly problems: ReadonlyArray<string>
  /** Files of the projects themselves that were checked. */
  readonly checked: number
}

interface Answer {
  readonly diagnostics: ReadonlyArray<{
    readonly file: string
    readonly line: number
    readonly column: number
    readonly severity: string
    readonly name: string
    readonly message: string
  }>
  /** Absent when nothing was checked. */
  readonly files?: ReadonlyArray<{ readonly file: string }>
}

/** Checks `projects`, paths of tsconfig files from `workspace`; `tool` is the effect-tsgo program. */
export const checkProjects = async (
  workspace: string,
  projects: ReadonlyArray<string>,
  tool: string
): Promise<Report> => {
  const problems: Array<string> = []
  let checked = 0
  for (const project of projects) {
    const answer = await ask(tool, join(workspace, project))
    if (typeof answer === "string") {
      problems.push(`${project}: effect-tsgo gave no answer:\n${answer}`)
      continue
    }
    const own = filesOf(workspace, project)
    const seen = new Set((answer.files ?? []).map(({ file }) => file))
    const missed = own.filter((file) => !seen.has(file))
    checked += own.length - missed.length
    if (own.length === 0) problems.push(`${project}: has no TypeScript file to check`)
    for (const file of missed) problems.push(`${project}: ${relativeTo(workspace, file)} was not checked`)
    for (const found of answer.diagnostics) {
      const place = `${relativeTo(workspace, found.file)}:${found.line}:${found.column}`
      problems.push(`${place} ${found.severity} ${found.name}: ${found.message}`)
    }
  }
  return { problems: [...new Set(problems)], checked }
}

const ask = (tool: string, project: string): Promise<Answer | string> =>
  new Promise((resolve) => {
    const args = ["diagnostics", "--project", project, "--severity", "error,warning", "--strict"]
    execFile(tool, [...args, "--format", "json", "--list-files"], { maxBuffer: 2 ** 28 }, (_error, stdout, stderr) => {
      try {
        const answer: Answer = JSON.parse(stdout)
        resolve(answer)
      } catch {
        resolve(`${stdout}${stderr}`)
      }
    })
  })

/** The folder a project is about: `test` for tsconfig.test.json, else `src` when there is one, else all of it. */
const filesOf = (workspace: string, project: string): ReadonlyArray<string> => {
  const folder = realpathSync(join(workspace, dirname(project)))
  const place = project.endsWith("tsconfig.test.json")
    ? "test/"
    : globSync("src", { cwd: folder }).length > 0
      ? "src/"
      : ""
  return globSync(`${place}**/*.{ts,tsx,mts}`, { cwd: folder, exclude: ["**/node_modules", "**/fixtures", "**/dist"] })
    .toSorted()
    .map((file) => join(folder, file))
}

const relativeTo = (workspace: string, file: string): string => file.replace(`${realpathSync(workspace)}/`, "")
