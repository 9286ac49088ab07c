/** A quote is accepted at the very moment it expires; the customer gets one mail. */
import { Context, Deferred, Effect, Layer, Ref } from "effect"
import type { Entry } from "../Entry.ts"
import { invariant } from "../invariant.ts"

type Outcome = "accepted" | "expired"

/** Sends the mail for `outcome` unless the quote has ended otherwise. */
type End = (quote: Deferred.Deferred<Outcome>, outcome: Outcome, mail: Effect.Effect<void>) => Effect.Effect<void>

/** A mail server double that counts, and takes a moment. */
class MailServer extends Context.Service<
  MailServer,
  { readonly send: Effect.Effect<void>; readonly sent: Effect.Effect<number> }
>()("quotes/MailServer") {
  static readonly layerTest = Layer.effect(
    MailServer,
    Effect.map(Ref.make(0), (sent) =>
      MailServer.of({
        send: Effect.andThen(
          Ref.update(sent, (n) => n + 1),
          Effect.sleep("1 millis")
        ),
        sent: Ref.get(sent)
      })
    )
  )
}

const program = (end: End) =>
  Effect.gen(function* () {
    const server = yield* MailServer
    const quote = yield* Deferred.make<Outcome>()
    const customer = Effect.andThen(Effect.sleep("10 millis"), end(quote, "accepted", server.send))
    const expiry = Effect.sleep("10 millis").pipe(
      Effect.andThen(Effect.sleep("1 millis")),
      Effect.andThen(end(quote, "expired", server.send))
    )

    yield* Effect.all([customer, expiry], { concurrency: 2, discard: true })

    const sent = yield* server.sent
    yield* invariant(sent === 1, `${sent} mails about one quote`)
  }).pipe(Effect.provide(MailServer.layerTest))

const mailThenEnd: End = Effect.fnUntraced(function* (quote, outcome, mail) {
  if (yield* Deferred.isDone(quote)) return
  yield* mail
  yield* Deferred.succeed(quote, outcome)
})

const endThenMail: End = Effect.fnUntraced(function* (quote, outcome, mail) {
  if (yield* Deferred.succeed(quote, outcome)) yield* mail
})

export const quoteExpiry: Entry = {
  name: "quote-expiry",
  bugClass: "timeout racing a result",
  teaches:
    "The quote is still open while the mail about its acceptance is sent, and expires meanwhile. " +
    "`Deferred.succeed` ends it first and tells who was first; only that one sends a mail.",
  oracle: "exit",
  mode: "explore",
  granularity: "await",
  buggy: program(mailThenEnd),
  corrected: program(endThenMail)
}
