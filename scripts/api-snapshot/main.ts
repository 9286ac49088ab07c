/**
 * Protects the public API: writes `packages/NAME/api.txt` from the emitted declarations, so that a change to it shows in
 * review. With `--check` it writes nothing and fails when a file and the build differ.
 */
import { execFileSync } from "node:child_process"
import { existsSync, readFileSync, writeFileSync } from "node:fs"
import { join } from "node:path"
import { packagesOf, root, type Package } from "../workspace/packages.ts"
import { difference, snapshotOf } from "./snapshot.ts"

const onlyCheck = process.argv.includes("--check")
const packages = packagesOf(root).filter(({ manifest }) => manifest.exports !== undefined)
const projects = packages.map(({ folder }) => folder)
execFileSync(join(root, "node_modules/.bin/tsc"), ["-b", ...projects], { stdio: "inherit" })

const build = (pack: Package): string | undefined => {
  try {
    return snapshotOf(pack)
  } catch (error) {
    console.error(
      `${pack.path}: its API cannot be described. ${error instanceof Error ? error.message : String(error)}`
    )
    return undefined
  }
}

for (const pack of packages) {
  const file = join(pack.folder, "api.txt")
  const written = existsSync(file) ? readFileSync(file, "utf8") : ""
  const built = build(pack)
  if (built === undefined) {
    process.exitCode = 1
  } else if (written === built) {
    console.log(`${pack.path}/api.txt is up to date`)
  } else if (onlyCheck) {
    console.error(`${pack.path}/api.txt differs from the build; if the change is meant, run: npx -y pnpm@12 api`)
    console.error(difference(written, built))
    process.exitCode = 1
  } else {
    writeFileSync(file, built)
    console.log(`${pack.path}/api.txt written`)
  }
}
