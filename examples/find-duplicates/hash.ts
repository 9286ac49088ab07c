/**
 * Content as SHA-256. Equal digests are taken for equal content, without comparing bytes: nobody has found two inputs
 * with one SHA-256, by chance or on purpose, which cannot be said of MD5 and SHA-1. It is also the fastest sound digest of
 * `node:crypto` where the processor has SHA instructions (1.8 times BLAKE2b, README.md).
 *
 * Runs in a reader thread, where a call that waits for the disk holds nobody up.
 */
import { closeSync, constants, openSync, readSync } from "node:fs"
import { createHash, hash } from "node:crypto"
import { toSystem } from "./paths.ts"
import { changed, fromSystem, type Problem } from "./problem.ts"

export interface SizedFile {
  readonly path: string
  /** Bytes it had when its folder was read. */
  readonly size: number
}

/** A digest in hex, or why there is none. */
export type Hashed = string | Problem

/** Bytes of a head. The head of a shorter file is all of it. */
export const headLength = 4096

/** Bytes of one read: long enough to make its overhead small, short enough to be stopped at once. */
const blockLength = 256 * 1024

/** Never follows a link, and does not wait for a writer where a pipe has taken the file's place. */
const flags = constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK

// One block for all files of this thread: a new one would cost more than reading a head into it.
const block = Buffer.allocUnsafeSlow(blockLength)

/** The digest of the first `headLength` bytes. */
export const hashHead = ({ path, size }: SizedFile): Hashed =>
  withOpen(path, (descriptor) => {
    const length = readSync(descriptor, block, 0, headLength, 0)
    if (length !== Math.min(size, headLength)) return changed(path, size, length)
    return hash("sha256", block.subarray(0, length))
  })

/** The digest of the whole file; undefined if `stopped` before its end. `onRead` hears the length of each block. */
export const hashWhole = (
  { path, size }: SizedFile,
  stopped: () => boolean,
  onRead: (length: number) => void
): Hashed | undefined =>
  withOpen(path, (descriptor) => {
    const digest = createHash("sha256")
    let position = 0
    let length = 0
    do {
      if (stopped()) return undefined
      length = readSync(descriptor, block, 0, blockLength, position)
      digest.update(length === blockLength ? block : block.subarray(0, length))
      position += length
      onRead(length)
    } while (length === blockLength && position <= size)
    return position === size ? digest.digest("hex") : changed(path, size, position)
  })

/** Opens one file, and closes it whatever `use` does. */
const withOpen = <A>(path: string, use: (descriptor: number) => A): A | Problem => {
  try {
    const descriptor = openSync(toSystem(path), flags)
    try {
      return use(descriptor)
    } finally {
      closeSync(descriptor)
    }
  } catch (error) {
    return fromSystem(path, error)
  }
}
