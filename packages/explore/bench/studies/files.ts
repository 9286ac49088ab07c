/** Where the programs of the corpus are. */
import { readdirSync } from "node:fs"
import { basename } from "node:path"
import { fileURLToPath } from "node:url"

const folder = fileURLToPath(new URL("../../corpus", import.meta.url))

/** The file of this program, from the root of the project. */
export const fileOf = (name: string): string => {
  const found = readdirSync(folder, { recursive: true, encoding: "utf8" }).find(
    (file) => basename(file) === `${name}.ts`
  )
  if (found === undefined) throw new Error(`no file of the corpus is called ${name}.ts`)
  return `packages/explore/corpus/${found.replaceAll("\\", "/")}`
}
