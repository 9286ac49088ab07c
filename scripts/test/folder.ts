/** A folder of its own for one test, filled from a table of paths and texts and removed when the test is over. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { dirname, join } from "node:path"
import { onTestFinished } from "vitest"

export const folderWith = (files: Readonly<Record<string, string>>, parent = tmpdir()): string => {
  mkdirSync(parent, { recursive: true })
  const folder = mkdtempSync(join(parent, "heddle-script-"))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true })
    writeFileSync(join(folder, path), text)
  }
  return folder
}
