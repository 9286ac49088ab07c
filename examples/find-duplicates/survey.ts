/**
 * What one search knows so far. Tasks write into it, so that a search that is stopped half-way has something to show:
 * every function below can be asked at any time.
 */
import type { FileError } from "./errors.ts"

export interface File {
  /** Of several names of one file (hard links), the first in order. */
  path: string
  readonly size: number
  /** Digest of its first bytes. */
  head?: string
  /** Digest of all of it. Files of one size with one digest are duplicates. */
  digest?: string
  failed?: boolean
}

export interface Survey {
  /** Folders found and not read yet. */
  readonly unread: Set<string>
  readonly files: Array<File>
  readonly errors: Array<FileError>
}

export interface Group {
  readonly size: number
  readonly hash: string
  readonly paths: ReadonlyArray<string>
}

export const make = (): Survey => ({ unread: new Set(), files: [], errors: [] })

/** Files by size, largest first: only those that share their size can have a duplicate. */
export const sameSize = (survey: Survey): ReadonlyArray<ReadonlyArray<File>> =>
  shared(readable(survey), ({ size }) => size).toSorted(([a], [b]) => (b?.size ?? 0) - (a?.size ?? 0))

/** Files by size and head, largest first. Ask once every file of `sameSize` has its head. */
export const sameHead = (survey: Survey): ReadonlyArray<ReadonlyArray<File>> =>
  sameSize(survey).flatMap((files) => shared(files, ({ head }) => head))

/** The duplicates proven so far: most bytes to reclaim first, then by path; the paths of a group in order. */
export const groups = (survey: Survey): ReadonlyArray<Group> =>
  shared(
    readable(survey).filter(({ digest }) => digest !== undefined),
    ({ digest }) => digest
  )
    .map((files) => ({
      size: files[0]?.size ?? 0,
      hash: files[0]?.digest ?? "",
      paths: files.map(({ path }) => path).toSorted(byText)
    }))
    .toSorted((a, b) => reclaimable(b) - reclaimable(a) || byText(a.paths[0] ?? "", b.paths[0] ?? ""))

/** Bytes that are free once one file of the group is left. */
export const reclaimable = ({ paths, size }: Group): number => size * (paths.length - 1)

/** Files that may have a duplicate and were not compared to the end. */
export const notCompared = (survey: Survey): ReadonlyArray<File> =>
  sameSize(survey).flatMap((files) => {
    const headsKnown = files.every(({ head }) => head !== undefined)
    const open = headsKnown ? shared(files, ({ head }) => head).flat() : files
    return open.filter(({ digest }) => digest === undefined)
  })

const readable = (survey: Survey): ReadonlyArray<File> => survey.files.filter(({ failed }) => failed !== true)

export const byText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)

/** The groups of two or more, by key, in order of first appearance. */
const shared = (files: ReadonlyArray<File>, key: (file: File) => unknown): Array<Array<File>> => {
  const byKey = new Map<unknown, Array<File>>()
  for (const file of files) {
    const of = key(file)
    const known = byKey.get(of)
    if (known === undefined) byKey.set(of, [file])
    else known.push(file)
  }
  return [...byKey.values()].filter((group) => group.length > 1)
}
