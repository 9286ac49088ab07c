/**
 * Content as SHA-256. Equal digests are taken for equal content, without comparing bytes: nobody has found two inputs
 * with one SHA-256, by chance or on purpose, which cannot be said of MD5 and SHA-1. It is also the fastest sound digest of
 * `node:crypto` where the processor has SHA instructions (1.8 times BLAKE2b, README.md).
 */
import * as Effect from "effect/Effect"
import { createHash, hash } from "node:crypto"
import type { Disk, OpenFile } from "./disk.ts"
import { FileChangedError, type FileError } from "./errors.ts"

/** Bytes of a head. A file shorter than this is read whole by `hashHead`. */
export const headLength = 4096

/** Bytes of one read of `hashWhole`: long enough to make its overhead small, short enough to be interrupted at once. */
const blockLength = 256 * 1024

/**
 * The digest of the first `headLength` bytes. Opens one file and closes it, also when interrupted. Takes its block from
 * `spare` and puts it back: a new one costs more than the read. (One that fails or is interrupted does not; no matter.)
 */
export const hashHead = (
  disk: Disk["Service"],
  spare: Array<Buffer>,
  path: string,
  size: number
): Effect.Effect<string, FileError> =>
  Effect.acquireUseRelease(
    disk.open(path),
    (file) => {
      const block = spare.pop() ?? Buffer.allocUnsafeSlow(headLength)
      return Effect.flatMap(disk.read(file, block, 0), (length) => {
        if (length !== Math.min(size, headLength)) {
          return Effect.fail(new FileChangedError({ path, expected: size, found: length }))
        }
        const digest = hash("sha256", block.subarray(0, length))
        spare.push(block)
        return Effect.succeed(digest)
      })
    },
    disk.close
  )

/**
 * The digest of the whole file. Opens one file and closes it, also when interrupted; `onRead` hears the length of each
 * block.
 */
export const hashWhole = (
  disk: Disk["Service"],
  path: string,
  size: number,
  onRead: (length: number) => void
): Effect.Effect<string, FileError> =>
  Effect.acquireUseRelease(disk.open(path), (file) => hashBlocks(disk, file, size, onRead), disk.close)

const hashBlocks = Effect.fnUntraced(function* (
  disk: Disk["Service"],
  file: OpenFile,
  size: number,
  onRead: (length: number) => void
): Effect.fn.Return<string, FileError> {
  const digest = createHash("sha256")
  // One byte more than the file had, so that a file that has grown shows.
  const block = Buffer.allocUnsafe(Math.min(size + 1, blockLength))
  let position = 0
  let length = 0
  do {
    length = yield* disk.read(file, block, position)
    digest.update(block.subarray(0, length))
    position += length
    onRead(length)
  } while (length === block.length && position <= size)
  if (position !== size) return yield* new FileChangedError({ path: file.path, expected: size, found: position })
  return digest.digest("hex")
})
