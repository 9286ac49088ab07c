/** Shared by the tests of programs: what a program claims of itself, and what Explore says of it. */
import { assert } from "@effect/vitest"
import { Effect, type Exit, Fiber } from "effect"
import * as Explore from "../../src/Explore.ts"

/** How much more than usual the long tests should try: `HEDDLE_DEPTH`, 1 or more. */
export const depth: number = Math.max(1, Number(process.env["HEDDLE_DEPTH"] ?? 1) || 1)

/** Dies with `otherwise`, which Explore reports, unless `truth` is true. */
export const claim = (truth: boolean, otherwise: string): Effect.Effect<void> =>
  truth ? Effect.void : Effect.die(otherwise)

/** Fails the test with what Explore found, and the token that brings it back. */
export const holds = <A, E>(program: Effect.Effect<A, E>, options?: Explore.Options): Effect.Effect<Explore.Report> => {
  const schedules = (options?.schedules ?? 150) * depth
  return Effect.map(Explore.run(program, { ...options, schedules }), clean)
}

/** The same, with the fiber named `target` interrupted before each of its operations; without one, the program itself. */
export const holdsInterrupted = <A, E>(
  program: Effect.Effect<A, E>,
  target?: string,
  options?: Explore.InterruptOptions
): Effect.Effect<Explore.Report> => {
  const schedules = (options?.schedules ?? 8) * depth
  return Effect.map(Explore.interruptEverywhere(program, { ...options, target, schedules }), (report) => {
    assert.isAbove(report.schedules, 0, "nothing was interrupted")
    return clean(report)
  })
}

const clean = (report: Explore.Report): Explore.Report => {
  const { failure } = report
  if (failure === undefined) return report
  return assert.fail(`${failure.oracle} (${failure.granularity}): ${failure.message}; token ${failure.token}`)
}

/** In ascending order. */
export const sorted = (numbers: ReadonlyArray<number>): ReadonlyArray<number> => numbers.toSorted((a, b) => a - b)

/** Runs all at once, each in a fiber of its own; ends when all have ended, and dies when one has failed. */
export const together = (...programs: ReadonlyArray<Effect.Effect<unknown, unknown>>): Effect.Effect<void> =>
  Effect.gen(function* () {
    const fibers = yield* Effect.forEach(programs, (program) => Effect.forkChild(program))
    yield* Effect.orDie(Effect.forEach(fibers, Fiber.join, { discard: true }))
  })

/** Forks `self` under the name that `holdsInterrupted` looks for. */
export const victim = <A, E, R>(self: Effect.Effect<A, E, R>): Effect.Effect<Fiber.Fiber<A, E>, never, R> =>
  Effect.forkChild(Explore.named("victim")(self))

/** Waits for the end of a fiber however it ends. */
export const ended = <A, E>(fiber: Fiber.Fiber<A, E>): Effect.Effect<Exit.Exit<A, E>> => Fiber.await(fiber)

/** Counts who is inside of what it wraps. */
export class Gauge {
  inside = 0
  peak = 0
  entered = 0

  readonly wrap = <A, E, R>(self: Effect.Effect<A, E, R>): Effect.Effect<A, E, R> =>
    Effect.acquireUseRelease(
      Effect.sync(() => {
        this.entered++
        this.peak = Math.max(this.peak, ++this.inside)
      }),
      () => self,
      () =>
        Effect.sync(() => {
          this.inside--
        })
    )
}

export const gauge: Effect.Effect<Gauge> = Effect.sync(() => new Gauge())
