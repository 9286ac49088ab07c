/** Effect's own resources, interrupted at every operation: nothing may leak. */
import { Explore } from "@heddle/explore"
import { Effect, Fiber, Pool, RcMap, Ref, Semaphore } from "effect"
import { figure } from "../../../core/bench/harness/Scenario.ts"
import type { Studied, StudyEffort } from "../../../core/bench/harness/Study.ts"
import { sum } from "./numbers.ts"

const target = "worker"

/** Interrupted somewhere; whatever comes of it, the rest goes on. */
const worker = <A, E>(self: Effect.Effect<A, E>) => self.pipe(Explore.named(target), Effect.forkChild)

const die = (holds: boolean, message: string) => (holds ? Effect.void : Effect.die(new Error(message)))

const withPermits = Effect.gen(function* () {
  const slots = yield* Semaphore.make(2)
  const done = yield* Ref.make(0)
  const job = slots.withPermits(2)(
    Effect.andThen(
      Effect.yieldNow,
      Ref.update(done, (n) => n + 1)
    )
  )
  const one = yield* worker(job)
  const other = yield* Effect.forkChild(job)
  yield* Fiber.await(one)
  yield* Fiber.join(other)
  yield* slots.withPermits(2)(Effect.void)
  yield* die((yield* Ref.get(done)) >= 1, "the other job did not run")
})

/** A resource, and how many of it are open. */
const counted = (open: Ref.Ref<number>) =>
  Effect.acquireRelease(
    Ref.updateAndGet(open, (n) => n + 1),
    () => Ref.update(open, (n) => n - 1)
  )

const pool = Effect.gen(function* () {
  const open = yield* Ref.make(0)
  yield* Effect.scoped(
    Effect.gen(function* () {
      const clients = yield* Pool.make({ acquire: counted(open), size: 1 })
      const borrow = Effect.scoped(Effect.andThen(Pool.get(clients), Effect.yieldNow))
      const one = yield* worker(borrow)
      const other = yield* Effect.forkChild(borrow)
      yield* Fiber.await(one)
      yield* Fiber.join(other)
      yield* borrow
    })
  )
  yield* die((yield* Ref.get(open)) === 0, "a client is still open")
})

const rcMap = Effect.gen(function* () {
  const open = yield* Ref.make(0)
  yield* Effect.scoped(
    Effect.gen(function* () {
      const tenants = yield* RcMap.make({ lookup: (_tenant: string) => counted(open) })
      const use = Effect.scoped(Effect.andThen(RcMap.get(tenants, "acme"), Effect.yieldNow))
      const one = yield* worker(use)
      const other = yield* Effect.forkChild(use)
      yield* Fiber.await(one)
      yield* Fiber.join(other)
      yield* die((yield* Ref.get(open)) === 0, "nobody uses the resource, and it is open")
      yield* use
    })
  )
  yield* die((yield* Ref.get(open)) === 0, "the resource is still open")
})

const subjects = { withPermits, pool, rcMap }

export const interruptStudy = async (effort: StudyEffort): Promise<Studied> => {
  const reports: Array<readonly [string, Explore.Report]> = []
  for (const [name, program] of Object.entries(subjects)) {
    const options = { target, schedules: effort === "full" ? 500 : 5 }
    reports.push([name, await Effect.runPromise(Explore.interruptEverywhere(program, options))])
  }
  const alarmed = reports.flatMap(([name, { failure }]) =>
    failure === undefined ? [] : [`${name}: ${failure.message}`]
  )
  const spaces = reports.map(([name, { coverage }]) => `${name} at ${coverage[0]?.space ?? "no point"}`)
  return {
    figures: [
      {
        id: "interrupt-effect",
        title: "Effect's withPermits, Pool and RcMap, interrupted everywhere: alarms",
        unit: "alarms",
        gate: figure(0),
        name: "Explore",
        value: alarmed.length,
        runs: sum(reports.map(([, { schedules }]) => schedules)),
        note: [...spaces, ...alarmed].join("; ")
      }
    ]
  }
}
