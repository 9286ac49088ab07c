/**
 * What the search asks of the disk, done by reader threads. Not by `node:fs` with callbacks: its thread pool is woken for
 * every call, three calls a file, which costs several times what reading small files does (README.md, "How fast").
 */
import * as Context from "effect/Context"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import { type FileError, fromProblem } from "./errors.ts"
import type { SizedFile } from "./hash.ts"
import type { FoundFile } from "./listing.ts"
import type { JobOf, Pool } from "./pool.ts"
import type { Problem } from "./problem.ts"
import type { Results } from "./reader.ts"

export interface Listing {
  readonly folders: ReadonlyArray<string>
  readonly files: ReadonlyArray<FoundFile>
  readonly errors: ReadonlyArray<FileError>
}

/** Hears the digest, or the error, of each file that was hashed, in order: of all, or of some if interrupted. */
export type OnHashed = (index: number, result: string | FileError) => void

/**
 * One call occupies one reader, and a reader has at most one file open; at most `readers` calls may run at a time.
 * Interrupting a call waits until its reader has closed its file, and the reader opens no other.
 */
export class Disk extends Context.Service<
  Disk,
  {
    readonly readers: number
    /** What is in each folder, or why that is not known, in order. */
    readonly list: (folders: ReadonlyArray<string>) => Effect.Effect<ReadonlyArray<Listing | FileError>>
    readonly hashHeads: (files: ReadonlyArray<SizedFile>, onHashed: OnHashed) => Effect.Effect<void>
    /** `onRead` hears how many more bytes were read, from time to time and at the end. */
    readonly hashWholes: (
      files: ReadonlyArray<SizedFile>,
      onHashed: OnHashed,
      onRead: (bytes: number) => void
    ) => Effect.Effect<void>
  }
>()("find-duplicates/Disk") {
  /** With the readers of `pool`, which is closed when the layer is. */
  static readonly layer = (pool: Pool): Layer.Layer<Disk> =>
    Layer.effect(
      Disk,
      Effect.acquireRelease(Effect.succeed(fromPool(pool)), () => Effect.promise(() => pool.close()))
    )
}

export const fromPool = (pool: Pool): Disk["Service"] =>
  Disk.of({
    readers: pool.readers,
    list: (folders) =>
      Effect.suspend(() => {
        let listings: ReadonlyArray<Listing | FileError> = []
        const use = (results: Results["list"]) => {
          listings = results.map((result) => ("code" in result ? fromProblem(result) : withErrors(result)))
        }
        return Effect.map(ask(pool, { kind: "list", items: folders }, use), () => listings)
      }),
    hashHeads: (files, onHashed) => ask(pool, { kind: "heads", items: files }, eachHashed(onHashed)),
    hashWholes: (files, onHashed, onRead) => ask(pool, { kind: "wholes", items: files }, eachHashed(onHashed), onRead)
  })

const withErrors = ({
  files,
  folders,
  problems
}: Omit<Listing, "errors"> & { readonly problems: ReadonlyArray<Problem> }) => ({
  files,
  folders,
  errors: problems.map(fromProblem)
})

const eachHashed = (onHashed: OnHashed) => (results: Results["heads"]) => {
  for (const [index, result] of results.entries()) {
    onHashed(index, typeof result === "string" ? result : fromProblem(result))
  }
}

/** Gives a reader a job. `use` gets what was done, also when interrupted: then first the reader is stopped. */
const ask = <Kind extends keyof Results>(
  pool: Pool,
  job: JobOf<Kind>,
  use: (results: Results[Kind]) => void,
  onRead: (bytes: number) => void = () => {}
): Effect.Effect<void> =>
  Effect.callback((resume) => {
    let end = () => resume(Effect.void)
    const stop = pool.give<Kind>(job, {
      onDone: (results) => {
        use(results)
        end()
      },
      onRead,
      onCrash: (error) => resume(Effect.die(error))
    })
    return Effect.callback<void>((resume) => {
      end = () => resume(Effect.void)
      stop()
    })
  })
