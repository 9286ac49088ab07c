/** The contract with Effect: everything of its inside that `internal/effect.ts` and its neighbours rely on. */
import { assert, describe, it } from "@effect/vitest"
import { Context, Deferred, Effect, Exit, Fiber, MutableRef, Queue, Ref, Scheduler, Semaphore, Tracer } from "effect"
import {
  asPrimitive,
  closureOf,
  evaluate,
  hasResult,
  isControl,
  kindOf,
  type Primitive,
  type RawFiber,
  stopped
} from "../src/internal/effect.ts"
import { listen, permitsTaken } from "../src/internal/footprint.ts"
import { nameOf } from "../src/internal/operations.ts"

type Hook = (primitive: Primitive, fiber: RawFiber) => unknown

/** Runs an effect with every operation going through `hook`. */
const hooked = <A, E>(effect: Effect.Effect<A, E>, hook: Hook): RawFiber => {
  const tracer = Tracer.make({ span: (options) => new Tracer.NativeSpan(options), context: hook as never })
  return Effect.runForkWith(Context.make(Tracer.Tracer, tracer))(effect) as RawFiber
}

const running = (effect: Effect.Effect<unknown, unknown>): RawFiber => Effect.runFork(effect) as RawFiber

const kindsOf = (effect: Effect.Effect<unknown, unknown>): ReadonlyArray<string> => {
  const kinds: Array<string> = []
  hooked(effect, (primitive, fiber) => {
    kinds.push(kindOf(primitive))
    return evaluate(primitive, fiber)
  })
  return kinds
}

/** What is touched while `act` runs. */
const touchedBy = (act: () => void): ReadonlyArray<{ object: object; write: boolean }> => {
  const touched: Array<{ object: object; write: boolean }> = []
  listen((object, write) => touched.push({ object, write }))
  act()
  listen(undefined)
  return touched
}

