import { assert, describe, it } from "@effect/vitest"
import { Effect } from "effect"
import { TaskScope } from "../src/index.ts"
import { failures, finish, note, value } from "./support/finish.ts"

/** Counts what runs at once; a task steps out while it waits. */
class Gauge {
  running = 0
  peak = 0

  step(change: 1 | -1): Effect.Effect<void> {
    return Effect.sync(() => {
      this.running += change
      this.peak = Math.max(this.peak, this.running)
    })
  }

  task(millis: number): Effect.Effect<void> {
    return Effect.acquireUseRelease(
      this.step(1),
      () => Effect.sleep(millis),
      () => this.step(-1)
    )
  }
}

const busy = (log: Array<string>, name: string, millis: number) =>
  note(log, `${name} starts`).pipe(Effect.andThen(Effect.sleep(millis)), Effect.andThen(note(log, `${name} ends`)))

describe("limit", () => {
  it.effect("runs as many tasks as it says at once, and never more", () =>
    Effect.gen(function* () {
      for (const limit of [1, 2, 5]) {
        const gauge = new Gauge()
        yield* value(
          TaskScope.run(
            function* (scope) {
              for (let index = 0; index < 20; index++) yield* scope.fork(gauge.task(10 + (index % 7)))
            },
            { limit }
          )
        )

        assert.strictEqual(gauge.peak, limit)
      }
    })
  )

  it.effect("counts a slot as free when its task fails, is interrupted, or ends", () =>
    Effect.gen(function* () {
      const log: Array<string> = []
      yield* value(
        TaskScope.supervise(
          function* (scope) {
            const failing = yield* scope.fork(Effect.andThen(Effect.sleep(10), Effect.fail("boom")))
            const stopped = yield* scope.fork(Effect.never)
            yield* Effect.flip(failing.join)
            yield* stopped.interrupt
            yield* scope.fork(Effect.sleep(10))
            yield* note(log, "forked")
          },
          { limit: 1 }
        ).pipe(Effect.timeout(1000), Effect.exit)
      )

      // The second fork gets the slot at 10, the third when the second is interrupted.
      assert.deepStrictEqual(log, ["forked@10"])
    })
  )

  it.effect("starts waiting forks in order of arrival", () =>
    Effect.gen(function* () {
      const log: Array<string> = []
      yield* value(
        TaskScope.run(
          function* (scope) {
            yield* scope.fork(Effect.sleep(100))
            for (const name of ["a", "b", "c", "d"]) {
              yield* scope.fork(
                function* () {
                  yield* scope.fork(busy(log, name, 10))
                },
                { daemon: true }
              )
            }
            yield* Effect.sleep(500)
          },
          { limit: 1 }
        )
      )

      assert.deepStrictEqual(
        log.filter((entry) => entry.includes("starts")),
        ["a starts@100", "b starts@110", "c starts@120", "d starts@130"]
      )
    })
  )

  it.effect("does not let a late fork overtake one that is due", () =>
    Effect.gen(function* () {
      const log: Array<string> = []
      yield* value(
        TaskScope.run(
          function* (scope) {
            const first = yield* scope.fork(Effect.sleep(100))
            yield* scope.fork(
              function* () {
                yield* scope.fork(busy(log, "waiting", 10))
              },
              { daemon: true }
            )
            yield* first.join
            yield* scope.fork(busy(log, "late", 10))
          },
          { limit: 1 }
        )
      )

      assert.deepStrictEqual(log, ["waiting starts@100", "waiting ends@110", "late starts@110", "late ends@120"])
    })
  )

  it.effect("an interrupted fork gives up its place, and those behind it move up", () =>
    Effect.gen(function* () {
      const log: Array<string> = []
      yield* value(
        TaskScope.run(
          function* (scope) {
            yield* scope.fork(Effect.sleep(100))
            const forkers: Array<TaskScope.Task<void>> = []
            for (const name of ["a", "b", "c"]) {
              const forker = function* () {
                yield* scope.fork(busy(log, name, 10))
              }
              forkers.push(yield* scope.fork(forker, { daemon: true }))
            }
            yield* Effect.sleep(50)
            for (const forker of forkers.slice(0, 2)) yield* forker.interrupt
            yield* Effect.sleep(100)
          },
          { limit: 1 }
        )
      )

      assert.deepStrictEqual(log, ["c starts@100", "c ends@110"])
    })
  )

  it.effect("a task that waits to fork, to join or for ready lends its slot, and has it back when it goes on", () =>
    Effect.gen(function* () {
      const gauge = new Gauge()
      const waiting = <A, E, R>(wait: Effect.Effect<A, E, R>) =>
        Effect.acquireUseRelease(
          gauge.step(-1),
          () => wait,
          () => gauge.step(1)
        )
      yield* value(
        TaskScope.supervise(
          function* (scope) {
            for (let index = 0; index < 4; index++) {
              yield* scope.fork(
                Effect.gen(function* () {
                  yield* gauge.step(1)
                  const child = yield* waiting(scope.fork(gauge.task(10)))
                  yield* waiting(child.join)
                  yield* Effect.sleep(5)
                  const serve = (ready: TaskScope.Ready) =>
                    Effect.andThen(gauge.task(10), ready(undefined)).pipe(Effect.andThen(gauge.task(10)))
                  const [, server] = yield* waiting(scope.start(serve))
                  yield* Effect.sleep(5)
                  yield* waiting(server.await)
                  yield* Effect.sleep(5)
                  yield* gauge.step(-1)
                })
              )
            }
          },
          { limit: 2 }
        )
      )

      assert.strictEqual(gauge.peak, 2)
      assert.strictEqual(gauge.running, 0)
    })
  )

  it.effect("a task that takes its slot back goes before a fork that waits", () =>
    Effect.gen(function* () {
      const log: Array<string> = []
      yield* value(
        TaskScope.run(
          function* (scope) {
            yield* scope.fork(function* () {
              const child = yield* scope.fork(busy(log, "child", 100))
              yield* child.join
              yield* busy(log, "parent", 100)
            })
            yield* scope.fork(busy(log, "other", 100))
          },
          { limit: 1 }
        )
      )

      assert.deepStrictEqual(
        log.filter((entry) => entry.includes("starts")),
        ["child starts@0", "parent starts@100", "other starts@200"]
      )
    })
  )

  it.effect("a task whose wait timed out counts as running again", () =>
    Effect.gen(function* () {
      const log: Array<string> = []
      yield* value(
        TaskScope.run(
          function* (scope) {
            const slow = yield* scope.fork(busy(log, "slow", 200), { daemon: true })
            yield* scope.fork(function* () {
              yield* Effect.timeoutOption(slow.join, 50)
              yield* busy(log, "task", 300)
            })
            yield* Effect.sleep(60)
            yield* scope.fork(busy(log, "next", 10))
          },
          { limit: 1 }
        )
      )

      assert.deepStrictEqual(log, [
        "slow starts@0",
        "task starts@50",
        "slow ends@200",
        "task ends@350",
        "next starts@350",
        "next ends@360"
      ])
    })
  )

  it.effect("a fiber that outlives its task keeps no slot", () =>
    Effect.gen(function* () {
      const log: Array<string> = []
      yield* value(
        TaskScope.run(
          function* (scope) {
            const slow = yield* scope.fork(Effect.sleep(100), { daemon: true })
            yield* scope.fork(Effect.forkDetach(slow.join, { startImmediately: true }))
            yield* Effect.sleep(200)
            yield* scope.fork(busy(log, "next", 10))
          },
          { limit: 1 }
        )
      )

      assert.deepStrictEqual(log, ["next starts@200", "next ends@210"])
    })
  )

  it.effect("daemons take no slot", () =>
    Effect.gen(function* () {
      const log: Array<string> = []
      yield* value(
        TaskScope.run(
          function* (scope) {
            yield* scope.fork(busy(log, "daemon", 100), { daemon: true })
            yield* scope.fork(busy(log, "task", 50))
            yield* scope.fork(busy(log, "next", 50))
          },
          { limit: 1 }
        )
      )

      assert.deepStrictEqual(log.slice(0, 3), ["daemon starts@0", "task starts@0", "task ends@50"])
      assert.include(log, "next starts@50")
    })
  )

  it.effect("an interrupted scope does not make the cleanup of its tasks wait for slots", () =>
    Effect.gen(function* () {
      const log: Array<string> = []
      const cleaning = (name: string, wait: Effect.Effect<unknown>) =>
        Effect.onExit(wait, () => Effect.andThen(Effect.sleep(100), note(log, name)))
      const exit = yield* finish(
        TaskScope.run(
          function* (scope) {
            const first = yield* scope.fork(cleaning("first", Effect.never), { daemon: true })
            yield* scope.fork(cleaning("second", first.join))
            yield* scope.fork(cleaning("third", Effect.never))
            yield* Effect.fail("boom")
          },
          { limit: 1 }
        )
      )

      assert.deepStrictEqual(failures(exit), ["boom"])
      assert.sameMembers(log, ["first@100", "second@100", "third@100"])
    })
  )

  it.live("holds for many waiting forks: each starts, in order", () =>
    Effect.gen(function* () {
      const order: Array<number> = []
      yield* TaskScope.run(
        function* (scope) {
          for (let index = 0; index < 5000; index++) {
            yield* scope.fork(
              Effect.andThen(
                Effect.sync(() => order.push(index)),
                Effect.yieldNow
              )
            )
          }
        },
        { limit: 16 }
      )

      assert.deepStrictEqual(
        order,
        Array.from({ length: 5000 }, (_, index) => index)
      )
    })
  )
})
