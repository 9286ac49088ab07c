/** `it.explore` as tests use it. */
import { assert, describe } from "@effect/vitest"
import { Context, Effect, Fiber, Layer, Ref, Schema } from "effect"
import { it } from "@heddle/explore/vitest"

class Accounts extends Context.Service<Accounts, { readonly balance: Ref.Ref<number> }>()("test/Accounts") {
  static readonly layer = Layer.effect(
    Accounts,
    Effect.map(Ref.make(100), (balance) => Accounts.of({ balance }))
  )
}

const both = (deposit: Effect.Effect<void, never, Accounts>) =>
  Effect.gen(function* () {
    const fibers = [yield* Effect.forkChild(deposit), yield* Effect.forkChild(deposit)]
    for (const fiber of fibers) yield* Fiber.join(fiber)
  })

describe("it.explore", () => {
  it.explore(
    "passes when every schedule holds",
    Effect.gen(function* () {
      const ref = yield* Ref.make(0)
      const add = Ref.update(ref, (n) => n + 1)
      yield* Effect.all([add, add], { concurrency: 2 })
      assert.strictEqual(yield* Ref.get(ref), 2)
    })
  )

  it.explore("takes options", { schedules: 1 }, Effect.void)

  it.explore(
    "replays a token, of the program as the test runs it",
    { replay: "hx1:seed=42;dev=;end=3.b2bb" },
    Effect.yieldNow
  )

  it.explore(
    "gives the program a scope that closes with every schedule",
    Effect.gen(function* () {
      const open = yield* Ref.make(0)
      yield* Effect.acquireRelease(
        Ref.update(open, (n) => n + 1),
        () => Ref.update(open, (n) => n - 1)
      )
      assert.strictEqual(yield* Ref.get(open), 1)
    })
  )

  it.layer(Accounts.layer)("with a layer", (it) => {
    it.explore(
      "builds the layer anew for every schedule",
      Effect.gen(function* () {
        const { balance } = yield* Accounts
        yield* both(Effect.flatMap(Accounts, ({ balance }) => Ref.update(balance, (n) => n + 10)))
        assert.strictEqual(yield* Ref.get(balance), 120)
      })
    )

    it.effect("leaves the other tests of the block as they are", () =>
      Effect.gen(function* () {
        const { balance } = yield* Accounts
        assert.strictEqual(yield* Ref.get(balance), 100)
      })
    )
  })

  it.explore.prop(
    "passes when every input and every schedule holds",
    [Schema.Int, Schema.Int],
    ([first, second]) =>
      Effect.gen(function* () {
        const sum = yield* Ref.make(0)
        const add = (n: number) => Ref.update(sum, (total) => total + n)
        yield* Effect.all([add(first), add(second)], { concurrency: 2 })
        assert.strictEqual(yield* Ref.get(sum), first + second)
      }),
    { inputs: 5, schedules: 50 }
  )
})
