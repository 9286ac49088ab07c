/** A reviewer approves the draft she has read while its author takes it back, edits and submits it again. */
import { Context, Effect, Fiber, Layer, Ref } from "effect"
import type { Entry } from "../Entry.ts"
import { invariant } from "../invariant.ts"

interface Draft {
  readonly text: string
  readonly status: "editing" | "submitted" | "approved"
  readonly revision: number
}

const withStatus = (draft: Draft, status: Draft["status"]): Draft => ({ ...draft, status })

/** Whether `current` may be approved by somebody who has read `read`. */
type Unchanged = (read: Draft, current: Draft) => boolean

class Drafts extends Context.Service<
  Drafts,
  {
    readonly read: Effect.Effect<Draft>
    readonly withdraw: Effect.Effect<void>
    readonly submit: (text: string) => Effect.Effect<void>
    readonly approve: (read: Draft) => Effect.Effect<boolean>
  }
>()("press/Drafts") {
  static readonly layer = (unchanged: Unchanged) =>
    Layer.effect(
      Drafts,
      Effect.map(Ref.make<Draft>({ text: "first", status: "submitted", revision: 1 }), (draft) =>
        Drafts.of({
          read: Ref.get(draft),
          withdraw: Ref.update(draft, (now) => (now.status === "submitted" ? withStatus(now, "editing") : now)),
          submit: (text) =>
            Ref.update(draft, (now) =>
              now.status === "editing" ? withStatus({ ...now, text, revision: now.revision + 1 }, "submitted") : now
            ),
          approve: (read) =>
            Ref.modify(draft, (now) => (unchanged(read, now) ? [true, withStatus(now, "approved")] : [false, now]))
        })
      )
    )
}

const program = (unchanged: Unchanged) =>
  Effect.gen(function* () {
    const drafts = yield* Drafts
    const review = Effect.gen(function* () {
      const draft = yield* drafts.read
      return { text: draft.text, approved: draft.status === "submitted" && (yield* drafts.approve(draft)) }
    })

    const reviewer = yield* Effect.forkChild(review)
    const author = yield* Effect.forkChild(Effect.andThen(drafts.withdraw, drafts.submit("second")))
    const { text, approved } = yield* Fiber.join(reviewer)
    yield* Fiber.join(author)

    const printed = (yield* drafts.read).text
    yield* invariant(!approved || printed === text, `approved "${text}", printed "${printed}"`)
  }).pipe(Effect.provide(Drafts.layer(unchanged)))

export const documentApproval: Entry = {
  name: "document-approval",
  bugClass: "ABA",
  teaches:
    "The draft is submitted when it is read and submitted when it is approved, and was another one in between. " +
    "Comparing the revision tells them apart.",
  oracle: "exit",
  mode: "explore",
  granularity: "op",
  buggy: program((read, current) => read.status === current.status),
  corrected: program((read, current) => current.status === "submitted" && read.revision === current.revision)
}
