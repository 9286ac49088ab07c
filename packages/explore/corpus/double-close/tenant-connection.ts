/** Requests of one tenant share a connection, which is closed after the last of them. */
import { Context, Effect, Layer, RcMap, Ref } from "effect"
import type { Entry } from "../Entry.ts"
import { invariant } from "../invariant.ts"

/** A driver double that counts. */
class Driver extends Context.Service<
  Driver,
  {
    readonly open: Effect.Effect<void>
    readonly close: Effect.Effect<void>
    readonly counts: Effect.Effect<{ readonly opened: number; readonly closed: number }>
  }
>()("tenants/Driver") {
  static readonly layerTest = Layer.effect(
    Driver,
    Effect.gen(function* () {
      const opened = yield* Ref.make(0)
      const closed = yield* Ref.make(0)
      return Driver.of({
        open: Ref.update(opened, (n) => n + 1),
        close: Ref.update(closed, (n) => n + 1),
        counts: Effect.all({ opened: Ref.get(opened), closed: Ref.get(closed) })
      })
    })
  )
}

class Tenant extends Context.Service<Tenant, { readonly request: Effect.Effect<void> }>()("tenants/Tenant") {
  /** Counts the requests that use the connection by hand; `requests` of them are expected. */
  static readonly layerByHand = (requests: number) =>
    Layer.effect(
      Tenant,
      Effect.gen(function* () {
        const driver = yield* Driver
        const users = yield* Ref.make(requests)
        yield* driver.open
        const request = Effect.gen(function* () {
          yield* Ref.update(users, (n) => n - 1)
          if ((yield* Ref.get(users)) === 0) yield* driver.close
        })
        return Tenant.of({ request })
      })
    )

  static readonly layerRcMap = Layer.effect(
    Tenant,
    Effect.gen(function* () {
      const driver = yield* Driver
      const connections = yield* RcMap.make({ lookup: () => Effect.acquireRelease(driver.open, () => driver.close) })
      return Tenant.of({ request: Effect.scoped(RcMap.get(connections, "acme")) })
    })
  )
}

const program = (layer: Layer.Layer<Tenant, never, Driver>) =>
  Effect.gen(function* () {
    const tenant = yield* Tenant
    const driver = yield* Driver

    yield* Effect.all([tenant.request, tenant.request], { concurrency: 2, discard: true })

    const { opened, closed } = yield* driver.counts
    yield* invariant(opened === closed, `opened ${opened} times, closed ${closed} times`)
  }).pipe(Effect.provide(layer.pipe(Layer.provideMerge(Driver.layerTest))))

export const tenantConnection: Entry = {
  name: "tenant-connection",
  bugClass: "double close",
  teaches:
    "Both requests give up their use before either asks whether it was the last, and both close. " +
    "`RcMap` counts down and decides in one step.",
  oracle: "exit",
  mode: "explore",
  granularity: "op",
  buggy: program(Tenant.layerByHand(2)),
  corrected: program(Tenant.layerRcMap)
}
