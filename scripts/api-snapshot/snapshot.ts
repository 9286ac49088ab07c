/** The API file of a package: one section per entry point of its `exports`. */
import { join } from "node:path"
import { diff } from "node:util"
import type { Package } from "../workspace/packages.ts"
import { describe } from "./describe.ts"

/** Reads the emitted declarations: build first. */
export const snapshotOf = ({ folder, manifest, name }: Package): string =>
  Object.entries(manifest.exports ?? {})
    .flatMap(([subpath, target]) =>
      typeof target === "object" && target["types"] !== undefined
        ? [`# ${join(name, subpath)}\n\n${describe(join(folder, target["types"]))}`]
        : []
    )
    .join("\n")

/** The lines that differ, with up to two lines around them, `-` for what is in the file and `+` for what is built. */
export const difference = (written: string, built: string): string => {
  const lines = diff(written.split("\n"), built.split("\n")).map(
    ([operation, line]) => [operation === 0 ? " " : operation > 0 ? "-" : "+", line] as const
  )
  return lines
    .filter((_, index) => lines.slice(Math.max(0, index - 2), index + 3).some(([sign]) => sign !== " "))
    .map(([sign, line]) => `${sign} ${line}`)
    .join("\n")
}
