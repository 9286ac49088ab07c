/** An outbox delivers mails in the background; on shutdown it sends what is left. */
import { Context, Effect, Fiber, Layer, Queue, Ref } from "effect"
import type { Entry } from "../Entry.ts"
import { invariant } from "../invariant.ts"

type Deliver = (mails: Queue.Queue<string>, send: (mail: string) => Effect.Effect<void>) => Effect.Effect<void>

/** A mail server double that keeps what it was given. */
class MailServer extends Context.Service<
  MailServer,
  {
    readonly send: (mail: string) => Effect.Effect<void>
    readonly sent: Effect.Effect<ReadonlyArray<string>>
  }
>()("mail/MailServer") {
  static readonly layerTest = Layer.effect(
    MailServer,
    Effect.map(Ref.make<ReadonlyArray<string>>([]), (sent) =>
      MailServer.of({ send: (mail) => Ref.update(sent, (all) => [...all, mail]), sent: Ref.get(sent) })
    )
  )
}

const program = (deliver: Deliver) =>
  Effect.gen(function* () {
    const server = yield* MailServer
    const mails = yield* Queue.unbounded<string>()
    const outbox = yield* deliver(mails, server.send).pipe(Effect.forever, Effect.forkChild)

    yield* Queue.offerAll(mails, ["welcome", "invoice"])
    yield* Fiber.interrupt(outbox)
    yield* Effect.forEach(yield* Queue.clear(mails), server.send, { discard: true })

    const sent = yield* server.sent
    yield* invariant(sent.length === 2, `sent only ${sent.join(", ") || "nothing"}`)
  }).pipe(Effect.provide(MailServer.layerTest))

const takeThenSend: Deliver = (mails, send) => Effect.flatMap(Queue.take(mails), send)

const interruptibleOnlyWhileWaiting: Deliver = (mails, send) =>
  Effect.uninterruptibleMask((restore) => Effect.flatMap(restore(Queue.take(mails)), send))

export const mailOutbox: Entry = {
  name: "mail-outbox",
  bugClass: "item lost at shutdown",
  teaches:
    "A mail that has been taken and not been sent when the outbox is interrupted is in no queue any more. " +
    "An outbox that can be interrupted only while it waits sends what it took.",
  oracle: "exit",
  mode: "explore",
  granularity: "op",
  buggy: program(takeThenSend),
  corrected: program(interruptibleOnlyWhileWaiting)
}