describe("the adapter for Effect's inside", () => {
  it("is asked before every operation, in their order", () => {
    const kinds = kindsOf(
      Effect.andThen(
        Effect.sync(() => 1),
        Effect.suspend(() => Effect.void)
      )
    )

    assert.deepStrictEqual(
      kinds.filter((kind) => kind !== "OnSuccess"),
      ["Sync", "Suspend", "Success"]
    )
  })

  it("is asked before operations that come inside a generator", () => {
    const kinds = kindsOf(
      Effect.gen(function* () {
        yield* Effect.sync(() => 1)
        yield* Effect.sync(() => 2)
      })
    )

    assert.deepStrictEqual(kinds.filter((kind) => kind === "Sync").length, 2)
  })

  it("reads the function that an operation was made of", () => {
    const thunk = () => 1
    const register = () => {}

    assert.strictEqual(closureOf(asPrimitive(Effect.sync(thunk))), thunk)
    assert.strictEqual(closureOf(asPrimitive(Effect.callback(register))), register)
  })

  it("tells an operation that waits from one that goes on", () => {
    const answers: Array<boolean> = []
    hooked(
      Effect.andThen(
        Effect.sync(() => 1),
        Effect.never
      ),
      (primitive, fiber) => {
        const answer = evaluate(primitive, fiber)
        if (!isControl(kindOf(primitive))) answers.push(answer === stopped)
        return answer
      }
    ).interruptUnsafe()

    assert.deepStrictEqual(answers, [false, true])
  })

  it("tells a fiber that has its result from one that waits", () => {
    const results: Array<boolean> = []
    const look: Hook = (primitive, fiber) => {
      const answer = evaluate(primitive, fiber)
      if (answer === stopped) results.push(hasResult(fiber))
      return answer
    }
    hooked(Effect.succeed(1), look)
    hooked(Effect.never, look).interruptUnsafe()

    assert.deepStrictEqual(results, [true, false, true])
  })

  it("parks a fiber before an operation and lets it go on with the same one", () => {
    let parked: Primitive | undefined
    let ran = false
    const fiber = hooked(
      Effect.sync(() => void (ran = true)),
      (primitive, fiber) => {
        if (kindOf(primitive) === "Sync" && parked === undefined) {
          parked = primitive
          return fiber.yieldWith(() => {})
        }
        return evaluate(primitive, fiber)
      }
    )
    const before = ran
    if (parked !== undefined) fiber.evaluate(parked)

    assert.deepStrictEqual([before, ran, fiber.pollUnsafe()?._tag], [false, true, "Success"])
  })

  it("gives a parked fiber its interrupt in place of the operation", () => {
    let cancelled = 0
    let ran = false
    let parked = false
    const fiber = hooked(
      Effect.sync(() => void (ran = true)),
      (primitive, fiber) => {
        if (kindOf(primitive) === "Sync" && !parked) {
          parked = true
          return fiber.yieldWith(() => void cancelled++)
        }
        return evaluate(primitive, fiber)
      }
    )
    fiber.interruptUnsafe()
    const exit = fiber.pollUnsafe()

    assert.deepStrictEqual([ran, cancelled, exit !== undefined && Exit.hasInterrupts(exit)], [false, 1, true])
  })

  it("sees the observers of a fiber", () => {
    const fiber = running(Effect.never)
    const before = fiber._observers?.length ?? 0
    fiber.addObserver(() => {})

    assert.deepStrictEqual([before, fiber._observers?.length], [0, 1])
    fiber.interruptUnsafe()
  })

  it("finds the service of operations in the cache of the fiber", () => {
    const fiber = running(Effect.withSpan(Effect.never, "named"))

    assert.strictEqual(fiber.cache.span?._tag, "Span")
    assert.isFalse(fiber.cache.preventYield)
    fiber.interruptUnsafe()
  })

  it("starts a forked fiber through the dispatcher, by one function alone", () => {
    const texts = new Set<string>()
    const scheduler: Scheduler.Scheduler = {
      executionMode: "async",
      shouldYield: () => false,
      makeDispatcher: () => ({
        scheduleTask: (task) => {
          texts.add(String(task))
          task()
        },
        flush: () => {}
      })
    }
    const forks = Effect.all([
      Effect.forkChild(Effect.void),
      Effect.forkDetach(Effect.void),
      Effect.scoped(Effect.forkScoped(Effect.void))
    ])
    Effect.runFork(Effect.provideService(forks, Scheduler.Scheduler, scheduler))

    assert.strictEqual(texts.size, 1)
  })

  it("sees what a Ref reads and writes", () => {
    listen(() => {})
    listen(undefined)
    const ref = MutableRef.make(1)

    assert.deepStrictEqual(
      touchedBy(() => MutableRef.get(ref)).map(({ write }) => write),
      [false]
    )
    assert.isTrue(touchedBy(() => MutableRef.set(ref, 2)).some(({ write }) => write))
    assert.strictEqual(MutableRef.get(ref), 2)
  })

  it("sees a Deferred and a Queue being used", () => {
    listen(() => {})
    const deferred = Deferred.makeUnsafe<number>()
    const queue = Effect.runSync(Queue.bounded<number>(1))
    listen(undefined)

    assert.isTrue(
      touchedBy(() => Effect.runSync(Deferred.succeed(deferred, 1))).some(({ object }) => object === deferred)
    )
    assert.isTrue(touchedBy(() => Queue.offerUnsafe(queue, 1)).some(({ object, write }) => object === queue && write))
  })

  it("counts the permits taken of a Semaphore made while somebody listens", () => {
    listen(() => {})
    const semaphore = Semaphore.makeUnsafe(2)
    Effect.runSync(semaphore.take(1))
    const taken = permitsTaken(semaphore)
    listen(undefined)

    assert.strictEqual(taken, 1)
  })

  it("leaves a Semaphore made while nobody listens alone", () => {
    assert.isUndefined(permitsTaken(Semaphore.makeUnsafe(2)))
  })

  it("changes nothing of what a Semaphore does", async () => {
    listen(() => {})
    const semaphore = Semaphore.makeUnsafe(1)
    listen(undefined)
    const order: Array<number> = []
    const use = (n: number) =>
      semaphore.withPermit(
        Effect.andThen(
          Effect.sync(() => order.push(n)),
          Effect.yieldNow
        )
      )

    await Effect.runPromise(Effect.all([use(1), use(2), use(3)], { concurrency: "unbounded" }))

    assert.deepStrictEqual(order, [1, 2, 3])
  })

  it("sees fibers being interrupted and awaited", () => {
    const fiber = Effect.runFork(Effect.never)
    const interrupted = touchedBy(() => fiber.interruptUnsafe())

    assert.isTrue(interrupted.some(({ object, write }) => object === fiber && write))
  })

  const named: ReadonlyArray<readonly [string, Effect.Effect<unknown, unknown>]> = [
    ["Ref.get", Ref.get(Ref.makeUnsafe(0))],
    ["Ref.set", Ref.set(Ref.makeUnsafe(0), 1)],
    ["Ref.update", Ref.update(Ref.makeUnsafe(0), (n) => n)],
    ["Deferred.await", Deferred.await(Deferred.makeUnsafe())],
    ["Semaphore.take", Semaphore.makeUnsafe(1).take(1)],
    ["Fiber.join", Fiber.join(Effect.runFork(Effect.never))],
    ["Effect.forkChild", Effect.forkChild(Effect.void)],
    ["Queue.take", Queue.take(Effect.runSync(Queue.unbounded<number>()))],
    ["Effect.yieldNow", Effect.yieldNow]
  ]
  for (const [name, effect] of named) {
    it(`names ${name}`, () => {
      assert.strictEqual(nameOf(asPrimitive(effect)), name)
    })
  }
})
