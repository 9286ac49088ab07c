/** A gateway routes its first request while its configuration still arrives. */
import { Context, Effect, Fiber, Layer, Option, Stream, SubscriptionRef } from "effect"
import type { Entry } from "../Entry.ts"
import { invariant } from "../invariant.ts"

interface Config {
  readonly backend: string
}

type Source = SubscriptionRef.SubscriptionRef<Option.Option<Config>>

class Gateway extends Context.Service<
  Gateway,
  {
    readonly configure: (config: Config) => Effect.Effect<void>
    readonly route: (path: string) => Effect.Effect<string>
  }
>()("gateway/Gateway") {
  static readonly layer = (current: (source: Source) => Effect.Effect<Config>) =>
    Layer.effect(
      Gateway,
      Effect.map(SubscriptionRef.make(Option.none<Config>()), (source) =>
        Gateway.of({
          configure: (config) => SubscriptionRef.set(source, Option.some(config)),
          route: (path) => Effect.map(current(source), ({ backend }) => `${backend}${path}`)
        })
      )
    )
}

const program = (current: (source: Source) => Effect.Effect<Config>) =>
  Effect.gen(function* () {
    const gateway = yield* Gateway

    const watcher = yield* Effect.forkChild(gateway.configure({ backend: "http://orders" }))
    const request = yield* Effect.forkChild(gateway.route("/1"))
    const url = yield* Fiber.join(request)
    yield* Fiber.join(watcher)

    yield* invariant(url === "http://orders/1", `routed to ${url}`)
  }).pipe(Effect.provide(Gateway.layer(current)))

const getNow = (source: Source) =>
  Effect.flatMap(SubscriptionRef.get(source), (config) => Effect.orDie(Effect.fromOption(config)))

const firstThatIsSome = (source: Source) =>
  SubscriptionRef.changes(source).pipe(
    Stream.filter(Option.isSome),
    Stream.runHead,
    Effect.flatMap((head) => Effect.orDie(Effect.fromOption(Option.flatten(head))))
  )

export const tenantConfig: Entry = {
  name: "tenant-config",
  bugClass: "use before initialisation",
  teaches:
    "A request that is routed before the configuration has been set finds none, and dies. " +
    "Waiting for the first configuration in the changes serves it a little later.",
  oracle: "exit",
  mode: "explore",
  granularity: "await",
  buggy: program(getNow),
  corrected: program(firstThatIsSome)
}
