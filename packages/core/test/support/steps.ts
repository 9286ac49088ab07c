/**
 * Does something to a program after a chosen number of its steps. A step is one primitive that the Effect runtime
 * evaluates, in whichever fiber of the program; Effect shows each of them to the tracer in context.
 */
import { Effect, type Exit, type Fiber, Tracer } from "effect"
import { TestClock } from "effect/testing"

type AnyFiber = Fiber.Fiber<unknown, unknown>

export interface Stepped<A, E> {
  /** Undefined when the program had not ended after a minute of virtual time. */
  readonly exit: Exit.Exit<A, E> | undefined
  readonly steps: number
  /** How many fibers of the program had not ended when its first fiber ended. */
  readonly left: number
}

/** Runs `program`, and `act` on its first fiber right after step `at`. Time goes on while the program waits. */
export const actAfterStep = <A, E, R>(
  at: number,
  act: (first: AnyFiber) => void,
  program: Effect.Effect<A, E, R>
): Effect.Effect<Stepped<A, E>, never, R> =>
  Effect.gen(function* () {
    // A clock that has never moved starts a fiber of its own at the first sleep, to warn about itself.
    yield* TestClock.adjust(0)
    const fibers: Array<AnyFiber> = []
    let steps = 0
    const tracer = Tracer.make({
      span: (options) => new Tracer.NativeSpan(options),
      context(primitive, fiber) {
        if (!fibers.includes(fiber)) fibers.push(fiber)
        const next = primitive["~effect/Effect/evaluate"](fiber)
        if (++steps === at && fibers[0] !== undefined) act(fibers[0])
        return next
      }
    })
    const context = yield* Effect.context<R>()
    const fiber = Effect.runForkWith(context)(Effect.provideService(program, Tracer.Tracer, tracer))
    let left = 0
    fiber.addObserver(() => {
      left = fibers.filter((each) => each !== fiber && each.pollUnsafe() === undefined).length
    })
    for (let rounds = 0; rounds < 600 && fiber.pollUnsafe() === undefined; rounds++)
      yield* TestClock.adjust("100 millis")
    return { exit: fiber.pollUnsafe(), steps, left }
  })
