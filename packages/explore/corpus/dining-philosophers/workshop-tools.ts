/** Four mechanics at a round bench: each needs the tools on both sides, and has two jobs to do. */
import { Context, Effect, Fiber, Layer, Ref, Semaphore } from "effect"
import type { Entry } from "../Entry.ts"
import { invariant } from "../invariant.ts"

const mechanics = [0, 1, 2, 3]

class Workshop extends Context.Service<
  Workshop,
  {
    /** Does one job at a place, with the tools on its left and on its right. */
    readonly job: (place: number) => Effect.Effect<void>
    readonly jobs: Effect.Effect<number>
  }
>()("garage/Workshop") {
  static readonly layer = (places: number) =>
    Layer.effect(
      Workshop,
      Effect.gen(function* () {
        const bench = yield* Semaphore.make(places)
        const tools = yield* Effect.forEach(mechanics, () => Semaphore.make(1))
        const done = yield* Ref.make(0)
        const tool = (n: number) => Effect.fromNullishOr(tools[n % tools.length]).pipe(Effect.orDie)
        const job = Effect.fnUntraced(function* (place: number) {
          const left = yield* tool(place)
          const right = yield* tool(place + 1)
          yield* Ref.update(done, (n) => n + 1).pipe(right.withPermit, left.withPermit)
        }, bench.withPermit)
        return Workshop.of({ job, jobs: Ref.get(done) })
      })
    )
}

const program = (places: number) =>
  Effect.gen(function* () {
    const workshop = yield* Workshop
    const mechanic = (place: number) => Effect.andThen(workshop.job(place), workshop.job(place))

    const fibers = yield* Effect.forEach(mechanics, (place) => Effect.forkChild(mechanic(place)))
    yield* Fiber.awaitAll(fibers)

    const jobs = yield* workshop.jobs
    yield* invariant(jobs === 8, `${jobs} of 8 jobs were done`)
  }).pipe(Effect.provide(Workshop.layer(places)))

export const workshopTools: Entry = {
  name: "workshop-tools",
  bugClass: "dining philosophers",
  teaches:
    "With a place for everyone, all four can hold the tool on their left and wait for the one on their right. " +
    "One place fewer than tools, and somebody always finds both.",
  oracle: "deadlock",
  mode: "explore",
  granularity: "op",
  buggy: program(mechanics.length),
  corrected: program(mechanics.length - 1)
}
