/** Explore on `Effect.retry`, `Effect.repeat` and `effect/Schedule`, on the virtual clock. */
import { describe, it } from "@effect/vitest"
import { Clock, Effect, Exit, Schedule } from "effect"
import { claim, ended, gauge, holds, holdsInterrupted, together, victim } from "../support/programs.ts"

describe("Schedule", () => {
  it.effect("retry makes the first attempt and as many retries as it was given", () =>
    holds(
      Effect.gen(function* () {
        const attempts = [0, 0]
        const call = (id: number) =>
          Effect.suspend(() => {
            attempts[id] = (attempts[id] ?? 0) + 1
            return Effect.fail("broken")
          }).pipe(Effect.retry(Schedule.max([Schedule.spaced(10), Schedule.recurs(2)])), Effect.exit)
        yield* together(call(0), call(1))
        yield* claim(attempts.join() === "3,3", `attempts: ${String(attempts)}`)
      })
    )
  )

  it.effect("exponential waits between attempts as long as it says, whoever else runs", () =>
    holds(
      Effect.gen(function* () {
        const times: Array<number> = []
        const call = Effect.andThen(
          Effect.map(Clock.currentTimeMillis, (now) => void times.push(now)),
          Effect.fail("broken")
        )
        const retried = Effect.exit(Effect.retry(call, Schedule.max([Schedule.exponential(10), Schedule.recurs(3)])))
        yield* together(retried, Effect.sleep(15))
        yield* claim(times.join() === "0,10,30,70", `attempts at ${String(times)}`)
      })
    )
  )

  it.effect("repeat stops where its schedule does, and takes the time it says", () =>
    holds(
      Effect.gen(function* () {
        let runs = 0
        yield* Effect.repeat(
          Effect.sync(() => void runs++),
          Schedule.max([Schedule.spaced(100), Schedule.recurs(2)])
        )
        yield* claim(runs === 3, `${runs} runs`)
        const now = yield* Clock.currentTimeMillis
        yield* claim(now === 200, `took ${now} ms`)
      })
    )
  )

  it.effect("a repetition that is interrupted leaves nothing running", () =>
    holdsInterrupted(
      Effect.gen(function* () {
        const room = yield* gauge
        const job = Effect.repeat(room.wrap(Effect.sleep(1)), Schedule.max([Schedule.spaced(10), Schedule.recurs(2)]))
        const worker = yield* victim(job)
        const exit = yield* ended(worker)
        yield* claim(room.inside === 0, "a run goes on")
        yield* claim(Exit.isSuccess(exit) || Exit.hasInterrupts(exit), "it died")
      }),
      "victim"
    )
  )
})
