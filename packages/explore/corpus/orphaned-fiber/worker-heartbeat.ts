/** A worker reports that it is alive while it works, and is interrupted somewhere. */
import { Context, Effect, Fiber, Layer, Queue, type Scope } from "effect"
import type { Entry } from "../Entry.ts"

/** Runs `beat` until the scope closes. */
type Attach = (beat: Effect.Effect<never>) => Effect.Effect<void, never, Scope.Scope>

class Monitor extends Context.Service<Monitor, { readonly beat: Effect.Effect<never> }>()("jobs/Monitor") {
  /** Beats when asked to; nobody asks in this program. */
  static readonly layerTest = Layer.effect(
    Monitor,
    Effect.map(Queue.unbounded<string>(), (questions) => Monitor.of({ beat: Effect.forever(Queue.take(questions)) }))
  )
}

const program = (attach: Attach) =>
  Effect.gen(function* () {
    const monitor = yield* Monitor
    const work = Effect.andThen(attach(monitor.beat), Effect.sleep("5 millis"))

    const worker = yield* work.pipe(Effect.scoped, Effect.withSpan("worker"), Effect.forkChild)
    yield* Fiber.await(worker)
  }).pipe(Effect.provide(Monitor.layerTest))

const detachThenRegister: Attach = Effect.fnUntraced(function* (beat) {
  const heartbeat = yield* Effect.forkDetach(beat)
  yield* Effect.addFinalizer(() => Fiber.interrupt(heartbeat))
})

export const workerHeartbeat: Entry = {
  name: "worker-heartbeat",
  bugClass: "orphaned fiber",
  teaches:
    "An interruption after the fork and before the finalizer is registered leaves a heart that beats for a dead " +
    "worker. `Effect.forkScoped` forks and registers in one step.",
  oracle: "fiber leak",
  mode: "interruptEverywhere",
  target: "worker",
  granularity: "op",
  buggy: program(detachThenRegister),
  corrected: program((beat) => Effect.asVoid(Effect.forkScoped(beat)))
}
