/** What went wrong with one file or folder, as data that can pass from thread to thread; `errors.ts` makes errors of it. */

export interface Problem {
  readonly path: string
  /** The system's code, or `CHANGED`. */
  readonly code: string
  /** The system call, or what else was attempted. */
  readonly operation: string
  /** With `CHANGED`: the bytes it had when its folder was read, and the bytes seen now. */
  readonly expected?: number
  readonly found?: number
}

/** The problem for what Node throws about `path`. */
export const fromSystem = (path: string, error: unknown): Problem => {
  const { code = "UNKNOWN", syscall = "input or output" } = error as NodeJS.ErrnoException
  return { path, code, operation: syscall }
}

export const changed = (path: string, expected: number, found: number): Problem => ({
  path,
  code: "CHANGED",
  operation: "read",
  expected,
  found
})
