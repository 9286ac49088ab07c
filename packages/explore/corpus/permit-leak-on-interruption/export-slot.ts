/** One slot for exports; a user may cancel an export at any time. */
import { Context, Effect, Fiber, Layer, Ref, Semaphore } from "effect"
import type { Entry } from "../Entry.ts"
import { invariant } from "../invariant.ts"

type WithSlot = (slots: Semaphore.Semaphore) => <A>(self: Effect.Effect<A>) => Effect.Effect<A>

class Exports extends Context.Service<Exports, { readonly render: (document: string) => Effect.Effect<string> }>()(
  "reports/Exports"
) {
  static readonly layer = (withSlot: WithSlot) =>
    Layer.effect(
      Exports,
      Effect.gen(function* () {
        const slots = yield* Semaphore.make(1)
        const rendered = yield* Ref.make(0)
        return Exports.of({
          render: (document) =>
            Effect.as(
              Ref.update(rendered, (n) => n + 1),
              `${document}.pdf`
            ).pipe(withSlot(slots))
        })
      })
    )
}

const program = (withSlot: WithSlot) =>
  Effect.gen(function* () {
    const exports = yield* Exports

    const cancelled = yield* exports.render("annual").pipe(Effect.withSpan("export"), Effect.forkChild)
    yield* Fiber.await(cancelled)
    const file = yield* exports.render("monthly").pipe(Effect.timeoutOption("1 second"))

    yield* invariant(file._tag === "Some", "no slot was free for the next export")
  }).pipe(Effect.provide(Exports.layer(withSlot)))

const takeThenEnsure: WithSlot = (slots) => (self) =>
  Effect.andThen(slots.take(1), Effect.ensuring(self, slots.release(1)))

const withPermit: WithSlot = (slots) => slots.withPermit

export const exportSlot: Entry = {
  name: "export-slot",
  bugClass: "permit leak on interruption",
  teaches:
    "An interruption after `take` and before `ensuring` is in place keeps the slot for ever. " +
    "`withPermit` gives it back however the export ends.",
  oracle: "exit",
  mode: "interruptEverywhere",
  target: "export",
  granularity: "op",
  buggy: program(takeThenEnsure),
  corrected: program(withPermit)
}
