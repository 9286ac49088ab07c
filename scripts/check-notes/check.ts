/** Notes that a reader of the repository relies on: a changeset for what is not released, an issue for what is not done. */
import { existsSync, globSync, readFileSync } from "node:fs"
import { join } from "node:path"
import { packagesOf } from "../workspace/packages.ts"

/** Packages whose version has no entry in their CHANGELOG.md and that no pending changeset names. */
export const missingChangesets = (workspace: string): ReadonlyArray<string> => {
  const notes = globSync(".changeset/*.md", { cwd: workspace }).filter((file) => !file.endsWith("README.md"))
  const pending = notes.flatMap((file) => {
    const [, head = ""] = readFileSync(join(workspace, file), "utf8").split(/^---$/m)
    return [...head.matchAll(/^["']?([^"':]+)["']?:\s*(patch|minor|major)\s*$/gm)].map(([, name]) => name)
  })
  return packagesOf(workspace)
    .filter(({ manifest }) => manifest.private !== true)
    .filter(({ folder, manifest, name }) => !pending.includes(name) && !isReleased(folder, manifest.version))
    .map(({ manifest, name, path }) => {
      const lack = `${path}/CHANGELOG.md has no entry for ${manifest.version} and no file in .changeset names ${name}`
      return `${lack}; add one with: npx -y pnpm@12 changeset`
    })
}

const isReleased = (folder: string, version: string): boolean => {
  const file = join(folder, "CHANGELOG.md")
  return existsSync(file) && readFileSync(file, "utf8").split("\n").includes(`## ${version}`)
}

export interface Todos {
  /** Notes that name an issue, as `TODO(#12)` or `TODO #12`. */
  readonly tracked: number
  /** Where a note names none. */
  readonly problems: ReadonlyArray<string>
}

const sources = "{packages,examples,docs,scripts}/**/*.{ts,tsx,js,mjs,astro,css,md,mdx}"
const skipped = ["**/node_modules", "**/dist", "**/.astro", "**/test/fixtures", "scripts/test", "scripts/check-notes"]

/** Every TODO, FIXME and XXX in the sources and docs. */
export const todosIn = (workspace: string): Todos => {
  let tracked = 0
  const problems: Array<string> = []
  for (const file of globSync(sources, { cwd: workspace, exclude: skipped }).toSorted()) {
    for (const [index, line] of readFileSync(join(workspace, file), "utf8").split("\n").entries()) {
      if (!/\b(TODO|FIXME|XXX)\b/.test(line)) continue
      if (/#\d+/.test(line)) tracked++
      else problems.push(`${file}:${index + 1}: a note of work to do names its issue, as TODO(#12): ${line.trim()}`)
    }
  }
  return { tracked, problems }
}
