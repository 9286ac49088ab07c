/** A disk in memory that can be slow, refuse, and change under the search; it writes down what was opened and closed. */
import type * as Duration from "effect/Duration"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import { createHash } from "node:crypto"
import { Disk, type Listing, type OnHashed } from "../disk.ts"
import { type FileError, fromProblem } from "../errors.ts"
import { headLength, type SizedFile } from "../hash.ts"
import { join } from "../paths.ts"
import * as Problem from "../problem.ts"

export interface Contents {
  /** Paths like `root/a/x` and what is in them; folders are there because files are in them. */
  readonly files: Readonly<Record<string, string>>
  /** The error code with which a folder cannot be listed, or a file cannot be opened. */
  readonly refused?: Readonly<Record<string, string>>
  /** The error code with which a file cannot be looked at. */
  readonly hidden?: Readonly<Record<string, string>>
  /** The content a file has once it has been looked at. */
  readonly changed?: Readonly<Record<string, string>>
  /** How long it takes to list some folders, to hash a head and to hash a whole file. */
  readonly delay?: Duration.Input
  readonly readers?: number
}

export const make = ({ changed = {}, delay = 0, files, hidden = {}, readers = 2, refused = {} }: Contents) => {
  const open = new Set<string>()
  const log = { opened: [] as Array<string>, closed: [] as Array<string>, busy: 0, peak: 0 }

  const errorOf = (path: string, code: string): FileError => fromProblem({ path, code, operation: "open" })

  const listOne = (folder: string): Listing | FileError => {
    const code = refused[folder]
    if (code !== undefined) return errorOf(folder, code)
    const below = Object.keys(files).filter((path) => path.startsWith(`${folder}/`))
    const names = below.map((path) => path.slice(folder.length + 1).split("/"))
    const folders = new Set(names.filter(({ length }) => length > 1).map(([name]) => join(folder, name ?? "")))
    const here = names.filter(({ length }) => length === 1).map(([name]) => join(folder, name ?? ""))
    return {
      folders: [...folders],
      files: here
        .filter((path) => hidden[path] === undefined)
        .map((path) => ({ path, size: files[path]?.length ?? 0, inode: undefined })),
      errors: here.flatMap((path) => (hidden[path] === undefined ? [] : [errorOf(path, hidden[path])]))
    }
  }

  const hashed = ({ path, size }: SizedFile, length: number): string | FileError => {
    if (refused[path] !== undefined) return errorOf(path, refused[path])
    const content = (changed[path] ?? files[path] ?? "").slice(0, length)
    return content.length === Math.min(size, length)
      ? createHash("sha256").update(content).digest("hex")
      : fromProblem(Problem.changed(path, size, content.length))
  }

  /** One reader at work, file by file; an interrupt waits for the file that is open. */
  const each = (some: ReadonlyArray<SizedFile>, onHashed: OnHashed, lengthOf: (file: SizedFile) => number) =>
    occupied(
      Effect.forEach(
        some,
        (file, index) =>
          Effect.gen(function* () {
            open.add(file.path)
            log.opened.push(file.path)
            yield* Effect.sleep(delay)
            onHashed(index, hashed(file, lengthOf(file)))
            open.delete(file.path)
            log.closed.push(file.path)
          }).pipe(Effect.uninterruptible),
        { discard: true }
      )
    )

  const occupied = <A>(self: Effect.Effect<A>): Effect.Effect<A> =>
    Effect.acquireUseRelease(
      Effect.sync(() => {
        log.busy += 1
        log.peak = Math.max(log.peak, log.busy)
      }),
      () => self,
      () => Effect.sync(() => (log.busy -= 1))
    )

  const layer = Layer.succeed(
    Disk,
    Disk.of({
      readers,
      list: (folders) => occupied(Effect.as(Effect.sleep(delay), folders.map(listOne))),
      hashHeads: (some, onHashed) => each(some, onHashed, () => headLength),
      // One more than it had, so that a file that has grown shows.
      hashWholes: (some, onHashed, onRead) =>
        each(
          some,
          (index, result) => {
            onRead(some[index]?.size ?? 0)
            onHashed(index, result)
          },
          ({ size }) => size + 1
        )
    })
  )
  return { log, open, layer }
}
