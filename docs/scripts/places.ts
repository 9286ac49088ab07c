import { existsSync, readFileSync } from "node:fs"
import { dirname, join } from "node:path"
import { fileURLToPath } from "node:url"

/** The folder `docs`. */
export const docs = dirname(dirname(fileURLToPath(import.meta.url)))

/** The root of the project. */
export const root = dirname(docs)

export const dist = join(docs, "dist")

/** The parsed file, or undefined when there is none; a file that is no JSON is an error that names it. */
export const readJson = (file: string): unknown => {
  if (!existsSync(file)) return undefined
  try {
    return JSON.parse(readFileSync(file, "utf8"))
  } catch (cause) {
    throw new Error(`${file} is not JSON`, { cause })
  }
}
