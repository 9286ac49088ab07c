/** Two maintenance jobs need a table for themselves, and each lets the other go first. */
import { Context, Deferred, Effect, Layer, Ref } from "effect"
import type { Entry } from "../Entry.ts"
import { invariant } from "../invariant.ts"

interface Job {
  readonly name: string
  readonly finished: Deferred.Deferred<void>
}

/** The jobs that want the table, or have it. */
type Wanting = Ref.Ref<ReadonlySet<string>>
/** Ends when `self` wants the table and `other` does not. */
type Enter = (wanting: Wanting, self: Job, other: Job) => Effect.Effect<void>

class Table extends Context.Service<
  Table,
  {
    readonly exclusive: (self: Job, other: Job) => (work: Effect.Effect<void>) => Effect.Effect<void>
  }
>()("warehouse/Table") {
  static readonly layer = (enter: Enter) =>
    Layer.effect(
      Table,
      Effect.map(Ref.make<ReadonlySet<string>>(new Set()), (wanting) => {
        const leave = (self: Job) =>
          Ref.update(wanting, (names) => new Set([...names].filter((name) => name !== self.name))).pipe(
            Effect.andThen(Deferred.succeed(self.finished, undefined))
          )
        return Table.of({
          exclusive: (self, other) =>
            Effect.fnUntraced(function* (work) {
              yield* enter(wanting, self, other)
              yield* work
              yield* leave(self)
            })
        })
      })
    )
}

const job = (name: string) => Effect.map(Deferred.make<void>(), (finished): Job => ({ name, finished }))

const program = (enter: Enter) =>
  Effect.gen(function* () {
    const table = yield* Table
    const vacuum = yield* job("vacuum")
    const reindex = yield* job("reindex")
    const rows = yield* Ref.make(10)
    const work = Effect.flatMap(Ref.get(rows), (n) => Ref.set(rows, n + 1))

    yield* Effect.all([table.exclusive(vacuum, reindex)(work), table.exclusive(reindex, vacuum)(work)], {
      concurrency: 2,
      discard: true
    })

    const count = yield* Ref.get(rows)
    yield* invariant(count === 12, `two jobs left ${count} rows`)
  }).pipe(Effect.provide(Table.layer(enter)))

const announceThenGiveWay: Enter = Effect.fnUntraced(function* (wanting, self, other) {
  yield* Ref.update(wanting, (names) => new Set(names).add(self.name))
  while ((yield* Ref.get(wanting)).has(other.name)) yield* Effect.yieldNow
})

const firstComesFirst: Enter = Effect.fnUntraced(function* (wanting, self, other) {
  const first = yield* Ref.modify(wanting, (names) =>
    names.has(other.name) ? [false, names] : [true, new Set(names).add(self.name)]
  )
  if (!first) yield* Deferred.await(other.finished)
})

export const tableMaintenance: Entry = {
  name: "table-maintenance",
  bugClass: "livelock by politeness",
  teaches:
    "Once both have announced themselves, each gives way to the other for ever. " +
    "Announcing only where nobody else has makes one of them the first.",
  oracle: "livelock",
  mode: "explore",
  granularity: "op",
  buggy: program(announceThenGiveWay),
  corrected: program(firstComesFirst)
}
