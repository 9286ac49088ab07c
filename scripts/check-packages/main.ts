/**
 * Protects whoever installs a package: packs each one as it would be published, then asks publint and
 * are-the-types-wrong about the tarball, looks at what is in it, and loads it in a project that has nothing else.
 */
import { execFileSync, spawnSync } from "node:child_process"
import { join } from "node:path"
import { packagesOf, root } from "../workspace/packages.ts"
import { consumerProblems } from "./consumer.ts"
import { contentProblems } from "./contents.ts"
import { pack } from "./pack.ts"

const folder = join(root, ".reports", "packages")
const packages = packagesOf(root).filter(({ manifest }) => manifest.private !== true)
execFileSync(join(root, "node_modules/.bin/tsc"), ["-b", ...packages.map((one) => one.folder)], { stdio: "inherit" })
const tarballs = packages.map((one) => pack(one, folder))
const problems = tarballs.flatMap(contentProblems)

const ask = (tool: string, args: ReadonlyArray<string>): void => {
  const { status, stderr, stdout } = spawnSync(join(root, "node_modules/.bin", tool), args, { encoding: "utf8" })
  if (status !== 0) problems.push(`${tool} ${args[0]} ended with ${status}\n${stdout}${stderr}`)
}
for (const { file } of tarballs) {
  ask("publint", [file, "--strict"])
  ask("attw", [file, "--profile", "esm-only", "--no-emoji"])
}
problems.push(...consumerProblems(tarballs, join(folder, "consumer"), root))

for (const problem of problems) console.error(problem)
if (tarballs.length === 0) console.error("no package was found under packages/")
console.log(`${tarballs.length} packages packed and loaded: ${problems.length} problems`)
process.exitCode = problems.length === 0 && tarballs.length > 0 ? 0 : 1
