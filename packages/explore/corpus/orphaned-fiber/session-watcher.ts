/** A session watches its events until logout; a quick user logs out while the login still runs. */
import { Context, Effect, Exit, Fiber, Layer, Queue, Ref, Scope } from "effect"
import type { Entry } from "../Entry.ts"

class Session extends Context.Service<
  Session,
  {
    readonly login: Effect.Effect<void>
    readonly logout: Effect.Effect<void>
  }
>()("chat/Session") {
  /** Logout interrupts the watcher it finds. */
  static readonly layerByHand = Layer.effect(
    Session,
    Effect.gen(function* () {
      const events = yield* Queue.unbounded<string>()
      const watchers = yield* Ref.make<ReadonlyArray<Fiber.Fiber<never>>>([])
      return Session.of({
        login: Effect.gen(function* () {
          const watcher = yield* Effect.forkDetach(watch(events))
          yield* Ref.update(watchers, (all) => [...all, watcher])
        }),
        logout: Effect.flatMap(Ref.getAndSet(watchers, []), Fiber.interruptAll)
      })
    })
  )

  /** Logout closes the scope that owns the watcher. */
  static readonly layerScoped = Layer.effect(
    Session,
    Effect.gen(function* () {
      const events = yield* Queue.unbounded<string>()
      const scope = yield* Scope.make()
      return Session.of({
        login: Effect.asVoid(Effect.forkIn(watch(events), scope)),
        logout: Scope.close(scope, Exit.void)
      })
    })
  )
}

const watch = (events: Queue.Queue<string>) => Effect.forever(Queue.take(events))

const program = (layer: Layer.Layer<Session>) =>
  Effect.gen(function* () {
    const session = yield* Session

    yield* Effect.all([session.login, session.logout], { concurrency: 2, discard: true })
  }).pipe(Effect.provide(layer))

export const sessionWatcher: Entry = {
  name: "session-watcher",
  bugClass: "orphaned fiber",
  teaches:
    "A logout before the watcher is noted finds nothing to interrupt, and nobody ever will. " +
    "A fiber forked into a scope belongs to it from the start, and does not start when the scope is closed already.",
  oracle: "fiber leak",
  mode: "explore",
  granularity: "await",
  buggy: program(Session.layerByHand),
  corrected: program(Session.layerScoped)
}
