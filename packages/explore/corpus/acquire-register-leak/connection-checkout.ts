/** A worker opens a database connection for a query, and is interrupted somewhere. */
import { Context, Effect, Fiber, Layer, Ref, type Scope } from "effect"
import type { Entry } from "../Entry.ts"
import { invariant } from "../invariant.ts"

/** A database double that counts its open connections. */
class Database extends Context.Service<
  Database,
  {
    readonly open: Effect.Effect<number>
    readonly close: (connection: number) => Effect.Effect<void>
    readonly query: (connection: number, sql: string) => Effect.Effect<string>
    readonly openCount: Effect.Effect<number>
  }
>()("reports/Database") {
  static readonly layerTest = Layer.effect(
    Database,
    Effect.gen(function* () {
      const connections = yield* Ref.make<ReadonlySet<number>>(new Set())
      return Database.of({
        open: Ref.modify(connections, (all) => [all.size + 1, new Set([...all, all.size + 1])]),
        close: (connection) => Ref.update(connections, (all) => new Set([...all].filter((id) => id !== connection))),
        query: (connection, sql) => Effect.as(Effect.sleep("5 millis"), `${sql} on ${connection}`),
        openCount: Effect.map(Ref.get(connections), (all) => all.size)
      })
    })
  )
}

const program = (connect: Effect.Effect<number, never, Database | Scope.Scope>) =>
  Effect.gen(function* () {
    const database = yield* Database
    const report = Effect.gen(function* () {
      const connection = yield* connect
      return yield* database.query(connection, "select 1")
    })

    const worker = yield* report.pipe(Effect.scoped, Effect.withSpan("worker"), Effect.forkChild)
    yield* Fiber.await(worker)

    const open = yield* database.openCount
    yield* invariant(open === 0, `${open} connections are still open`)
  }).pipe(Effect.provide(Database.layerTest))

const openThenRegister = Effect.gen(function* () {
  const database = yield* Database
  const connection = yield* database.open
  yield* Effect.addFinalizer(() => database.close(connection))
  return connection
})

const acquire = Effect.gen(function* () {
  const database = yield* Database
  return yield* Effect.acquireRelease(database.open, database.close)
})

export const connectionCheckout: Entry = {
  name: "connection-checkout",
  bugClass: "leak between acquire and register",
  teaches:
    "An interruption after the connection is open and before its finalizer is registered leaves it open for ever. " +
    "`Effect.acquireRelease` does both without a point of interruption.",
  oracle: "exit",
  mode: "interruptEverywhere",
  target: "worker",
  granularity: "op",
  buggy: program(openThenRegister),
  corrected: program(acquire)
}
