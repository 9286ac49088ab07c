import { Explore } from "@heddle/explore"
import { assert, describe, it } from "@heddle/explore/vitest"
import * as Effect from "effect/Effect"
import * as Fiber from "effect/Fiber"
import { Bank } from "../bank.ts"
import { day } from "../day.ts"

describe("the bank", () => {
  it.explore("counts all of its money while some is transferred", Effect.provide(day, Bank.layer))

  it.live("counts wrong without its lock", () =>
    Effect.gen(function* () {
      const { failure } = yield* Explore.run(Effect.provide(day, Bank.layerRacy))

      assert.deepStrictEqual([failure?.oracle, failure?.granularity], ["exit", "op"])
    })
  )

  it.live("gives its lock back wherever a transfer is interrupted", () =>
    Effect.gen(function* () {
      const program = Effect.gen(function* () {
        const bank = yield* Bank
        const transfer = yield* Effect.forkChild(bank.transfer(30).pipe(Explore.named("transfer")))
        yield* Fiber.await(transfer)
        yield* bank.audit
      })
      const { failure } = yield* Explore.interruptEverywhere(Effect.provide(program, Bank.layer), {
        target: "transfer"
      })

      assert.isUndefined(failure)
    })
  )
})
