/** Shoppers search a catalog while its index is rebuilt. */
import { Context, Effect, Layer, Ref, Semaphore } from "effect"
import type { Entry } from "../Entry.ts"
import { invariant } from "../invariant.ts"

const maxReaders = 2

class Catalog extends Context.Service<
  Catalog,
  {
    /** How many products match. */
    readonly search: Effect.Effect<number>
    readonly reindex: Effect.Effect<void>
  }
>()("shop/Catalog") {
  static readonly layer = (writerPermits: number) =>
    Layer.effect(
      Catalog,
      Effect.gen(function* () {
        const access = yield* Semaphore.make(maxReaders)
        const index = yield* Ref.make<ReadonlyArray<string>>(["lamp", "desk"])
        return Catalog.of({
          search: access.withPermit(Effect.map(Ref.get(index), (products) => products.length)),
          reindex: Effect.gen(function* () {
            const products = yield* Ref.getAndSet(index, [])
            for (const product of products) yield* Ref.update(index, (all) => [...all, product])
          }).pipe(access.withPermits(writerPermits))
        })
      })
    )
}

const program = (writerPermits: number) =>
  Effect.gen(function* () {
    const catalog = yield* Catalog

    const [, first, second] = yield* Effect.all([catalog.reindex, catalog.search, catalog.search], { concurrency: 3 })

    yield* invariant(first === 2 && second === 2, `searches found ${first} and ${second} of 2 products`)
  }).pipe(Effect.provide(Catalog.layer(writerPermits)))

export const catalogReindex: Entry = {
  name: "catalog-reindex",
  bugClass: "reader-writer race",
  teaches:
    "A writer that takes one permit, as readers do, still leaves room for a reader, who sees a half-built index. " +
    "The writer has to take all permits.",
  oracle: "exit",
  mode: "explore",
  granularity: "op",
  buggy: program(1),
  corrected: program(maxReaders)
}
