import { assert, describe, it } from "@effect/vitest"
import { Effect } from "effect"
import { TaskScope, TaskTree } from "../src/index.ts"
import { note, value } from "./support/finish.ts"
import { busy, Gauge } from "./support/gauge.ts"

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
            const { scopes } = yield* TaskTree.dumpCurrent
            yield* note(log, `${scopes[0]?.limit?.waiting} waits`)
            yield* Effect.sleep(100)
          },
          { limit: 1 }
        )
      )

      assert.deepStrictEqual(log, ["1 waits@50", "c starts@100", "c ends@110"])
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
