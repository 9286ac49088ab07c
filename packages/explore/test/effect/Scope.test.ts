/** Explore on `effect/Scope`, `Effect.acquireUseRelease`, `Effect.ensuring` and forks. */
import { describe, it } from "@effect/vitest"
import { Effect, Exit, Fiber, Scope } from "effect"
import { claim, ended, gauge, holds, holdsInterrupted, together, victim } from "../support/programs.ts"

describe("Scope", () => {
  it.effect("runs a finalizer once, also one that is added while it closes", () =>
    holds(
      Effect.gen(function* () {
        const scope = yield* Scope.make()
        const runs = [0, 0, 0]
        const add = (id: number) =>
          Scope.addFinalizer(
            scope,
            Effect.andThen(
              Effect.yieldNow,
              Effect.sync(() => void (runs[id] = (runs[id] ?? 0) + 1))
            )
          )
        yield* add(0)
        yield* together(add(1), Scope.close(scope, Exit.void), add(2))
        yield* Effect.sleep(1)
        yield* claim(runs.join() === "1,1,1", `runs: ${String(runs)}`)
      })
    )
  )

  it.effect("closed by two at once runs its finalizers once", () =>
    holds(
      Effect.gen(function* () {
        const scope = yield* Scope.make()
        let runs = 0
        yield* Scope.addFinalizer(
          scope,
          Effect.sync(() => void runs++)
        )
        yield* together(Scope.close(scope, Exit.void), Scope.close(scope, Exit.void))
        yield* claim(runs === 1, `${runs} runs`)
      })
    )
  )

  it.effect("runs its finalizers in reverse order, wherever its user is interrupted", () =>
    holdsInterrupted(
      Effect.gen(function* () {
        const events: Array<string> = []
        const resource = (name: string) =>
          Effect.acquireRelease(
            Effect.sync(() => void events.push(`+${name}`)),
            () =>
              Effect.andThen(
                Effect.yieldNow,
                Effect.sync(() => void events.push(`-${name}`))
              )
          )
        const user = yield* victim(
          Effect.scoped(Effect.andThen(resource("a"), Effect.andThen(resource("b"), Effect.yieldNow)))
        )
        yield* ended(user)
        const order = events.join(" ")
        yield* claim(["", "+a -a", "+a +b -b -a"].includes(order), order)
      }),
      "victim"
    )
  )
})

describe("Effect.acquireUseRelease", () => {
  it.effect("releases once what was acquired, wherever it is interrupted", () =>
    holdsInterrupted(
      Effect.gen(function* () {
        let acquired = 0
        let released = 0
        const worker = yield* victim(
          Effect.acquireUseRelease(
            Effect.andThen(
              Effect.yieldNow,
              Effect.sync(() => void acquired++)
            ),
            () => Effect.yieldNow,
            () =>
              Effect.andThen(
                Effect.yieldNow,
                Effect.sync(() => void released++)
              )
          )
        )
        yield* ended(worker)
        yield* claim(acquired === released, `acquired ${acquired} times, released ${released} times`)
      }),
      "victim"
    )
  )
})

describe("Effect.ensuring", () => {
  it.effect("runs its finalizer once when what it follows has begun, wherever it is interrupted", () =>
    holdsInterrupted(
      Effect.gen(function* () {
        let begun = 0
        let finalized = 0
        const work = Effect.andThen(
          Effect.sync(() => void begun++),
          Effect.yieldNow
        )
        const worker = yield* victim(
          Effect.ensuring(
            work,
            Effect.sync(() => void finalized++)
          )
        )
        yield* ended(worker)
        yield* claim(finalized <= 1 && finalized >= begun, `began ${begun} times, finalized ${finalized} times`)
      }),
      "victim"
    )
  )
})

describe("forks", () => {
  it.effect(
    "forkChild has interrupted and awaited its fibers when the parent has ended, wherever that is interrupted",
    () =>
      holdsInterrupted(
        Effect.gen(function* () {
          const room = yield* gauge
          const parent = yield* victim(
            Effect.gen(function* () {
              yield* Effect.forkChild(room.wrap(Effect.ensuring(Effect.sleep(5), Effect.yieldNow)))
              yield* Effect.forkChild(room.wrap(Effect.sleep(5)), { startImmediately: true })
              yield* Effect.yieldNow
            })
          )
          yield* ended(parent)
          yield* claim(room.inside === 0, `${room.inside} still run`)
        }),
        "victim"
      )
  )

  it.effect("forkScoped has interrupted and awaited its fibers when the scope has closed", () =>
    holds(
      Effect.gen(function* () {
        const room = yield* gauge
        const start = Effect.forkScoped(room.wrap(Effect.ensuring(Effect.sleep(5), Effect.yieldNow)))
        yield* Effect.scoped(Effect.andThen(start, Effect.andThen(start, Effect.yieldNow)))
        yield* claim(room.inside === 0, `${room.inside} still run`)
      })
    )
  )

  it.effect("Fiber.interrupt returns when the fiber has run its finalizers", () =>
    holds(
      Effect.gen(function* () {
        const room = yield* gauge
        const fiber = yield* Effect.forkChild(room.wrap(Effect.ensuring(Effect.sleep(1), Effect.sleep(5))))
        yield* together(Fiber.interrupt(fiber), Fiber.interrupt(fiber))
        yield* claim(room.inside === 0 && fiber.pollUnsafe() !== undefined, "it still runs")
      })
    )
  )
})
