/**
 * The search: walk, group by size, hash heads, hash whole. Each step is a scope of its own with at most `limit` tasks, and
 * a task has at most one file open, so at most `limit` files are open at any time.
 */
import { TaskScope } from "@heddle/core"
import * as Duration from "effect/Duration"
import * as Effect from "effect/Effect"
import { Disk } from "./disk.ts"
import type { FileError } from "./errors.ts"
import { hashHead, hashWhole, headLength } from "./hash.ts"
import * as Progress from "./progress.ts"
import type { StopSignal } from "./signals.ts"
import * as Survey from "./survey.ts"
import { walk } from "./walk.ts"

export interface Options {
  readonly folder: string
  readonly deadline: Duration.Duration | undefined
  /** Tasks, and so open files, at one time. */
  readonly limit: number
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
export const findDuplicates = Effect.fnUntraced(function* (options: Options) {
  const { deadline, folder, inspect, limit, progress, stop } = options
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

      yield* Progress.during(progress, "read folders", "folders")(walk(folder, survey, progress, limit))
      yield* hashHeads(survey, options)
      yield* hashWholes(survey, options)
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

const hashHeads = Effect.fnUntraced(function* (survey: Survey.Survey, { limit, progress }: Options) {
  const disk = yield* Disk
  const files = Survey.sameSize(survey).flat()
  const spare: Array<Buffer> = []
  const hash = (file: Survey.File) =>
    hashHead(disk, spare, file.path, file.size).pipe(
      record(survey, file, (digest) => {
        progress.done += 1
        file.head = digest
        if (file.size < headLength) file.digest = digest
      })
    )
  yield* forEachFile(files, hash, "hash heads", limit).pipe(
    Progress.during(progress, "hash heads", "files", files.length)
  )
})

const hashWholes = Effect.fnUntraced(function* (survey: Survey.Survey, { limit, progress }: Options) {
  const disk = yield* Disk
  const files = Survey.sameHead(survey)
    .flat()
    .filter(({ digest }) => digest === undefined)
  const total = files.reduce((sum, { size }) => sum + size, 0)
  const hash = (file: Survey.File) =>
    hashWhole(disk, file.path, file.size, (length) => (progress.done += length)).pipe(
      record(survey, file, (digest) => (file.digest = digest))
    )
  yield* forEachFile(files, hash, "hash whole files", limit).pipe(
    Progress.during(progress, "hash whole files", "bytes", total)
  )
})

/** A task per file, named after it; `fork` waits while `limit` of them run. */
const forEachFile = <R>(
  files: ReadonlyArray<Survey.File>,
  hash: (file: Survey.File) => Effect.Effect<void, never, R>,
  name: string,
  limit: number
) =>
  TaskScope.run(
    function* (scope) {
      for (const file of files) yield* scope.fork(hash(file), { name: `hash ${file.path}` })
    },
    { name, limit }
  )

/** Writes the digest, or the error, down. */
const record =
  (survey: Survey.Survey, file: Survey.File, use: (digest: string) => void) =>
  (digest: Effect.Effect<string, FileError>): Effect.Effect<void> =>
    Effect.match(digest, {
      onSuccess: use,
      onFailure: (error) => {
        file.failed = true
        survey.errors.push(error)
      }
    })
