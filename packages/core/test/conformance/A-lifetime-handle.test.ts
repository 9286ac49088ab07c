import { format, inspect } from "node:util"
import { assert, describe, it } from "@effect/vitest"
import { Effect, Fiber, Latch } from "effect"
import { TaskScope } from "../../src/index.ts"
import { settle, start } from "../support/fibers.ts"
import { Journal } from "../support/journal.ts"
import { outcomeNow, outcomeOf } from "../support/outcome.ts"

/** A handle whose scope has ended. */
const closedScope = TaskScope.run(function* page(scope) {
  return yield* Effect.succeed(scope)
})

const closedSupervisor = TaskScope.supervise(function* page(scope) {
  return yield* Effect.succeed(scope)
})

type Operation = TaskScope.Operation<unknown, unknown, never, unknown>

/** Everything that would start something in a scope. */
const forks: Record<string, (scope: TaskScope.TaskScope, task: Effect.Effect<void>) => Operation> = {
  fork: (scope, task) => scope.fork(task),
  "fork of a generator": (scope, task) =>
    scope.fork(function* () {
      yield* task
    }),
  forkAll: (scope, task) => scope.forkAll([task]),
  tryFork: (scope, task) => scope.tryFork(task),
  start: (scope, task) => scope.start((ready: TaskScope.Ready) => Effect.andThen(task, ready()))
}

/** Everything that would end a scope. */
const ends: Record<string, (scope: TaskScope.TaskScope) => Operation> = {
  interrupt: (scope) => scope.interrupt("from outside"),
  complete: (scope) => scope.complete("from outside"),
  shutdown: (scope) => scope.shutdown()
}

describe("A. Lifetime: the handle", () => {
  for (const [name, fork] of Object.entries(forks)) {
    it.effect(`S4 ${name} into a closed scope is a defect at once, and nothing runs`, () =>
      Effect.gen(function* () {
        const journal = new Journal()
        const closed = yield* closedScope

        const exit = yield* Effect.exit(
          TaskScope.run(function* () {
            yield* fork(closed, journal.note("the task ran"))
            yield* journal.note("the forker went on")
          })
        )

        assert.deepStrictEqual([outcomeOf(exit), journal.entries], [["Die ScopeClosedError"], []])
      })
    )
  }

  it.effect("S4 forking into a closed supervised scope is a defect at once, and nothing runs", () =>
    Effect.gen(function* () {
      const journal = new Journal()
      const closed = yield* closedSupervisor
      const task = journal.note("the task ran")

      const forks: ReadonlyArray<Effect.Effect<unknown>> = [
        closed.fork(task),
        closed.tryFork(task),
        closed.forkAll([task]),
        closed.start(() => task)
      ]
      const exits = yield* Effect.forEach(forks, Effect.exit)

      assert.deepStrictEqual(
        exits.map(outcomeOf),
        forks.map(() => ["Die ScopeClosedError"])
      )
      assert.deepStrictEqual(journal.entries, [])
    })
  )

  it.effect(
    "S8 a scope is entered only by running it, and each run, also at the same time, is a scope of its own",
    () =>
      Effect.gen(function* () {
        const gate = Latch.makeUnsafe()
        const handles: Array<TaskScope.TaskScope> = []
        const scope = TaskScope.run(function* (scope) {
          handles.push(scope)
          yield* gate.await
          return scope
        })
        const callers = yield* Effect.forEach([scope, scope], start)
        yield* gate.open
        const returned = [...(yield* Fiber.joinAll(callers)), yield* scope]

        assert.strictEqual(new Set(handles).size, 3)
        assert.deepStrictEqual(new Set(returned), new Set(handles))
        assert.deepStrictEqual(
          handles.map((handle) => handle.state),
          ["closed", "closed", "closed"]
        )
      })
  )

  it.effect("S8 a handle has nothing to enter it by: it is no effect, no iterable, and no disposable", () =>
    Effect.gen(function* () {
      for (const handle of [yield* closedScope, yield* closedSupervisor]) {
        assert.isFalse(Effect.isEffect(handle))
        for (const member of ["run", "open", "enter", "use", Symbol.iterator, Symbol.dispose, Symbol.asyncDispose]) {
          assert.isFalse(member in handle, String(member))
        }
      }
    })
  )

  it.effect("S9 an outer scope that is made to end while an inner one is open ends after it", () =>
    Effect.gen(function* () {
      const journal = new Journal()
      const inner = TaskScope.run(function* inner() {
        yield* Effect.ensuring(Effect.never, Effect.andThen(Effect.yieldNow, journal.note("the inner body is over")))
      }).pipe(Effect.ensuring(journal.note("inner closed")))
      const outer = TaskScope.run(function* outer(scope) {
        yield* scope.fork(inner)
        yield* scope.complete("early")
      })

      const value = yield* Effect.ensuring(outer, journal.note("outer closed"))

      assert.strictEqual(value, "early")
      assert.deepStrictEqual(journal.entries, ["the inner body is over", "inner closed", "outer closed"])
    })
  )

  it.effect("S9 a scope cannot be closed from a handle: there is no such operation", () =>
    Effect.gen(function* () {
      for (const handle of [yield* closedScope, yield* closedSupervisor]) {
        for (const member of ["close", "exit", "end", "dispose"]) assert.isFalse(member in handle, member)
      }
    })
  )

  for (const [name, end] of Object.entries({
    ...ends,
    fork: (scope: TaskScope.TaskScope) => scope.fork(Effect.never)
  })) {
    it.effect(`S10 ${name} by an unrelated task is a defect of that task and leaves the scope as it was`, () =>
      Effect.gen(function* () {
        const gate = Latch.makeUnsafe()
        const handles: Array<TaskScope.TaskScope> = []
        const caller = yield* start(
          TaskScope.run(function* page(scope) {
            handles.push(scope)
            yield* gate.await
            return "untouched"
          })
        )
        const stranger = TaskScope.run(function* stranger() {
          for (const handle of handles) yield* end(handle)
        })

        const exit = yield* Effect.exit(stranger)
        yield* settle
        const between = handles.map(({ reason, state }) => ({ reason, state }))
        yield* gate.open
        yield* settle

        assert.deepStrictEqual(outcomeOf(exit), ["Die NotInScopeError"])
        assert.deepStrictEqual(between, [{ reason: undefined, state: "open" }])
        assert.deepStrictEqual(outcomeNow(caller), ["Success untouched"])
      })
    )
  }

  it.effect("S11 a handle that outlives its scope says closed, and can be printed", () =>
    Effect.gen(function* () {
      for (const handle of [yield* closedScope, yield* closedSupervisor]) {
        assert.deepStrictEqual([handle.name, handle.state, handle.reason], ["page", "closed", undefined])
        assert.strictEqual(format("%s", handle), "TaskScope(page, closed)")
        assert.strictEqual(JSON.stringify(handle), `{"_id":"TaskScope","name":"page","state":"closed"}`)
        assert.include(inspect(handle), "'closed'")
      }
    })
  )

  it.effect("S11 a handle that outlives a scope that was interrupted still says why", () =>
    Effect.gen(function* () {
      const handles: Array<TaskScope.TaskScope> = []

      yield* Effect.exit(
        TaskScope.run(function* page(scope) {
          handles.push(scope)
          yield* scope.fork(Effect.fail("boom"), { name: "orders" })
        })
      )

      assert.deepStrictEqual(
        handles.map(({ reason, state }) => ({ reason, state })),
        [{ reason: { _tag: "ChildFailed", scope: "page", task: "orders" }, state: "closed" }]
      )
    })
  )
})
