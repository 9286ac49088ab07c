import { assert, describe, it } from "@effect/vitest"
import { Deferred, Effect, Fiber } from "effect"
import { TaskScope } from "../../src/index.ts"
import { claim, holds, same } from "../support/explored.ts"
import { Gauge } from "../support/gauge.ts"

/** Runs `self` as one that works: it counts in the gauge, but for the `wait`s inside it. */
const working = <A, E, R>(gauge: Gauge, self: Effect.Effect<A, E, R>) =>
  Effect.andThen(gauge.step(1), Effect.ensuring(self, gauge.step(-1)))

const waiting = <A, E, R>(gauge: Gauge, self: Effect.Effect<A, E, R>) =>
  Effect.andThen(gauge.step(-1), Effect.tap(self, gauge.step(1)))

describe("limit", () => {
  for (const limit of [1, 2]) {
    it(`of ${limit}: never more tasks run, and all of them do`, () =>
      holds(
        Effect.gen(function* () {
          const gauge = new Gauge()
          let done = 0
          const task = working(
            gauge,
            Effect.andThen(
              Effect.yieldNow,
              Effect.sync(() => void done++)
            )
          )

          yield* TaskScope.run(
            function* (scope) {
              for (let i = 0; i < 4; i++) yield* scope.fork(task)
            },
            { limit }
          )

          claim(gauge.peak <= limit && done === 4, `${gauge.peak} at once, ${done} done`)
        })
      ))

    it(`of ${limit}: tasks that fork into their own full scope and join go on one by one`, () =>
      holds(
        Effect.gen(function* () {
          const gauge = new Gauge()
          const leaf = working(gauge, Effect.yieldNow)

          yield* TaskScope.run(
            function* (scope) {
              for (let i = 0; i < 3; i++) {
                yield* scope.fork(function* () {
                  yield* gauge.step(1)
                  yield* gauge.step(-1)
                  const child = yield* scope.fork(leaf)
                  yield* gauge.step(1)
                  yield* Effect.yieldNow
                  yield* waiting(gauge, child.join)
                  yield* gauge.step(-1)
                })
              }
            },
            { limit }
          )

          claim(gauge.peak <= limit, `${gauge.peak} ran`)
          claim(gauge.running === 0, `${gauge.running} run`)
        }),
        { schedules: 600 }
      ))
  }

  it("a walk over a tree is bounded and reaches every node", () =>
    holds(
      Effect.gen(function* () {
        let [running, peak, visited] = [0, 0, 0]
        const visit = Effect.sync(() => {
          peak = Math.max(peak, ++running)
          visited++
        })
        const leave = Effect.sync(() => void running--)

        yield* TaskScope.run(
          function* walk(scope): TaskScope.Body<void> {
            const node = (depth: number) =>
              function* (): TaskScope.Body<void> {
                yield* visit
                yield* Effect.yieldNow
                yield* leave
                if (depth > 0) for (let i = 0; i < 2; i++) yield* scope.fork(node(depth - 1))
              }
            yield* scope.fork(node(2))
          },
          { limit: 2 }
        )

        claim(peak <= 2 && visited === 7, `${peak} at once, ${visited} visited`)
      })
    ))

  it("a slot that is lent is taken back before a fork that waits gets it", () =>
    holds(
      Effect.gen(function* () {
        const order: Array<string> = []
        const note = (what: string) => Effect.sync(() => void order.push(what))

        yield* TaskScope.run(
          function* (scope) {
            const parent = yield* scope.fork(function* () {
              const child = yield* scope.fork(note("child"))
              yield* child.join
              yield* note("parent")
            })
            yield* parent.await
            yield* scope.fork(note("last"))
          },
          { limit: 1 }
        )

        same(order, ["child", "parent", "last"], "order")
      })
    ))

  it("slots around a scope inside a task are lent and taken back too", () =>
    holds(
      Effect.gen(function* () {
        const [outside, inside] = [new Gauge(), new Gauge()]
        const nested = (outer: TaskScope.TaskScope) =>
          TaskScope.run(
            function* (inner) {
              for (let i = 0; i < 2; i++) {
                yield* inner.fork(function* () {
                  const child = yield* outer.fork(working(outside, Effect.yieldNow))
                  yield* child.join
                  yield* working(inside, Effect.yieldNow)
                })
              }
            },
            { limit: 1 }
          )

        yield* TaskScope.run(
          function* (outer) {
            yield* outer.fork(nested(outer))
            yield* outer.fork(nested(outer))
          },
          { limit: 1 }
        )

        same([outside.peak, outside.running, inside.running], [1, 0, 0], "peak and running")
      }),
      { schedules: 500 }
    ))

  it("a task that waits in two fibers of its own lends one slot once, and takes it back once", () =>
    holds(
      Effect.gen(function* () {
        const gauge = new Gauge()
        const leaf = working(gauge, Effect.yieldNow)

        yield* TaskScope.supervise(
          function* (scope) {
            const two = Effect.gen(function* () {
              const tasks = yield* Effect.all([scope.fork(leaf), scope.fork(leaf)], { concurrency: 2 })
              yield* Effect.all(
                tasks.map((task) => task.join),
                { concurrency: 2 }
              )
              yield* leaf
            })
            yield* scope.fork(two)
            yield* scope.fork(two)
          },
          { limit: 1 }
        )

        same([gauge.peak, gauge.running], [1, 0], "peak and running")
      }),
      { schedules: 500 }
    ))

  it("a fiber that takes the slot back goes on without it when another of the task begins to wait", () =>
    holds(
      Effect.gen(function* () {
        yield* TaskScope.supervise(
          function* (scope) {
            yield* scope.fork(
              Effect.gen(function* () {
                const gate = yield* Deferred.make<void>()
                const gated = yield* scope.fork(Deferred.await(gate), { daemon: true })
                const child = yield* scope.fork(Effect.yieldNow)
                const opener = Effect.andThen(child.join, Deferred.succeed(gate, undefined))
                yield* Effect.all([opener, Effect.andThen(Effect.yieldNow, gated.join)], { concurrency: 2 })
              })
            )
            for (let i = 0; i < 2; i++) yield* scope.fork(Effect.yieldNow)
          },
          { limit: 2 }
        )
      }),
      { schedules: 500 }
    ))

  it("a fiber that outlives its task goes on without the slot of the task", () =>
    holds(
      Effect.gen(function* () {
        const left = yield* TaskScope.supervise(
          function* (scope) {
            const turns = Effect.andThen(Effect.yieldNow, Effect.yieldNow)
            const parent = yield* scope.fork(
              Effect.gen(function* () {
                const child = yield* scope.fork(Effect.yieldNow, { daemon: true })
                const left = yield* Effect.forkDetach(child.await)
                yield* turns
                return left
              })
            )
            yield* scope.fork(turns)
            return yield* parent.join
          },
          { limit: 1 }
        )
        yield* Fiber.join(left)
      }),
      { schedules: 500 }
    ))

  it("daemons take no slot", () =>
    holds(
      Effect.gen(function* () {
        yield* TaskScope.run(
          function* (scope) {
            yield* scope.fork(Effect.never, { daemon: true })
            const task = yield* scope.fork(Effect.yieldNow)
            yield* task.join
            claim((yield* scope.tryFork(Effect.void)) !== false, "the slot is not free")
          },
          { limit: 1 }
        )
      })
    ))

  it("tryFork takes a slot that is free and refuses one that is not, and never waits", async () => {
    const outcomes = await holds(
      Effect.gen(function* () {
        const gauge = new Gauge()
        const task = working(gauge, Effect.yieldNow)

        const forked = yield* TaskScope.run(
          function* (scope) {
            let forked = 0
            for (let i = 0; i < 3; i++) {
              if ((yield* scope.tryFork(task)) !== false) forked++
              yield* Effect.yieldNow
            }
            return forked
          },
          { limit: 1 }
        )

        claim(forked > 0 && gauge.peak === 1, `${forked} forked, ${gauge.peak} at once`)
        return forked
      })
    )

    assert.isTrue(outcomes.has("1") && outcomes.has("3"), [...outcomes].join())
  })

  it("forks that wait start in the order in which they came, and none overtakes them", () =>
    holds(
      Effect.gen(function* () {
        const [asked, started]: [Array<number>, Array<number>] = [[], []]

        yield* TaskScope.run(
          function* (scope) {
            yield* scope.fork(Effect.yieldNow)
            const forkers = [0, 1, 2].map(
              (id) =>
                function* () {
                  for (let turn = 0; turn < id; turn++) yield* Effect.yieldNow
                  asked.push(id)
                  yield* scope.fork(
                    Effect.andThen(
                      Effect.sync(() => void started.push(id)),
                      Effect.yieldNow
                    )
                  )
                }
            )
            const running = []
            for (const forker of forkers) running.push(yield* scope.fork(forker, { daemon: true }))
            for (const forker of running) yield* forker.await
          },
          { limit: 1 }
        )

        same(started, asked, "started")
      }),
      // Between any two operations, another fork may come between the asking and the waiting.
      { schedules: 300, granularities: ["await"] }
    ))
})
