/** A shop takes its first order while its payment client still connects. */
import { Context, Deferred, Effect, Fiber, Layer, Option, Ref } from "effect"
import type { Entry } from "../Entry.ts"
import { invariant } from "../invariant.ts"

interface Client {
  readonly charge: (order: string) => Effect.Effect<string>
}

const connect = Effect.map(Ref.make(0), (count): Client => ({
  charge: (order) =>
    Effect.map(
      Ref.updateAndGet(count, (n) => n + 1),
      (n) => `receipt ${n} for ${order}`
    )
}))

class Payments extends Context.Service<Payments, { readonly client: Effect.Effect<Client> }>()("shop/Payments") {
  /** Connects in the background; using the client before that dies. */
  static readonly layerEager = Layer.effect(
    Payments,
    Effect.gen(function* () {
      const slot = yield* Ref.make(Option.none<Client>())
      yield* connect.pipe(
        Effect.flatMap((client) => Ref.set(slot, Option.some(client))),
        Effect.forkScoped
      )
      const client = Effect.flatMap(
        Ref.get(slot),
        Option.match({ onNone: () => Effect.die(new Error("no payment client yet")), onSome: Effect.succeed })
      )
      return Payments.of({ client })
    })
  )

  /** Connects in the background; using the client waits for that. */
  static readonly layerWaiting = Layer.effect(
    Payments,
    Effect.gen(function* () {
      const slot = yield* Deferred.make<Client>()
      yield* Effect.forkScoped(Deferred.complete(slot, connect))
      return Payments.of({ client: Deferred.await(slot) })
    })
  )
}

const program = (layer: Layer.Layer<Payments>) =>
  Effect.gen(function* () {
    const payments = yield* Payments

    const order = Effect.flatMap(payments.client, (client) => client.charge("order 1"))

    const receipt = yield* Effect.flatMap(Effect.forkChild(order), Fiber.join)

    yield* invariant(receipt === "receipt 1 for order 1", `got ${receipt}`)
  }).pipe(Effect.provide(layer))

export const paymentClient: Entry = {
  name: "payment-client",
  bugClass: "use before initialisation",
  teaches:
    "The layer is ready before its background fiber has put the client in place, and the first order finds nothing. " +
    "A `Deferred` makes users wait for the client.",
  oracle: "exit",
  mode: "explore",
  granularity: "await",
  buggy: program(Payments.layerEager),
  corrected: program(Payments.layerWaiting)
}
