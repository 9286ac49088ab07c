/**
 * The search: walk, group by size, hash heads, hash whole. Each step is a scope of its own with as many tasks as there are
 * reader threads; a reader has at most one file open, so that bounds the open files too.
 */
import { TaskScope } from "@heddle/core"
import * as Duration from "effect/Duration"
import * as Effect from "effect/Effect"
import * as Batches from "./batches.ts"
import { Disk, type OnHashed } from "./disk.ts"
import { headLength } from "./hash.ts"
import * as Progress from "./progress.ts"
import type { StopSignal } from "./signals.ts"
import * as Survey from "./survey.ts"
import { walk } from "./walk.ts"

export interface Options {
  readonly folder: string
  readonly deadline: Duration.Duration | undefined
  readonly progress: Progress.Progress
  /** Ends the search early when it succeeds, with the name of the signal that came. */
  readonly stop: Effect.Effect<StopSignal>
  /** Runs beside the search, which does not wait for it. */
  readonly inspect: Effect.Effect<void>
}

export type Ending =
  | { readonly _tag: "Complete" }
  | { readonly _tag: "DeadlinePassed"; readonly deadline: Duration.Duration }
  | { readonly _tag: "Interrupted"; readonly signal: StopSignal }

export interface Outcome {
  readonly folder: string
  readonly survey: Survey.Survey
  readonly ending: Ending
}

/**
 * Fails if the folder itself cannot be read; whatever fails below it is listed in the survey. When the deadline passes or
 * `stop` succeeds, no further file is opened, those that are open are closed, and the outcome holds what was found.
 */
export const findDuplicates = Effect.fnUntraced(function* ({ deadline, folder, inspect, progress, stop }: Options) {
  const survey = Survey.make()

  const ending = yield* TaskScope.run(
    function* (scope) {
      yield* scope.fork(Progress.show(progress), { name: "show progress", daemon: true })
      yield* scope.fork(inspect, { name: "wait for Ctrl-\\", daemon: true })
      yield* scope.fork(
        function* () {
          const signal = yield* stop
          yield* scope.complete<Ending>({ _tag: "Interrupted", signal })
        },
        { name: "wait for Ctrl-C", daemon: true }
      )

      yield* Progress.during(progress, "read folders", "folders")(walk(folder, survey, progress))
      yield* hashHeads(survey, progress)
      yield* hashWholes(survey, progress)
      return { _tag: "Complete" as const }
    },
    {
      name: `find duplicates in ${folder}`,
      deadline,
      onDeadline: (): Ending => ({ _tag: "DeadlinePassed", deadline: deadline ?? Duration.infinity })
    }
  )
  return { folder, survey, ending } satisfies Outcome
})

const hashHeads = Effect.fnUntraced(function* (survey: Survey.Survey, progress: Progress.Progress) {
  const disk = yield* Disk
  const files = Survey.sameSize(survey).flat()
  const hash = (files: ReadonlyArray<Survey.File>) =>
    disk.hashHeads(
      files,
      record(survey, files, (file, digest) => {
        file.head = digest
        if (file.size < headLength) file.digest = digest
        progress.done += 1
      })
    )
  yield* Progress.during(
    progress,
    "hash heads",
    "files",
    files.length
  )(forEachPiece("hash head of", Batches.cut(files, headsAtOnce), hash, "hash heads", disk.readers))
})

const hashWholes = Effect.fnUntraced(function* (survey: Survey.Survey, progress: Progress.Progress) {
  const disk = yield* Disk
  const files = Survey.sameHead(survey)
    .flat()
    .filter(({ digest }) => digest === undefined)
  const total = files.reduce((sum, { size }) => sum + size, 0)
  const hash = (files: ReadonlyArray<Survey.File>) =>
    disk.hashWholes(
      files,
      record(survey, files, (file, digest) => (file.digest = digest)),
      (bytes) => (progress.done += bytes)
    )
  const pieces = Batches.cut(files, headsAtOnce, ({ size }) => size, bytesAtOnce)
  yield* Progress.during(
    progress,
    "hash whole files",
    "bytes",
    total
  )(forEachPiece("hash", pieces, hash, "hash whole files", disk.readers))
})

/** A task per piece, named after its files; `fork` waits while `limit` of them run. */
const forEachPiece = (
  verb: string,
  pieces: ReadonlyArray<ReadonlyArray<Survey.File>>,
  hash: (files: ReadonlyArray<Survey.File>) => Effect.Effect<void>,
  name: string,
  limit: number
) =>
  TaskScope.run(
    function* (scope) {
      for (const files of pieces) {
        const paths = files.map(({ path }) => path)
        yield* scope.fork(hash(files), { name: Batches.title(verb, paths) })
      }
    },
    { name, limit }
  )

/** Writes the digest of each file, or its error, down. */
const record =
  (
    survey: Survey.Survey,
    files: ReadonlyArray<Survey.File>,
    use: (file: Survey.File, digest: string) => void
  ): OnHashed =>
  (index, result) => {
    const file = files[index]
    if (file === undefined) return
    if (typeof result === "string") return use(file, result)
    file.failed = true
    survey.errors.push(result)
  }

/** Heads one task hashes: half a millisecond of work for each message to a reader and back. */
const headsAtOnce = 64

/** Bytes one task hashes, if they are in several files. */
const bytesAtOnce = 4 * 2 ** 20
