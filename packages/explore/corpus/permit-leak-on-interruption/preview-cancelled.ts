/** A preview is cancelled because the user moved on, while it waits for or holds a render slot. */
import { Effect, Fiber, Ref, Semaphore } from "effect"
import type { Entry } from "../Entry.ts"

type WithSlot = (slots: Semaphore.Semaphore) => <A>(self: Effect.Effect<A>) => Effect.Effect<A>

const program = (withSlot: WithSlot) =>
  Effect.gen(function* () {
    const slots = yield* Semaphore.make(1)
    const rendered = yield* Ref.make<ReadonlyArray<string>>([])
    const preview = (page: string) => Ref.update(rendered, (pages) => [...pages, page]).pipe(withSlot(slots))

    const first = yield* Effect.forkChild(preview("page 1"))
    yield* Fiber.interrupt(first)

    return yield* Ref.get(rendered)
  })

const takeRunRelease: WithSlot = (slots) => (self) =>
  slots.take(1).pipe(
    Effect.andThen(self),
    Effect.tap(() => slots.release(1))
  )

export const previewCancelled: Entry = {
  name: "preview-cancelled",
  bugClass: "permit leak on interruption",
  teaches:
    "The slot is given back only when the preview ends well, so a cancelled one keeps it. " +
    "`withPermit` gives it back however the preview ends.",
  oracle: "permit leak",
  mode: "explore",
  granularity: "op",
  buggy: program(takeRunRelease),
  corrected: program((slots) => slots.withPermit)
}
