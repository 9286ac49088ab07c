/** What must and what must not be in a tarball. */
import type { Tarball } from "./pack.ts"

/** Files of the build or of the workspace that are of no use to anyone who installs the package. */
const unwanted = [/\.tsbuildinfo$/, /^test\//, /^bench\//, /^tsconfig/, /^api\.txt$/, /^node_modules\//]

export const contentProblems = ({ pack, paths }: Pick<Tarball, "pack" | "paths">): ReadonlyArray<string> => {
  const present = new Set(paths)
  const targets = Object.values(pack.manifest.exports ?? {}).flatMap((target) =>
    typeof target === "string" ? [target] : Object.values(target)
  )
  const bins = Object.values(pack.manifest.bin ?? {})
  const wanted = ["README.md", "LICENSE", ...[...targets, ...bins].map((target) => target.replace(/^\.\//, ""))]
  return [
    ...wanted.filter((path) => !present.has(path)).map((path) => `${pack.path}: ${path} is not in the tarball`),
    ...paths
      .filter((path) => unwanted.some((pattern) => pattern.test(path)))
      .map((path) => `${pack.path}: ${path} is in the tarball and should not be`)
  ]
}
