/** A customer moves house while a parcel label is printed. */
import { Context, Effect, Fiber, Layer, Ref } from "effect"
import type { Entry } from "../Entry.ts"
import { invariant } from "../invariant.ts"

interface Address {
  readonly street: string
  readonly city: string
}

const before: Address = { street: "Elm Street", city: "Oxford" }
const after: Address = { street: "Quay Road", city: "Bristol" }

class Profile extends Context.Service<
  Profile,
  {
    readonly address: Effect.Effect<Address>
    readonly move: (to: Address) => Effect.Effect<void>
  }
>()("shop/Profile") {
  static readonly layerPerField = Layer.effect(
    Profile,
    Effect.gen(function* () {
      const street = yield* Ref.make(before.street)
      const city = yield* Ref.make(before.city)
      return Profile.of({
        address: Effect.all({ street: Ref.get(street), city: Ref.get(city) }),
        move: Effect.fnUntraced(function* (to) {
          yield* Ref.set(street, to.street)
          yield* Ref.set(city, to.city)
        })
      })
    })
  )

  static readonly layerWhole = Layer.effect(
    Profile,
    Effect.map(Ref.make(before), (address) =>
      Profile.of({ address: Ref.get(address), move: (to) => Ref.set(address, to) })
    )
  )
}

const program = (layer: Layer.Layer<Profile>) =>
  Effect.gen(function* () {
    const profile = yield* Profile

    const move = yield* Effect.forkChild(profile.move(after))
    const label = yield* Effect.forkChild(profile.address)
    const { street, city } = yield* Fiber.join(label)
    yield* Fiber.join(move)

    const whole = [before, after].some((address) => address.street === street && address.city === city)
    yield* invariant(whole, `the label says ${street}, ${city}`)
  }).pipe(Effect.provide(layer))

export const profileAddress: Entry = {
  name: "profile-address",
  bugClass: "torn multi-field update",
  teaches:
    "A label printed between the two writes, or a move between the two reads, mixes two addresses. " +
    "One `Ref` of the whole address is written and read at once.",
  oracle: "exit",
  mode: "explore",
  granularity: "op",
  buggy: program(Profile.layerPerField),
  corrected: program(Profile.layerWhole)
}
