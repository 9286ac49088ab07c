/** Why one file or folder is missing from the result. Each is listed; none of them stops the search. */
import * as Data from "effect/Data"
import type { Problem } from "./problem.ts"

/** The system refused. Nothing of the file was read. */
export class FilePermissionDeniedError extends Data.TaggedError("FilePermissionDeniedError")<{
  readonly path: string
  readonly code: string
}> {
  override get message(): string {
    return `permission denied (${this.code})`
  }
}

/** It was there when its folder was read, and no longer when it was looked at. Nothing of it was read. */
export class FileVanishedError extends Data.TaggedError("FileVanishedError")<{
  readonly path: string
  readonly code: string
}> {
  override get message(): string {
    return `vanished while the search ran (${this.code})`
  }
}

/** Its length is not the one it had when its folder was read. It was read, and what was read is not used. */
export class FileChangedError extends Data.TaggedError("FileChangedError")<{
  readonly path: string
  readonly expected: number
  readonly found: number
}> {
  readonly code = "CHANGED"
  override get message(): string {
    return `changed while the search ran (was ${this.expected} bytes, then ${this.found} or more)`
  }
}

/** Any other failure of the system while the file was opened, read or looked at. Part of it may have been read. */
export class FileInputOutputError extends Data.TaggedError("FileInputOutputError")<{
  readonly path: string
  readonly code: string
  readonly operation: string
}> {
  override get message(): string {
    return `${this.operation} failed (${this.code})`
  }
}

export type FileError = FilePermissionDeniedError | FileVanishedError | FileChangedError | FileInputOutputError

/** The typed error for what a reader thread reports. */
export const fromProblem = ({ code, expected = 0, found = 0, operation, path }: Problem): FileError => {
  switch (code) {
    case "EACCES":
    case "EPERM":
      return new FilePermissionDeniedError({ path, code })
    // ENOTDIR: a folder on the way to the file was replaced by a file.
    case "ENOENT":
    case "ENOTDIR":
      return new FileVanishedError({ path, code })
    case "CHANGED":
      return new FileChangedError({ path, expected, found })
    default:
      return new FileInputOutputError({ path, code, operation })
  }
}
