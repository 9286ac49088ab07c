/** A request hands its connection back before it renders, and at its end at the latest; it is interrupted somewhere. */
import { Context, Effect, Fiber, Layer, Ref } from "effect"
import type { Entry } from "../Entry.ts"
import { invariant } from "../invariant.ts"

/** Hands back unless `returned` already. */
type HandBack = (returned: Ref.Ref<boolean>, release: Effect.Effect<void>) => Effect.Effect<void>

class Connections extends Context.Service<
  Connections,
  {
    readonly take: Effect.Effect<void>
    readonly release: Effect.Effect<void>
    readonly free: Effect.Effect<number>
  }
>()("web/Connections") {
  static readonly layer = Layer.effect(
    Connections,
    Effect.map(Ref.make(1), (free) =>
      Connections.of({
        take: Ref.update(free, (n) => n - 1),
        release: Ref.update(free, (n) => n + 1),
        free: Ref.get(free)
      })
    )
  )
}

const program = (handBack: HandBack) =>
  Effect.gen(function* () {
    const connections = yield* Connections
    const handler = Effect.gen(function* () {
      const returned = yield* Ref.make(false)
      const done = handBack(returned, connections.release)
      yield* Effect.acquireUseRelease(
        connections.take,
        () => Effect.andThen(done, Effect.sleep("5 millis")),
        () => done
      )
    })

    const request = yield* handler.pipe(Effect.withSpan("request"), Effect.forkChild)
    yield* Fiber.await(request)

    const free = yield* connections.free
    yield* invariant(free === 1, `${free} free connections of 1`)
  }).pipe(Effect.provide(Connections.layer))

const releaseThenMark: HandBack = Effect.fnUntraced(function* (returned, release) {
  if (yield* Ref.get(returned)) return
  yield* release
  yield* Ref.set(returned, true)
})

const asOneStep: HandBack = (returned, release) => Effect.uninterruptible(releaseThenMark(returned, release))

export const earlyHandback: Entry = {
  name: "early-handback",
  bugClass: "double release",
  teaches:
    "Interrupted after handing back and before noting it, the request hands back again at its end. " +
    "Making both one uninterruptible step leaves nothing in between.",
  oracle: "exit",
  mode: "interruptEverywhere",
  target: "request",
  granularity: "op",
  buggy: program(releaseThenMark),
  corrected: program(asOneStep)
}
