/** A cart is edited on two devices; each save is checked against the version it was based on. */
import { Context, Effect, Layer, Ref } from "effect"
import type { Entry } from "../Entry.ts"
import { invariant } from "../invariant.ts"

interface Cart {
  readonly items: ReadonlyArray<string>
  readonly version: number
}

class Carts extends Context.Service<
  Carts,
  {
    readonly load: Effect.Effect<Cart>
    /** False when the stored cart is not `based` any more. */
    readonly save: (based: Cart, items: ReadonlyArray<string>) => Effect.Effect<boolean>
    readonly overwrite: (items: ReadonlyArray<string>) => Effect.Effect<void>
  }
>()("shop/Carts") {
  static readonly layer = Layer.effect(
    Carts,
    Effect.map(Ref.make<Cart>({ items: [], version: 0 }), (cart) =>
      Carts.of({
        load: Ref.get(cart),
        save: (based, items) =>
          Ref.modify(cart, (current) =>
            current.version === based.version ? [true, { items, version: current.version + 1 }] : [false, current]
          ),
        overwrite: (items) => Ref.update(cart, (current) => ({ items, version: current.version + 1 }))
      })
    )
  )
}

/** Adds an item; overwrites whatever is stored after `patience` conflicts. */
const add = Effect.fnUntraced(function* (carts: Carts["Service"], item: string, patience: number) {
  for (let conflicts = 0; ;) {
    const cart = yield* carts.load
    const items = [...cart.items, item]
    if (yield* carts.save(cart, items)) return
    if (++conflicts === patience) return yield* carts.overwrite(items)
  }
})

const program = (patience: number) =>
  Effect.gen(function* () {
    const carts = yield* Carts

    const phone = add(carts, "lamp", patience)
    const laptop = Effect.forEach(["desk", "chair", "rug"], (item) => add(carts, item, patience), { discard: true })
    yield* Effect.all([phone, laptop], { concurrency: 2, discard: true })

    const { items } = yield* carts.load
    yield* invariant(items.length === 4, `the cart holds ${items.join(", ")}`)
  }).pipe(Effect.provide(Carts.layer))

export const cartMerge: Entry = {
  name: "cart-merge",
  bugClass: "lost update",
  teaches:
    "After its second conflict the phone overwrites the cart with what it had loaded, and the laptop's item is " +
    "gone. Loading and trying again for as long as there are conflicts loses nothing, for each conflict is " +
    "another's success.",
  oracle: "exit",
  mode: "explore",
  granularity: "op",
  buggy: program(2),
  corrected: program(Infinity)
}
