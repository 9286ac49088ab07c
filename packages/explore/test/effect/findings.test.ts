/**
 * What Explore found in Effect 4.1.0. Each test holds as long as Effect has the bug: one that goes red says that a release
 * has mended it, and the page "Found in Effect" wants a change.
 */
import { assert, describe, it } from "@effect/vitest"
import { Effect, Exit, Pool, Stream } from "effect"
import * as Explore from "../../src/Explore.ts"
import { busy, nearTheYield, runPlain, yieldingEverywhere } from "../support/plain.ts"
import { claim } from "../support/programs.ts"

interface Expected {
  readonly oracle: Explore.Oracle
  readonly message: RegExp
  readonly options?: Explore.Options
  /** As the docs print it. */
  readonly token: string
}

/** Explore finds it, its token brings it back, and so does the one in the docs. */
const finds = async (program: Effect.Effect<unknown, unknown>, { message, options, oracle, token }: Expected) => {
  const { failure } = await Effect.runPromise(Explore.run(program, options))
  if (failure === undefined) return assert.fail("Explore does not find it any more")
  console.log("TOKEN", token, failure.token, failure.foundAfter)
  assert.strictEqual(failure.oracle, oracle)
  assert.match(failure.message, message)
  assert.strictEqual(failure.granularity, "op")
  for (const known of [failure.token, token]) {
    const replayed = await Effect.runPromise(Explore.replay(program, known, { oracles: options?.oracles }))
    assert.strictEqual(replayed.failure?.oracle, oracle)
    assert.match(replayed.failure?.message ?? "", message)
  }
}

/** What the program of the finding came to under Effect's own scheduler, for each of the numbers. */
const wrong = <A>(
  program: (operations: number) => Effect.Effect<A>,
  isWrong: (exit: Exit.Exit<A> | undefined) => boolean
): ReadonlyArray<number> => nearTheYield.filter((operations) => isWrong(runPlain(program(operations))))

describe("Effect 4.1.0", () => {
  describe("Stream.flatMap with a concurrency drops elements when an inner stream ends as the next one starts", () => {
    const elements = (inner: (n: number) => Stream.Stream<number>) =>
      Stream.runCollect(Stream.flatMap(Stream.fromIterable([1, 2, 3]), inner, { concurrency: 2 }))

    const program = Effect.gen(function* () {
      const got = yield* elements((n) => Stream.fromEffect(Effect.as(Effect.yieldNow, n)))
      yield* claim(got.length === 3, `got only ${got.toSorted()} of 1,2,3`)
    })

    it("(found by Explore)", () =>
      finds(program, {
        oracle: "exit",
        message: /got only/,
        options: { seed: 2, oracles: { "unobserved failure": false } },
        token: "hx1:seed=2;dev=24>2.1b89,28>2.2c6c,57>6.473d,60>0.53e5;end=94.70e9"
      }))

    it("under Effect's own scheduler, when the end of the inner streams takes some 2,000 operations", () => {
      const ending = (operations: number) =>
        elements((n) => Stream.ensuring(Stream.fromEffect(Effect.as(Effect.yieldNow, n)), busy(operations)))
      const lost = wrong(ending, (exit) => exit !== undefined && Exit.isSuccess(exit) && exit.value.length < 3)
      assert.isAbove(lost.length, 0)
    })
  })

  describe("Pool.get waits for ever when the acquisition fails just before it starts to wait", () => {
    const borrowing = (dial: Effect.Effect<void>, before: Effect.Effect<void>) =>
      Effect.gen(function* () {
        const outcomes: Array<Effect.Effect<string, string>> = [Effect.fail("down"), Effect.succeed("connection")]
        const connect = Effect.suspend(() => outcomes.shift()!)
        const pool = yield* Pool.make({ acquire: Effect.andThen(dial, connect), size: 1 })
        yield* before
        yield* Effect.retry(Effect.scoped(Pool.get(pool)), { times: 1 })
      }).pipe(Effect.scoped, Effect.orDie)

    it("(found by Explore)", () =>
      finds(borrowing(Effect.void, Effect.void), {
        oracle: "deadlock",
        message: /nothing can run any more/,
        token: "POOL"
      }))

    it("under Effect's own scheduler, when the borrower has done some 2,000 operations before", () => {
      const stuck = wrong(
        (operations) => borrowing(Effect.yieldNow, busy(operations)),
        (exit) => exit === undefined
      )
      assert.isAbove(stuck.length, 0)
    })
  })

  for (const timeToLiveStrategy of ["usage", "creation"] as const) {
    describe(`Pool.makeWithTTL (${timeToLiveStrategy}) never releases an item that expires as the pool closes`, () => {
      /** Tells how many items are still open when the pool has closed. */
      const open = (size: number, release: Effect.Effect<void>) =>
        Effect.gen(function* () {
          let open = 0
          const acquire = Effect.acquireRelease(
            Effect.sync(() => void open++),
            () =>
              Effect.andThen(
                release,
                Effect.sync(() => void open--)
              )
          )
          yield* Effect.gen(function* () {
            const pool = yield* Pool.makeWithTTL({ acquire, min: 0, max: size, timeToLive: 10, timeToLiveStrategy })
            const use = Pool.use(pool, () => Effect.yieldNow)
            yield* Effect.all(
              Array.from({ length: size }, () => use),
              { concurrency: "unbounded" }
            )
            yield* Effect.sleep(10)
          }).pipe(Effect.scoped)
          return open
        })

      const program = Effect.flatMap(open(1, Effect.void), (open) => claim(open === 0, `${open} still open`))

      it("(found by Explore)", () =>
        finds(program, { oracle: "exit", message: /1 still open/, token: `TTL-${timeToLiveStrategy}` }))

      it("with a yield at the right operation", () => {
        assert.isAbove(yieldingEverywhere(program, (exit) => exit === undefined || Exit.isFailure(exit)).length, 0)
      })

      it("under Effect's own scheduler, when a hundred items expire at once", () => {
        const left = Array.from({ length: 60 }, (_, operations) => runPlain(open(100, busy(operations)))).filter(
          (exit) => exit !== undefined && Exit.isSuccess(exit) && exit.value > 0
        )
        assert.isAbove(left.length, 0)
      })
    })
  }
})
