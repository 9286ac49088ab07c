import { assert, describe, it } from "@effect/vitest"
import { Cause, Context, type Duration, Effect, Exit, Fiber, Layer, Random } from "effect"
import { TestClock } from "effect/testing"
import { ExploreOptionError } from "../src/errors.ts"
import { FaultInjectedError, faults, type FaultOptions } from "../src/faults.ts"

class RefusedError {
  readonly _tag = "RefusedError"
}

interface PaymentsShape {
  readonly charge: (cents: number) => Effect.Effect<string, RefusedError>
  readonly balance: Effect.Effect<number>
  readonly currency: string
  readonly format: (cents: number) => string
}

class Payments extends Context.Service<Payments, PaymentsShape>()("shop/Payments") {}

/** A service of a class with private state, whose methods call each other. */
class Ledger {
  #entries: ReadonlyArray<number> = []
  readonly add = (cents: number): Effect.Effect<number> =>
    Effect.sync(() => (this.#entries = [...this.#entries, cents]).length)
  addTwice(cents: number): Effect.Effect<number> {
    return Effect.andThen(this.add(cents), this.add(cents))
  }
  get size(): number {
    return this.#entries.length
  }
}

class Books extends Context.Service<Books, Ledger>()("shop/Books") {}

const started: Array<string> = []

const payments = Layer.succeed(Payments, {
  charge: (cents) => Effect.sync(() => `${started.push("charge")}: ${cents}`),
  balance: Effect.sync(() => started.push("balance")),
  currency: "EUR",
  format: (cents) => `${cents / 100}`
})

const books = Layer.sync(Books, () => new Ledger())

/** `Random` gives these fractions, then begins again with the first. */
const chances = (...fractions: ReadonlyArray<number>) => {
  let drawn = 0
  return Layer.succeed(Random.Random, {
    nextDoubleUnsafe: () => fractions[drawn++ % fractions.length] ?? 0,
    nextIntUnsafe: () => 0
  })
}

const charge = Effect.flatMap(Payments, ({ charge }) => charge(5))
const balance = Effect.flatMap(Payments, ({ balance }) => balance)

const withPayments = <A, E>(program: Effect.Effect<A, E, Payments>, options: FaultOptions, chance = 0.5) => {
  started.length = 0
  return program.pipe(Effect.provide(Layer.mergeAll(faults(payments, options), chances(chance))), Effect.exit)
}

const defectOf = (exit: Exit.Exit<unknown, unknown>): FaultInjectedError => {
  const [reason] = Exit.isFailure(exit) ? exit.cause.reasons : []
  const defect = reason?._tag === "Die" ? reason.defect : undefined
  return defect instanceof FaultInjectedError ? defect : assert.fail("no fault")
}

const refusal = (options: FaultOptions): string => {
  try {
    faults(payments, options)
  } catch (error) {
    assert.instanceOf(error, ExploreOptionError)
    return error.message
  }
  return assert.fail("not refused")
}

describe("faults", () => {
  describe("fail", () => {
    it.effect("with an error fails the call with it, and the call does not start", () =>
      Effect.gen(function* () {
        const exit = yield* withPayments(charge, { fail: { probability: 1, error: () => new RefusedError() } })

        assert.deepStrictEqual(exit, Exit.fail(new RefusedError()))
        assert.deepStrictEqual(started, [])
      })
    )

    it.effect("without an error dies with a FaultInjectedError, and the call does not start", () =>
      Effect.gen(function* () {
        const defect = defectOf(yield* withPayments(charge, { fail: 1 }))

        const { call, method, service } = defect
        assert.deepStrictEqual([service, method, call], ["shop/Payments", "charge", 1])
        assert.strictEqual(
          defect.message,
          "A fault was injected into call 1 of shop/Payments.charge; the call did not start"
        )
        assert.deepStrictEqual(started, [])
      })
    )

    it.effect("reaches effects that are properties", () =>
      Effect.gen(function* () {
        assert.strictEqual(defectOf(yield* withPayments(balance, { fail: 1 })).method, "balance")
      })
    )

    it.effect("comes when chance is below the probability, and not from there on", () =>
      Effect.gen(function* () {
        assert.isTrue(Exit.isFailure(yield* withPayments(charge, { fail: 0.25 }, 0.2499)))
        assert.deepStrictEqual(yield* withPayments(charge, { fail: 0.25 }, 0.25), Exit.succeed("1: 5"))
      })
    )

    it.effect("of 0 never comes", () =>
      Effect.gen(function* () {
        assert.deepStrictEqual(yield* withPayments(charge, { fail: 0 }, 0), Exit.succeed("1: 5"))
      })
    )

    it.effect("is decided anew for each run of an effect, and tells which call of its method it was", () =>
      Effect.gen(function* () {
        const program = Effect.gen(function* () {
          const { charge } = yield* Payments
          const one = charge(5)
          yield* one
          yield* balance
          return yield* Effect.exit(one)
        })
        const exit = yield* program.pipe(
          Effect.provide(Layer.mergeAll(faults(payments, { fail: 0.5 }), chances(0.9, 0.9, 0.1)))
        )
        assert.strictEqual(defectOf(exit).call, 2)
      })
    )
  })

  describe("die", () => {
    it.effect("dies with a FaultInjectedError although there is an error to fail with", () =>
      Effect.gen(function* () {
        const options = { die: 0.5, fail: { probability: 0.5, error: () => new RefusedError() } }
        assert.strictEqual(defectOf(yield* withPayments(charge, options, 0.49)).method, "charge")
        assert.deepStrictEqual(yield* withPayments(charge, options, 0.51), Exit.fail(new RefusedError()))
      })
    )
  })

  describe("delay", () => {
    it.effect("starts calls so much later as chance says, within the range", () =>
      Effect.gen(function* () {
        const fiber = yield* Effect.forkChild(withPayments(charge, { delay: ["1 second", "3 seconds"] }, 0.5))

        yield* TestClock.adjust("1999 millis")
        assert.deepStrictEqual(started, [])
        yield* TestClock.adjust("1 millis")

        assert.deepStrictEqual(yield* Fiber.join(fiber), Exit.succeed("1: 5"))
      })
    )

    it.effect("does not delay a call that fails", () =>
      Effect.gen(function* () {
        const exit = yield* withPayments(charge, { fail: 1, delay: ["1 second", "3 seconds"] })
        assert.strictEqual(defectOf(exit).call, 1)
      })
    )
  })

  describe("only", () => {
    it.effect("leaves other methods alone", () =>
      Effect.gen(function* () {
        const options = { fail: 1, only: ["charge"] }
        assert.deepStrictEqual(yield* withPayments(balance, options), Exit.succeed(1))
        assert.isTrue(Exit.isFailure(yield* withPayments(charge, options)))
      })
    )

    it.effect("with a method that no service has dies when the layer is built", () =>
      Effect.gen(function* () {
        const exit = yield* withPayments(charge, { fail: 1, only: ["charg"] })
        const error = Exit.isFailure(exit) ? Cause.squash(exit.cause) : undefined
        assert.instanceOf(error, ExploreOptionError)
        assert.strictEqual(error.message, `Explore.faults: only is "charg"; allowed: methods of the layer's services`)
      })
    )
  })

  describe("the services", () => {
    const always = { fail: 1 } as const

    it.effect("keep what is no effect", () =>
      Effect.gen(function* () {
        const exit = yield* withPayments(
          Effect.map(Payments, (service) => [service.currency, service.format(250), Object.keys(service)]),
          always
        )
        assert.deepStrictEqual(exit, Exit.succeed(["EUR", "2.5", ["charge", "balance", "currency", "format"]]))
      })
    )

    it.effect("keep their class and its private state", () =>
      Effect.gen(function* () {
        const ledger = yield* Books
        yield* ledger.addTwice(5)
        assert.instanceOf(ledger, Ledger)
        assert.strictEqual(ledger.size, 2)
        assert.strictEqual(ledger.constructor, Ledger)
      }).pipe(Effect.provide(faults(books, { fail: 0 })))
    )

    it.effect("meet no faults of their own calls to themselves", () =>
      Effect.gen(function* () {
        const ledger = yield* Books
        assert.strictEqual(yield* ledger.addTwice(5), 2)
        assert.isTrue(Exit.isFailure(yield* Effect.exit(ledger.add(5))))
      }).pipe(Effect.provide(faults(books, { fail: 1, only: ["add"] })))
    )

    it.effect("have the same methods every time they are asked", () =>
      Effect.gen(function* () {
        const service = yield* Payments
        assert.strictEqual(service.charge, service.charge)
        assert.strictEqual(service.balance, service.balance)
      }).pipe(Effect.provide(faults(payments, always)))
    )

    it.effect("are the same for everybody who is given the layer", () =>
      Effect.gen(function* () {
        const layer = faults(books, always)
        class Twice extends Context.Service<Twice, Ledger>()("shop/Twice") {}
        const twice = Layer.provide(Layer.effect(Twice, Books), layer)
        const same = Effect.gen(function* () {
          return (yield* Twice) === (yield* Books)
        })
        assert.isTrue(yield* Effect.provide(same, Layer.merge(twice, layer)))
      })
    )

    it.effect("may be frozen", () =>
      Effect.gen(function* () {
        const frozen = Layer.effect(
          Payments,
          Effect.map(Payments, (service): PaymentsShape => Object.freeze(service))
        ).pipe(Layer.provide(payments))
        const exit = yield* Effect.exit(charge.pipe(Effect.provide(faults(frozen, always))))
        assert.strictEqual(defectOf(exit).method, "charge")
      })
    )

    it.effect("of every key of the layer have faults", () =>
      Effect.gen(function* () {
        const layer = faults(Layer.merge(payments, books), always)
        const one = yield* Effect.exit(Effect.provide(charge, layer))
        const other = yield* Effect.exit(
          Effect.provide(
            Effect.flatMap(Books, (ledger) => ledger.add(1)),
            layer
          )
        )
        assert.deepStrictEqual([defectOf(one).service, defectOf(other).service], ["shop/Payments", "shop/Books"])
      })
    )

    it.effect("are closed with the layer", () =>
      Effect.gen(function* () {
        const log: Array<string> = []
        const closing = Layer.effect(
          Books,
          Effect.acquireRelease(
            Effect.sync(() => new Ledger()),
            () => Effect.sync(() => log.push("closed"))
          )
        )
        yield* Effect.provide(
          Effect.flatMap(Books, () => Effect.sync(() => log.push("used"))),
          faults(closing, always)
        )
        assert.deepStrictEqual(log, ["used", "closed"])
      })
    )
  })

  describe("options", () => {
    for (const value of [-0.1, 1.1, Number.NaN]) {
      it(`with a probability of ${value} are refused`, () => {
        const allowed = "allowed: a probability from 0 to 1"
        assert.strictEqual(refusal({ fail: value }), `Explore.faults: fail is ${value}; ${allowed}`)
        assert.strictEqual(refusal({ die: value }), `Explore.faults: die is ${value}; ${allowed}`)
        assert.strictEqual(
          refusal({ fail: { probability: value } }),
          `Explore.faults: fail.probability is ${value}; ${allowed}`
        )
      })
    }

    it("with probabilities of more than 1 together are refused", () => {
      assert.strictEqual(
        refusal({ fail: 0.75, die: 0.5 }),
        "Explore.faults: fail + die is 1.25; allowed: a probability from 0 to 1"
      )
    })

    const delays: ReadonlyArray<readonly [min: Duration.Input, max: Duration.Input, message: string]> = [
      [-1, 1, `delay[0] is -1; allowed: a finite duration of 0 or more`],
      [Number.NaN, 1, `delay[0] is NaN; allowed: a finite duration of 0 or more`],
      [0, Infinity, `delay[1] is Infinity; allowed: a finite duration of 0 or more`],
      ["2 seconds", "1 second", `delay[1] is "1 second"; allowed: a duration not shorter than delay[0], 2 seconds`]
    ]
    for (const [min, max, message] of delays) {
      it(`with a delay are refused when ${message}`, () => {
        assert.strictEqual(refusal({ delay: [min, max] }), `Explore.faults: ${message}`)
      })
    }

    it("with an empty list of methods are refused", () => {
      assert.strictEqual(refusal({ only: [] }), "Explore.faults: only.length is 0; allowed: 1 or more")
    })
  })
})
