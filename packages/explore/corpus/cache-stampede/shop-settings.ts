/** A shop loads its settings on first use; a second page asks just when they arrive. */
import { Context, Effect, Layer, Option, Ref } from "effect"
import type { Entry } from "../Entry.ts"
import { invariant } from "../invariant.ts"

interface Settings {
  readonly currency: string
}

/** Makes the effect that loads at most once. */
type Once = (load: Effect.Effect<Settings>) => Effect.Effect<Effect.Effect<Settings>>

/** A settings store double that counts its reads. */
class Store extends Context.Service<
  Store,
  { readonly load: Effect.Effect<Settings>; readonly reads: Effect.Effect<number> }
>()("shop/Store") {
  static readonly layerTest = Layer.effect(
    Store,
    Effect.map(Ref.make(0), (reads) =>
      Store.of({
        load: Ref.update(reads, (n) => n + 1).pipe(Effect.delay("5 millis"), Effect.as({ currency: "EUR" })),
        reads: Ref.get(reads)
      })
    )
  )
}

const program = (once: Once) =>
  Effect.gen(function* () {
    const store = yield* Store
    const settings = yield* once(store.load)

    const pages = yield* Effect.all([settings, Effect.delay(settings, "5 millis")], { concurrency: 2 })

    const reads = yield* store.reads
    yield* invariant(reads === 1, `${reads} reads for ${pages.length} pages`)
  }).pipe(Effect.provide(Store.layerTest))

const rememberAfterwards: Once = (load) =>
  Effect.map(Ref.make(Option.none<Settings>()), (known) =>
    Effect.gen(function* () {
      const remembered = yield* Ref.get(known)
      if (Option.isSome(remembered)) return remembered.value
      const settings = yield* load
      yield* Ref.set(known, Option.some(settings))
      return settings
    })
  )

export const shopSettings: Entry = {
  name: "shop-settings",
  bugClass: "cache stampede",
  teaches:
    "A page that asks before the first answer has been remembered loads the settings again. " +
    "`Effect.cached` remembers that they are being loaded.",
  oracle: "exit",
  mode: "explore",
  granularity: "await",
  buggy: program(rememberAfterwards),
  corrected: program(Effect.cached)
}
