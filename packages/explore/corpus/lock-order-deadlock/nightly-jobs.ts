/** A nightly backup and a restore drill both need the database and the archive. */
import { Context, Effect, Layer, Ref, Semaphore } from "effect"
import type { Entry } from "../Entry.ts"
import { invariant } from "../invariant.ts"

type With = (self: Effect.Effect<void>) => Effect.Effect<void>

/** Runs `copy` with the archive and the database locked. */
type Restore = (withDatabase: With, withArchive: With) => With

class Jobs extends Context.Service<
  Jobs,
  {
    readonly backup: Effect.Effect<void>
    readonly restore: Effect.Effect<void>
    readonly done: Effect.Effect<ReadonlyArray<string>>
  }
>()("operations/Jobs") {
  static readonly layer = (restore: Restore) =>
    Layer.effect(
      Jobs,
      Effect.gen(function* () {
        const database = yield* Semaphore.make(1)
        const archive = yield* Semaphore.make(1)
        const done = yield* Ref.make<ReadonlyArray<string>>([])
        const finish = (name: string) => Ref.update(done, (all) => [...all, name])
        return Jobs.of({
          backup: database.withPermit(Effect.andThen(Effect.sleep("5 millis"), archive.withPermit(finish("backup")))),
          restore: restore(database.withPermit, archive.withPermit)(finish("restore")),
          done: Ref.get(done)
        })
      })
    )
}

const program = (restore: Restore) =>
  Effect.gen(function* () {
    const jobs = yield* Jobs

    yield* Effect.all([jobs.backup, Effect.delay(jobs.restore, "5 millis")], { concurrency: 2, discard: true })

    const done = yield* jobs.done
    yield* invariant(done.length === 2, `only ${done.join(", ")} ran`)
  }).pipe(Effect.provide(Jobs.layer(restore)))

export const nightlyJobs: Entry = {
  name: "nightly-jobs",
  bugClass: "lock-order deadlock",
  teaches:
    "The backup holds the database and wants the archive, the restore the other way round. " +
    "The restore takes the database first as well, though it does not need it first.",
  oracle: "deadlock",
  mode: "explore",
  granularity: "await",
  buggy: program((withDatabase, withArchive) => (copy) => withArchive(withDatabase(copy))),
  corrected: program((withDatabase, withArchive) => (copy) => withDatabase(withArchive(copy)))
}
