/**
 * What Explore found in Effect 4.1.0. Each test holds as long as Effect has the bug: one that goes red says that a release
 * has mended it, and the page "Found in Effect" wants a change.
 */
import { assert, describe, it } from "@effect/vitest"
import { Effect, Exit, FiberSet, Pool, Stream } from "effect"
import * as Explore from "../../src/Explore.ts"
import { busy, nearTheYield, runPlain, yieldingEverywhere } from "../support/plain.ts"
import { claim, sorted } from "../support/programs.ts"

interface Expected {
  readonly oracle: Explore.Oracle
  readonly message: RegExp
  /** Default: `op`. */
  readonly granularity?: Explore.Granularity
  readonly options?: Explore.Options
  /** As the docs print it. */
  readonly token: string
}

/** Explore finds it, its token brings it back, and so does the one in the docs. */
const finds = (
  program: Effect.Effect<unknown, unknown>,
  { granularity = "op", message, options, oracle, token }: Expected
) =>
  Effect.gen(function* () {
    const { failure } = yield* Explore.run(program, options)
    if (failure === undefined) return assert.fail("Explore does not find it any more")
    assert.strictEqual(failure.oracle, oracle)
    assert.match(failure.message, message)
    assert.strictEqual(failure.granularity, granularity)
    for (const known of [failure.token, token]) {
      const replayed = yield* Explore.replay(program, known, { oracles: options?.oracles })
      assert.strictEqual(replayed.failure?.oracle, oracle)
      assert.match(replayed.failure?.message ?? "", message)
    }
  })

/** Whether the program goes wrong under Effect's own scheduler, for some of the numbers of operations. */
const goesWrong = <A>(
  program: (operations: number) => Effect.Effect<A>,
  isWrong: (exit: Exit.Exit<A> | undefined) => boolean,
  numbers: ReadonlyArray<number> = nearTheYield
): boolean => numbers.some((operations) => isWrong(runPlain(program(operations))))

describe("Effect 4.1.0", () => {
  describe("Stream.flatMap with a concurrency drops elements when an inner stream ends as the next one starts", () => {
    const elements = (inner: (n: number) => Stream.Stream<number>) =>
      Stream.runCollect(Stream.flatMap(Stream.fromIterable([1, 2, 3]), inner, { concurrency: 2 }))

    const program = Effect.gen(function* () {
      const got = yield* elements((n) => Stream.fromEffect(Effect.as(Effect.yieldNow, n)))
      yield* claim(got.length === 3, `got only ${String(sorted(got))} of 1,2,3`)
    })

    it.effect("(found by Explore)", () =>
      finds(program, {
        oracle: "exit",
        message: /got only/,
        options: { seed: 2, oracles: { "unobserved failure": false } },
        token: "hx1:seed=2;dev=24>2.1b89,28>2.2c6c,57>6.473d,60>0.53e5;end=94.70e9"
      })
    )

    it("under Effect's own scheduler, when the end of the inner streams takes some 2,000 operations", () => {
      const ending = (operations: number) =>
        elements((n) => Stream.ensuring(Stream.fromEffect(Effect.as(Effect.yieldNow, n)), busy(operations)))
      assert.isTrue(goesWrong(ending, (exit) => exit !== undefined && Exit.isSuccess(exit) && exit.value.length < 3))
    })
  })

  describe("Pool.get waits for ever when the acquisition fails just before it starts to wait", () => {
    const borrowing = (dial: Effect.Effect<void>, before: Effect.Effect<void>) =>
      Effect.gen(function* () {
        const up: Effect.Effect<string, string> = Effect.succeed("connection")
        const outages = [Effect.fail("down")]
        const connect = Effect.suspend(() => outages.pop() ?? up)
        const pool = yield* Pool.make({ acquire: Effect.andThen(dial, connect), size: 1 })
        yield* before
        yield* Effect.retry(Effect.scoped(Pool.get(pool)), { times: 1 })
      }).pipe(Effect.scoped, Effect.orDie)

    it.effect("(found by Explore)", () =>
      finds(borrowing(Effect.void, Effect.void), {
        oracle: "deadlock",
        message: /nothing can run any more/,
        token: "hx1:seed=42;dev=15>1.8ae5,20>0.cb20,25>1.9bd7;end=36.d7d0"
      })
    )

    it("under Effect's own scheduler, when the borrower has done some 2,000 operations before", () => {
      const borrower = (operations: number) => borrowing(Effect.yieldNow, busy(operations))
      assert.isTrue(goesWrong(borrower, (exit) => exit === undefined))
    })
  })

  const expiring = {
    usage: "hx1:seed=42;dev=55>0.6b92;end=62.346a",
    creation: "hx1:seed=42;dev=63>0.38d8;end=70.33bf"
  } as const

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

      it.effect("(found by Explore)", () =>
        finds(program, { oracle: "exit", message: /1 still open/, token: expiring[timeToLiveStrategy] })
      )

      it("with a yield at the right operation", () => {
        assert.isAbove(yieldingEverywhere(program, (exit) => exit === undefined || Exit.isFailure(exit)).length, 0)
      })

      it("under Effect's own scheduler, when a hundred items expire at once", () => {
        const leaves = (exit: Exit.Exit<number> | undefined) =>
          exit !== undefined && Exit.isSuccess(exit) && exit.value > 0
        assert.isTrue(goesWrong((operations) => open(100, busy(operations)), leaves, [...nearTheYield.keys()]))
      })
    })
  }

  describe("FiberSet.join, which joins all fibers, waits for ever when all of them succeed", () => {
    const program = Effect.gen(function* () {
      const set = yield* FiberSet.make()
      yield* FiberSet.run(set, Effect.void)
      yield* FiberSet.join(set)
    }).pipe(Effect.scoped)

    it.effect("(found by Explore)", () =>
      finds(program, {
        oracle: "deadlock",
        message: /waits in Deferred.await/,
        granularity: "await",
        token: "hx1:seed=42;at=await;dev=;end=9.00e4"
      })
    )

    it("under Effect's own scheduler, every time", () => {
      assert.isUndefined(runPlain(program))
    })
  })
})
