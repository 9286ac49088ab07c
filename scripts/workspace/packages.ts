/** The packages of the workspace: what stands under `packages/`, with its manifest. */
import { existsSync, globSync, readFileSync } from "node:fs"
import { dirname, join } from "node:path"

/** The part of a package.json that the scripts read. */
export interface Manifest {
  readonly name: string
  readonly version: string
  readonly private?: boolean
  readonly bin?: Readonly<Record<string, string>>
  readonly exports?: Readonly<Record<string, string | Readonly<Record<string, string>>>>
  readonly dependencies?: Readonly<Record<string, string>>
  readonly peerDependencies?: Readonly<Record<string, string>>
  readonly optionalDependencies?: Readonly<Record<string, string>>
}

export interface Package {
  readonly name: string
  /** Absolute. */
  readonly folder: string
  /** From the root of the workspace, with forward slashes: `packages/core`. */
  readonly path: string
  readonly manifest: Manifest
}

/** The folder that holds pnpm-workspace.yaml. */
export const root = dirname(dirname(import.meta.dirname))

/** Every package of `workspace`, in order of its path. */
export const packagesOf = (workspace: string): ReadonlyArray<Package> =>
  globSync("packages/*/package.json", { cwd: workspace })
    .toSorted()
    .map((file) => {
      const path = dirname(file)
      const manifest: Manifest = JSON.parse(readFileSync(join(workspace, file), "utf8"))
      return { name: manifest.name, folder: join(workspace, path), path, manifest }
    })

/** The TypeScript sources under a package's `src`, relative to the package, in order. */
export const sourcesOf = ({ folder }: Package): ReadonlyArray<string> =>
  existsSync(join(folder, "src")) ? globSync("src/**/*.{ts,tsx,mts}", { cwd: folder }).toSorted() : []
