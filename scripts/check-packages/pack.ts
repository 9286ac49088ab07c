/** The tarball a package would be published as, and what is in it. */
import { execFileSync } from "node:child_process"
import { mkdirSync } from "node:fs"
import { join } from "node:path"
import type { Package } from "../workspace/packages.ts"

export interface Tarball {
  readonly pack: Package
  readonly file: string
  /** Paths in it, without the leading `package/`. */
  readonly paths: ReadonlyArray<string>
}

/** Packs a built package into `folder`. */
export const pack = (subject: Package, folder: string): Tarball => {
  mkdirSync(folder, { recursive: true })
  const file = join(folder, `${subject.path.split("/").at(-1)}.tgz`)
  execFileSync("pnpm", ["pack", "--out", file], { cwd: subject.folder, stdio: ["ignore", "ignore", "inherit"] })
  const listing = execFileSync("tar", ["-tzf", file], { encoding: "utf8" })
  const paths = listing.split("\n").filter((path) => path !== "")
  return { pack: subject, file, paths: paths.map((path) => path.replace(/^package\//, "")).toSorted() }
}
