/** A pool keeps its free connections as a linked list; two requests borrow and return at the same time. */
import { Context, Effect, Fiber, Layer, Option, Ref } from "effect"
import type { Entry } from "../Entry.ts"
import { invariant } from "../invariant.ts"

/** The first free connection, and how often the list has changed. */
interface Head {
  readonly id: Option.Option<string>
  readonly version: number
}

type Same = (seen: Head, current: Head) => boolean

class Connections extends Context.Service<
  Connections,
  {
    readonly borrow: Effect.Effect<string>
    readonly giveBack: (id: string) => Effect.Effect<void>
  }
>()("orders/Connections") {
  static readonly layer = (same: Same) =>
    Layer.effect(
      Connections,
      Effect.gen(function* () {
        const head = yield* Ref.make<Head>({ id: Option.some("a"), version: 0 })
        const next = yield* Ref.make<ReadonlyMap<string, string>>(
          new Map([
            ["a", "b"],
            ["b", "c"]
          ])
        )
        const swap = (seen: Head, id: Option.Option<string>) =>
          Ref.modify(head, (current) => [
            same(seen, current),
            same(seen, current) ? { id, version: current.version + 1 } : current
          ])
        const borrow = Effect.gen(function* () {
          while (true) {
            const seen = yield* Ref.get(head)
            const id = yield* Effect.orDie(Effect.fromOption(seen.id))
            const following = Option.fromUndefinedOr((yield* Ref.get(next)).get(id))
            if (yield* swap(seen, following)) return id
          }
        })
        const giveBack = Effect.fnUntraced(function* (id: string) {
          while (true) {
            const seen = yield* Ref.get(head)
            yield* Ref.update(next, (links) =>
              Option.match(seen.id, {
                onNone: () => new Map([...links].filter(([from]) => from !== id)),
                onSome: (first) => new Map(links).set(id, first)
              })
            )
            if (yield* swap(seen, Option.some(id))) return
          }
        })
        return Connections.of({ borrow, giveBack })
      })
    )
}

const program = (same: Same) =>
  Effect.gen(function* () {
    const connections = yield* Connections
    const query = connections.borrow
    const batch = Effect.gen(function* () {
      const first = yield* connections.borrow
      const second = yield* connections.borrow
      yield* connections.giveBack(first)
      return second
    })

    const queryFiber = yield* Effect.forkChild(query)
    const batchFiber = yield* Effect.forkChild(batch)
    const held = [yield* Fiber.join(queryFiber), yield* Fiber.join(batchFiber), yield* connections.borrow]

    yield* invariant(new Set(held).size === held.length, `lent out at once: ${held.join(", ")}`)
  }).pipe(Effect.provide(Connections.layer(same)))

export const connectionFreeList: Entry = {
  name: "connection-free-list",
  bugClass: "ABA",
  teaches:
    "While a request is about to take the first connection, others borrow it and the second and return the first: " +
    "the head looks unchanged, and the list goes on with a connection in use. Comparing the version sees the " +
    "change.",
  oracle: "exit",
  mode: "explore",
  granularity: "op",
  buggy: program((seen, current) => Option.getOrNull(seen.id) === Option.getOrNull(current.id)),
  corrected: program((seen, current) => seen.version === current.version)
}
