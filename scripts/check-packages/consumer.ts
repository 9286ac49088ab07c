/** A project that has nothing but the tarballs, what they depend on, and `effect`: what a user's machine would load. */
import { execFileSync, spawnSync } from "node:child_process"
import { mkdirSync, rmSync, symlinkSync, writeFileSync } from "node:fs"
import { dirname, join } from "node:path"
import type { Tarball } from "./pack.ts"

/** Installs the tarballs under `folder` and loads every entry point and every command of each. */
export const consumerProblems = (
  tarballs: ReadonlyArray<Tarball>,
  folder: string,
  workspace: string
): ReadonlyArray<string> => {
  const modules = join(folder, "node_modules")
  rmSync(folder, { recursive: true, force: true })
  mkdirSync(modules, { recursive: true })
  writeFileSync(join(folder, "package.json"), `{ "type": "module" }`)
  symlinkSync(join(workspace, "node_modules/effect"), join(modules, "effect"))
  for (const [name, source] of dependenciesOf(tarballs)) {
    mkdirSync(dirname(join(modules, name)), { recursive: true })
    symlinkSync(source, join(modules, name))
  }
  for (const { file, pack } of tarballs) {
    const target = join(modules, pack.name)
    mkdirSync(dirname(target), { recursive: true })
    mkdirSync(target)
    execFileSync("tar", ["-xzf", file, "-C", target, "--strip-components=1"])
  }
  return tarballs.flatMap(({ pack }) => {
    const entries = Object.entries(pack.manifest.exports ?? {}).filter(([, target]) => typeof target === "object")
    const imports = entries.map(([subpath]) => join(pack.name, subpath))
    const runs = [
      ...imports.map((name) => ["--input-type=module", "--eval", `await import("${name}")`]),
      ...Object.values(pack.manifest.bin ?? {}).map((bin) => [join(modules, pack.name, bin), "--version"])
    ]
    return runs.flatMap((args) => {
      const { status, stderr } = spawnSync(process.execPath, args, { cwd: folder, encoding: "utf8" })
      return status === 0 ? [] : [`${pack.path}: installed, "node ${args.at(-1)}" ended with ${status}\n${stderr}`]
    })
  })
}

/** Where the dependencies that are not tarballs themselves are installed, by name. */
const dependenciesOf = (tarballs: ReadonlyArray<Tarball>): ReadonlyMap<string, string> => {
  const own = new Set(tarballs.map(({ pack }) => pack.name))
  const found = tarballs.flatMap(({ pack }) =>
    Object.keys(pack.manifest.dependencies ?? {}).map(
      (name) => [name, join(pack.folder, "node_modules", name)] as const
    )
  )
  return new Map(found.filter(([name]) => name !== "effect" && !own.has(name)))
}
