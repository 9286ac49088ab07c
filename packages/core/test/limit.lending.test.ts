import { assert, describe, it } from "@effect/vitest"
import { Effect } from "effect"
import { TaskScope } from "../src/index.ts"
import { failures, finish, note, value } from "./support/finish.ts"
import { busy, Gauge } from "./support/gauge.ts"

describe("a slot of a limit", () => {
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

  it.effect("is free for others while its task waits for a ready signal", () =>
    Effect.gen(function* () {
      const log: Array<string> = []
      yield* value(
        TaskScope.run(
          function* (scope) {
            yield* scope.fork(function* () {
              yield* scope.start((ready: TaskScope.Ready) => Effect.andThen(Effect.sleep(100), ready(undefined)))
            })
            yield* scope.fork(busy(log, "other", 10))
          },
          { limit: 2 }
        )
      )

      assert.deepStrictEqual(log, ["other starts@0", "other ends@10"])
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

  it.effect("is not lent by what its task forks into a scope without a limit", () =>
    Effect.gen(function* () {
      const log: Array<string> = []
      yield* value(
        TaskScope.run(function* (outer) {
          const slow = yield* outer.fork(Effect.sleep(100))
          yield* TaskScope.run(
            function* (inner) {
              yield* inner.fork(function* () {
                yield* outer.fork(slow.join)
                yield* busy(log, "first", 50)
              })
              yield* inner.fork(busy(log, "second", 10))
            },
            { limit: 1 }
          )
        })
      )

      assert.deepStrictEqual(log, ["first starts@0", "first ends@50", "second starts@50", "second ends@60"])
    })
  )

  it.effect("is not lent by a daemon that its task forks", () =>
    Effect.gen(function* () {
      const log: Array<string> = []
      yield* value(
        TaskScope.run(
          function* (scope) {
            const slow = yield* scope.fork(Effect.sleep(100), { daemon: true })
            yield* scope.fork(function* () {
              yield* scope.fork(slow.join, { daemon: true })
              yield* busy(log, "first", 50)
            })
            yield* scope.fork(busy(log, "second", 10))
          },
          { limit: 1 }
        )
      )

      assert.deepStrictEqual(log, ["first starts@0", "first ends@50", "second starts@50", "second ends@60"])
    })
  )

  it.effect("that comes free in an abandoned scope starts nothing: the fork that waited for it dies", () =>
    Effect.gen(function* () {
      const log: Array<string> = []
      yield* value(
        TaskScope.supervise(
          function* (scope) {
            yield* scope.fork(Effect.uninterruptible(Effect.sleep(1000)))
            const fork = Effect.exit(scope.fork(note(log, "started")))
            yield* scope.fork(
              Effect.uninterruptible(Effect.flatMap(fork, (exit) => note(log, failures(exit).map(String).join()))),
              { daemon: true }
            )
          },
          { name: "app", limit: 1, deadline: 100, onDeadline: () => undefined, cleanup: 100, stuck: "abandon" }
        )
      )

      assert.deepStrictEqual(log, [`ScopeClosedError: fork: scope "app" has ended; nothing can start in it@1000`])
    })
  )
})
