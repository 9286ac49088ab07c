import { assert, describe, it } from "@effect/vitest"
import { Effect, Latch, Stream } from "effect"
import { TaskScope } from "../../src/index.ts"
import { survivors } from "../support/collect.ts"
import { failures, finish, note, value } from "../support/finish.ts"

const timed = (log: Array<string>, name: string, millis: number) =>
  note(log, `${name} starts`).pipe(Effect.andThen(Effect.sleep(millis)), Effect.as(name))

describe("K. Backpressure and streaming", () => {
  it.effect("S120 with a limit, a fork suspends its forker while that many tasks run", () =>
    Effect.gen(function* () {
      const log: Array<string> = []
      yield* value(
        TaskScope.run(
          function* (scope) {
            for (const name of ["a", "b", "c", "d"]) {
              yield* scope.fork(timed(log, name, name === "a" ? 100 : 300))
              yield* note(log, `forked ${name}`)
            }
          },
          { limit: 2 }
        )
      )

      assert.deepStrictEqual(log, [
        "a starts@0",
        "forked a@0",
        "b starts@0",
        "forked b@0",
        "c starts@100",
        "forked c@100",
        "d starts@300",
        "forked d@300"
      ])
    })
  )

  it.effect("S120 a fork that waits can be interrupted, and its task then never starts", () =>
    Effect.gen(function* () {
      const log: Array<string> = []
      yield* value(
        TaskScope.run(
          function* (scope) {
            yield* scope.fork(timed(log, "running", 1000))
            const forker = yield* scope.fork(
              function* () {
                yield* scope.fork(timed(log, "waiting", 0))
              },
              { daemon: true }
            )
            yield* Effect.sleep(100)
            yield* forker.interrupt
            yield* note(log, `forker ${forker.state}`)
          },
          { limit: 1 }
        )
      )

      assert.deepStrictEqual(log, ["running starts@0", "forker interrupted@100"])
    })
  )

  it.effect("S120 a fork that waits never starts its task when the scope is interrupted meanwhile", () =>
    Effect.gen(function* () {
      const log: Array<string> = []
      const exit = yield* finish(
        TaskScope.run(
          function* (scope) {
            yield* scope.fork(Effect.andThen(Effect.sleep(100), Effect.fail("boom")))
            yield* scope.fork(timed(log, "waiting", 0))
          },
          { limit: 1 }
        )
      )

      assert.deepStrictEqual(failures(exit), ["boom"])
      assert.deepStrictEqual(log, [])
    })
  )

  it.effect("S121 tryFork gives false at the limit, at once and without starting anything", () =>
    Effect.gen(function* () {
      const log: Array<string> = []
      yield* value(
        TaskScope.run(
          function* (scope) {
            const first = yield* scope.tryFork(timed(log, "first", 100))
            const second = yield* scope.tryFork(timed(log, "second", 100))
            yield* note(log, `${first === false} ${second === false}`)
            if (first !== false) yield* first.join
            const third = yield* scope.tryFork(timed(log, "third", 100))
            yield* note(log, `${third === false}`)
          },
          { limit: 1 }
        )
      )

      assert.deepStrictEqual(log, ["first starts@0", "false true@0", "third starts@100", "false@100"])
    })
  )

  it.effect("S122 the limit cannot change while tasks run: it is read once, and nothing on the scope sets it", () =>
    Effect.gen(function* () {
      const log: Array<string> = []
      const options = { limit: 1 }
      const scope = TaskScope.run(function* (scope) {
        options.limit = 2
        yield* scope.fork(timed(log, "a", 100))
        yield* scope.fork(timed(log, "b", 100))
        return "limit" in scope
      }, options)
      const hasLimit = yield* value(scope)

      assert.isFalse(hasLimit)
      assert.deepStrictEqual(log, ["a starts@0", "b starts@100"])
    })
  )

  it.live("S123 a scope that discards results keeps none of them, while it forks and after", () =>
    Effect.gen(function* () {
      const results: Array<WeakRef<object>> = []
      const task = Effect.andThen(
        Effect.yieldNow,
        Effect.sync(() => {
          const result = { bytes: new Uint8Array(1000) }
          results.push(new WeakRef(result))
          return result
        })
      )
      const measured = yield* Latch.make()
      const alive: Array<number> = []
      const measure = survivors(results).pipe(
        Effect.map((count) => void alive.push(count)),
        Effect.andThen(measured.open)
      )
      // While the measure is taken, one slot is its own, the others are held, and the last fork waits.
      const held = Array.from({ length: 15 }, () => measured.await)
      yield* TaskScope.run(
        function* (scope) {
          yield* scope.forkAll([...Array.from({ length: 3000 }, () => task), ...held, measure, Effect.void], {
            discard: true
          })
          alive.push(yield* survivors(results))
        },
        { limit: 16 }
      )

      assert.lengthOf(results, 3000)
      for (const count of alive) assert.isAtMost(count, 16)
      assert.lengthOf(alive, 2)
    })
  )

  it.live("S123 a supervising scope keeps no failed task whose failure was observed", () =>
    Effect.gen(function* () {
      const errors: Array<WeakRef<object>> = []
      const task = Effect.suspend(() => {
        const error = { bytes: new Uint8Array(1000) }
        errors.push(new WeakRef(error))
        return Effect.fail(error)
      })
      const alive = yield* TaskScope.supervise(function* (scope) {
        for (let index = 0; index < 3000; index++) yield* Effect.exit((yield* scope.fork(task)).join)
        return yield* survivors(errors)
      })

      assert.isAtMost(alive, 16)
    })
  )

  const delays = [300, 100, 200, 50]
  const tasks = (log: Array<string>) =>
    delays.map((millis, index) =>
      note(log, `${index} starts`).pipe(Effect.andThen(Effect.sleep(millis)), Effect.as(index))
    )

  it.effect("S124 asCompleted gives results in order of completion", () =>
    Effect.gen(function* () {
      const results = yield* value(Stream.runCollect(TaskScope.asCompleted(tasks([]))))

      assert.deepStrictEqual(Array.from(results), [3, 1, 2, 0])
    })
  )

  it.effect("S124 ordered, it gives them in the order of the list", () =>
    Effect.gen(function* () {
      const results = yield* value(Stream.runCollect(TaskScope.asCompleted(tasks([]), { ordered: true })))

      assert.deepStrictEqual(Array.from(results), [0, 1, 2, 3])
    })
  )

  it.effect("S124 an ordered stream runs tasks up to the limit, which results that wait for their turn count for", () =>
    Effect.gen(function* () {
      const log: Array<string> = []
      yield* value(Stream.runDrain(TaskScope.asCompleted(tasks(log), { ordered: true, limit: 3 })))

      assert.deepStrictEqual(log, ["0 starts@0", "1 starts@0", "2 starts@0", "3 starts@300"])
    })
  )

  it.effect("S124 unordered, a slow first task does not hold the others back", () =>
    Effect.gen(function* () {
      const log: Array<string> = []
      yield* value(Stream.runDrain(TaskScope.asCompleted(tasks(log), { limit: 2 })))

      assert.deepStrictEqual(log, ["0 starts@0", "1 starts@0", "2 starts@100", "3 starts@300"])
    })
  )

  for (const limit of [undefined, 1, 2, 3]) {
    it.effect(`S124 ordered with limit ${limit}, a task that fails out of turn fails the stream with its error`, () =>
      Effect.gen(function* () {
        const list = [Effect.as(Effect.sleep(50), 1), Effect.delay(Effect.fail("boom"), 10), Effect.never]
        const exit = yield* finish(Stream.runCollect(TaskScope.asCompleted(list, { ordered: true, limit })))

        assert.deepStrictEqual(failures(exit), ["boom"])
      })
    )
  }

  for (const ordered of [false, true]) {
    const how = ordered ? "an ordered stream" : "a stream"
    it.effect(`S124 ${how} whose consumer is slow holds the producers back`, () =>
      Effect.gen(function* () {
        let started = 0
        const startedAt: Array<number> = []
        const many = Array.from({ length: 12 }, (_, index) => Effect.sync(() => (started++, index)))
        yield* value(
          TaskScope.asCompleted(many, { ordered, limit: 3 }).pipe(
            Stream.tap(() => Effect.sleep("1 hour")),
            Stream.runForEach((index) => Effect.sync(() => void (startedAt[index] = started)))
          )
        )

        startedAt.forEach((started, index) => assert.isAtMost(started - index, 3 + 1, `at result ${index}`))
      })
    )
  }
})
