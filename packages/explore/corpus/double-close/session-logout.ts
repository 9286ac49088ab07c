/** A session ends because its user logs out and because it is idle, both at once. */
import { Context, Effect, Layer, Ref } from "effect"
import type { Entry } from "../Entry.ts"
import { invariant } from "../invariant.ts"

/** Whether this call is the one that has to close. */
type Claim = (closed: Ref.Ref<boolean>) => Effect.Effect<boolean>

/** A socket double that counts how often it is closed. */
class Socket extends Context.Service<
  Socket,
  {
    readonly close: Effect.Effect<void>
    readonly closeCount: Effect.Effect<number>
  }
>()("chat/Socket") {
  static readonly layerTest = Layer.effect(
    Socket,
    Effect.map(Ref.make(0), (count) =>
      Socket.of({ close: Ref.update(count, (n) => n + 1), closeCount: Ref.get(count) })
    )
  )
}

class Session extends Context.Service<Session, { readonly end: (reason: string) => Effect.Effect<void> }>()(
  "chat/Session"
) {
  static readonly layer = (claim: Claim) =>
    Layer.effect(
      Session,
      Effect.gen(function* () {
        const socket = yield* Socket
        const closed = yield* Ref.make(false)
        const end = Effect.fnUntraced(function* (_reason: string) {
          if (yield* claim(closed)) yield* socket.close
        })
        return Session.of({ end })
      })
    )
}

const program = (claim: Claim) =>
  Effect.gen(function* () {
    const session = yield* Session
    const socket = yield* Socket

    yield* Effect.all([session.end("logout"), session.end("idle")], { concurrency: 2, discard: true })

    const count = yield* socket.closeCount
    yield* invariant(count === 1, `the socket was closed ${count} times`)
  }).pipe(Effect.provide(Session.layer(claim).pipe(Layer.provideMerge(Socket.layerTest))))

const checkThenMark: Claim = Effect.fnUntraced(function* (closed) {
  if (yield* Ref.get(closed)) return false
  yield* Ref.set(closed, true)
  return true
})

const mark: Claim = (closed) => Effect.map(Ref.getAndSet(closed, true), (wasClosed) => !wasClosed)

export const sessionLogout: Entry = {
  name: "session-logout",
  bugClass: "double close",
  teaches:
    "Logout and idle check both find the session open, and both close the socket. " +
    "`Ref.getAndSet` marks and tells who was first in one step.",
  oracle: "exit",
  mode: "explore",
  granularity: "op",
  buggy: program(checkThenMark),
  corrected: program(mark)
}
