/** Shapes of forking, racing and interrupting. */
import { Effect, Exit, Fiber, Ref } from "effect"
import type { Litmus } from "./Litmus.ts"

const forkOrder: Litmus = {
  name: "fork-order",
  program: Effect.gen(function* () {
    const log = yield* Ref.make("")
    const append = (name: string) => Ref.update(log, (all) => all + name)
    const a = yield* Effect.forkChild(append("a"))
    const b = yield* Effect.forkChild(append("b"))
    yield* append("r")
    yield* Fiber.joinAll([a, b])
    return `order=${yield* Ref.get(log)}`
  })
}

const interruptAgainstComplete: Litmus = {
  name: "interrupt-against-complete",
  program: Effect.gen(function* () {
    const x = yield* Ref.make(0)
    const fiber = yield* Effect.forkChild(Effect.andThen(Ref.set(x, 1), Ref.set(x, 2)))
    yield* Fiber.interrupt(fiber)
    const exit = yield* Fiber.await(fiber)
    return `${Exit.isSuccess(exit) ? "completed" : "interrupted"} x=${yield* Ref.get(x)}`
  })
}

const raceOfTwoSuccesses: Litmus = {
  name: "race-of-two-successes",
  program: Effect.gen(function* () {
    const log = yield* Ref.make("")
    const runner = (name: string) =>
      Effect.as(
        Ref.update(log, (all) => all + name),
        name
      )
    const winner = yield* Effect.raceFirst(runner("a"), runner("b"))
    return `winner=${winner} ran=${yield* Ref.get(log)}`
  })
}

const joinPublishes: Litmus = {
  name: "join-publishes",
  program: Effect.gen(function* () {
    const x = yield* Ref.make(0)
    const fiber = yield* Effect.forkChild(Ref.set(x, 1))
    const before = yield* Ref.get(x)
    yield* Fiber.join(fiber)
    return `before=${before} after=${yield* Ref.get(x)}`
  })
}

export const fibers: ReadonlyArray<Litmus> = [forkOrder, interruptAgainstComplete, raceOfTwoSuccesses, joinPublishes]
