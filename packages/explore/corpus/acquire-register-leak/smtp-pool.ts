/** A newsletter borrows the only client of a mail pool, and is interrupted somewhere. */
import { Context, Effect, Exit, Fiber, Layer, Pool, Ref, Scope } from "effect"
import type { Entry } from "../Entry.ts"

interface Client {
  readonly send: (mail: string) => Effect.Effect<void>
}

class Mailer extends Context.Service<Mailer, { readonly clients: Pool.Pool<Client> }>()("news/Mailer") {
  static readonly layer = Layer.effect(
    Mailer,
    Effect.gen(function* () {
      const sent = yield* Ref.make<ReadonlyArray<string>>([])
      const client: Client = { send: (mail) => Ref.update(sent, (mails) => [...mails, mail]) }
      return Mailer.of({ clients: yield* Pool.make({ acquire: Effect.succeed(client), size: 1 }) })
    })
  )
}

type Borrow = (clients: Pool.Pool<Client>) => <A>(use: (client: Client) => Effect.Effect<A>) => Effect.Effect<A>

const program = (borrow: Borrow) =>
  Effect.gen(function* () {
    const { clients } = yield* Mailer
    const newsletter = borrow(clients)((client) => client.send("news"))

    const worker = yield* newsletter.pipe(Effect.withSpan("worker"), Effect.forkChild)
    yield* Fiber.await(worker)
  }).pipe(Effect.provide(Mailer.layer))

const scopeByHand: Borrow = (clients) =>
  Effect.fnUntraced(function* (use) {
    const scope = yield* Scope.make()
    const client = yield* Pool.get(clients).pipe(Scope.provide(scope))
    return yield* Effect.ensuring(use(client), Scope.close(scope, Exit.void))
  })

const scoped: Borrow = (clients) => (use) => Effect.scoped(Effect.flatMap(Pool.get(clients), use))

export const smtpPool: Entry = {
  name: "smtp-pool",
  bugClass: "leak between acquire and register",
  teaches:
    "An interruption after the client is borrowed and before `ensuring` is in place keeps it, and the pool, which " +
    "waits for it at shutdown, never ends. `Effect.scoped` is in place before the client is borrowed.",
  oracle: "deadlock",
  mode: "interruptEverywhere",
  target: "worker",
  granularity: "op",
  buggy: program(scopeByHand),
  corrected: program(scoped)
}
