/**
 * The few things the search asks of a disk, as effects with typed errors. On `node:fs` with callbacks: a `FileHandle`
 * of `node:fs/promises` costs more than the read it is for (README.md, "How fast").
 *
 * No call can be interrupted: the thread pool has it, and a descriptor closed under a read that is under way may by then
 * be the number of another file. Each is short (one folder, 256 names, at most one block), so an interrupt waits for one.
 */
import * as Context from "effect/Context"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import { closeSync, constants, type Dirent, lstat, open, read, readdir } from "node:fs"
import { type FileError, fromSystem } from "./errors.ts"
import { decode, toSystem } from "./paths.ts"

/** An open file: a descriptor, with the path it was opened by for messages. */
export interface OpenFile {
  readonly path: string
  readonly descriptor: number
}

/** The names in one folder. What is neither (links, sockets, devices) is in neither. */
export interface Listing {
  readonly folders: ReadonlyArray<string>
  readonly files: ReadonlyArray<string>
}

export interface FileStatus {
  /** Bytes. */
  readonly size: number
  /** How many names the file has; two names of one file have the same `inode`. */
  readonly links: number
  readonly inode: string
}

export class Disk extends Context.Service<
  Disk,
  {
    readonly list: (folder: string) => Effect.Effect<Listing, FileError>
    /** One status or error for each path, in order. */
    readonly statuses: (paths: ReadonlyArray<string>) => Effect.Effect<ReadonlyArray<FileStatus | FileError>>
    /** Never follows a link, and does not wait for a writer where a pipe has taken the file's place. */
    readonly open: (path: string) => Effect.Effect<OpenFile, FileError>
    /** Fills `block` from `position` on; succeeds with the bytes read, fewer than fit only at the end of the file. */
    readonly read: (file: OpenFile, block: Buffer, position: number) => Effect.Effect<number, FileError>
    readonly close: (file: OpenFile) => Effect.Effect<void>
  }
>()("find-duplicates/Disk") {
  static readonly layer = Layer.sync(Disk, () =>
    Disk.of({ list, statuses, open: openFile, read: readBlock, close: closeFile })
  )
}

const list = (folder: string): Effect.Effect<Listing, FileError> =>
  uninterruptible((resume) => {
    const path = toSystem(folder)
    readdir(path, { withFileTypes: true }, (error, entries) => {
      if (error !== null) return resume(Effect.fail(fromSystem(folder, error)))
      if (!entries.some(({ name }) => name.includes("\uFFFD"))) return resume(Effect.succeed(listing(entries, String)))
      // Some name is not UTF-8 and this text has lost it: read the folder again as bytes.
      readdir(path, { withFileTypes: true, encoding: "buffer" }, (error, entries) =>
        resume(error === null ? Effect.succeed(listing(entries, decode)) : Effect.fail(fromSystem(folder, error)))
      )
    })
  })

const listing = <Name extends string | Buffer>(
  entries: ReadonlyArray<Dirent<Name>>,
  text: (name: Name) => string
): Listing => {
  const folders: Array<string> = []
  const files: Array<string> = []
  for (const entry of entries) {
    if (entry.isDirectory()) folders.push(text(entry.name))
    else if (entry.isFile()) files.push(text(entry.name))
  }
  return { folders, files }
}

const statuses = (paths: ReadonlyArray<string>): Effect.Effect<ReadonlyArray<FileStatus | FileError>> =>
  uninterruptible((resume) => {
    const results: Array<FileStatus | FileError> = []
    let waiting = paths.length
    if (waiting === 0) return resume(Effect.succeed(results))
    for (const [index, path] of paths.entries()) {
      // bigint: an inode number may be larger than what a number holds exactly.
      lstat(toSystem(path), { bigint: true }, (error, stats) => {
        results[index] =
          error === null
            ? { size: Number(stats.size), links: Number(stats.nlink), inode: `${stats.dev}:${stats.ino}` }
            : fromSystem(path, error)
        waiting -= 1
        if (waiting === 0) resume(Effect.succeed(results))
      })
    }
  })

const flags = constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK

const openFile = (path: string): Effect.Effect<OpenFile, FileError> =>
  uninterruptible((resume) => {
    open(toSystem(path), flags, (error, descriptor) =>
      resume(error === null ? Effect.succeed({ path, descriptor }) : Effect.fail(fromSystem(path, error)))
    )
  })

const readBlock = (file: OpenFile, block: Buffer, position: number): Effect.Effect<number, FileError> =>
  uninterruptible((resume) => {
    read(file.descriptor, block, 0, block.length, position, (error, length) =>
      resume(error === null ? Effect.succeed(length) : Effect.fail(fromSystem(file.path, error)))
    )
  })

// Not by way of the thread pool: a descriptor opened for reading has nothing to write back, so this never waits.
const closeFile = (file: OpenFile): Effect.Effect<void> => Effect.sync(() => closeSync(file.descriptor))

const uninterruptible = <A, E = never>(
  register: (resume: (result: Effect.Effect<A, E>) => void) => void
): Effect.Effect<A, E> => Effect.uninterruptible(Effect.callback(register))
