/** What is in a folder. Runs in a reader thread, where a call that waits for the disk holds nobody up. */
import { type Dirent, lstatSync, readdirSync } from "node:fs"
import { decode, join, toSystem } from "./paths.ts"
import { fromSystem, type Problem } from "./problem.ts"

export interface FoundFile {
  readonly path: string
  /** Bytes; never 0. */
  readonly size: number
  /** The same for all names of one file; undefined for a file with one name. */
  readonly inode: string | undefined
}

export interface Listing {
  readonly folders: ReadonlyArray<string>
  readonly files: ReadonlyArray<FoundFile>
  /** What could not be looked at. */
  readonly problems: ReadonlyArray<Problem>
}

/** Links, sockets and devices are left out, and so are empty files. */
export const list = (folder: string): Listing | Problem => {
  const folders: Array<string> = []
  const files: Array<FoundFile> = []
  const problems: Array<Problem> = []
  try {
    for (const entry of entries(folder)) {
      if (!entry.isDirectory() && !entry.isFile()) continue
      const path = join(folder, typeof entry.name === "string" ? entry.name : decode(entry.name))
      if (entry.isDirectory()) folders.push(path)
      else look(path, files, problems)
    }
  } catch (error) {
    return fromSystem(folder, error)
  }
  return { folders, files, problems }
}

const look = (path: string, files: Array<FoundFile>, problems: Array<Problem>): void => {
  try {
    // bigint: an inode number may be larger than what a number holds exactly.
    const { dev, ino, nlink, size } = lstatSync(toSystem(path), { bigint: true })
    if (size > 0n) files.push({ path, size: Number(size), inode: nlink > 1n ? `${dev}:${ino}` : undefined })
  } catch (error) {
    problems.push(fromSystem(path, error))
  }
}

/** Reads the folder again as bytes where some name is not UTF-8: as text it is lost. */
const entries = (folder: string): ReadonlyArray<Dirent<string | Buffer>> => {
  const path = toSystem(folder)
  const texts = readdirSync(path, { withFileTypes: true })
  const lossy = texts.some(({ name }) => name.includes("\uFFFD"))
  return lossy ? readdirSync(path, { withFileTypes: true, encoding: "buffer" }) : texts
}
