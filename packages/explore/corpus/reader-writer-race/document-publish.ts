/** Editors open a document for writing; a publisher may lock it only while nobody edits. */
import { Context, Effect, Layer, Ref } from "effect"
import type { Entry } from "../Entry.ts"
import { invariant } from "../invariant.ts"

interface State {
  readonly editors: number
  readonly publishing: boolean
}

interface Access {
  /** Whether an editor was let in. */
  readonly edit: (state: Ref.Ref<State>) => Effect.Effect<boolean>
  /** Whether the publisher got the document for itself. */
  readonly publish: (state: Ref.Ref<State>) => Effect.Effect<boolean>
}

class Document extends Context.Service<
  Document,
  {
    readonly edit: (text: string) => Effect.Effect<void>
    /** The text that went out, twice over: to readers and to the archive. */
    readonly publish: Effect.Effect<readonly [string, string]>
  }
>()("wiki/Document") {
  static readonly layer = (access: Access) =>
    Layer.effect(
      Document,
      Effect.gen(function* () {
        const state = yield* Ref.make<State>({ editors: 0, publishing: false })
        const text = yield* Ref.make("draft")
        const edit = Effect.fnUntraced(function* (addition: string) {
          if (!(yield* access.edit(state))) return
          yield* Ref.update(text, (before) => `${before} ${addition}`)
          yield* Ref.update(state, (now) => ({ ...now, editors: now.editors - 1 }))
        })
        const publish = Effect.gen(function* () {
          if (!(yield* access.publish(state))) return ["", ""] as const
          const sent = [yield* Ref.get(text), yield* Ref.get(text)] as const
          yield* Ref.update(state, (now) => ({ ...now, publishing: false }))
          return sent
        })
        return Document.of({ edit, publish })
      })
    )
}

const program = (access: Access) =>
  Effect.gen(function* () {
    const document = yield* Document

    const [, [readers, archive]] = yield* Effect.all([document.edit("by Ada"), document.publish], { concurrency: 2 })

    yield* invariant(readers === archive, `readers got "${readers}", the archive "${archive}"`)
  }).pipe(Effect.provide(Document.layer(access)))

const mayEdit = (now: State) => !now.publishing
const mayPublish = (now: State) => !now.publishing && now.editors === 0
const editing = (now: State): State => ({ ...now, editors: now.editors + 1 })
const publishing = (now: State): State => ({ ...now, publishing: true })

const lookThenEnter = (allowed: (now: State) => boolean, enter: (now: State) => State) =>
  Effect.fnUntraced(function* (state: Ref.Ref<State>) {
    const may = allowed(yield* Ref.get(state))
    if (may) yield* Ref.update(state, enter)
    return may
  })

const enterIf = (allowed: (now: State) => boolean, enter: (now: State) => State) => (state: Ref.Ref<State>) =>
  Ref.modify(state, (now) => (allowed(now) ? [true, enter(now)] : [false, now]))

export const documentPublish: Entry = {
  name: "document-publish",
  bugClass: "reader-writer race",
  teaches:
    "The publisher sees no editor, an editor sees no publisher, and both go in. " +
    "Looking and entering in one `Ref.modify` lets in one side only.",
  oracle: "exit",
  mode: "explore",
  granularity: "op",
  buggy: program({ edit: lookThenEnter(mayEdit, editing), publish: lookThenEnter(mayPublish, publishing) }),
  corrected: program({ edit: enterIf(mayEdit, editing), publish: enterIf(mayPublish, publishing) })
}
