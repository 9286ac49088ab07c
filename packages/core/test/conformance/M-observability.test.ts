import { assert, describe, it } from "@effect/vitest"
import { Effect } from "effect"
import { TestClock } from "effect/testing"
import { Introspection, TaskScope, TaskTree, Unhandled } from "../../src/index.ts"
import { survivors } from "../support/collect.ts"
import { start } from "../support/fibers.ts"
import { failures, finish, note, value } from "../support/finish.ts"

const scopeIn = (nodes: ReadonlyArray<TaskTree.ScopeNode>, name: string): TaskTree.ScopeNode => {
  const found = nodes.find((node) => node.name === name)
  return found ?? assert.fail(`no scope "${name}" among ${nodes.map((node) => node.name).join(", ")}`)
}

const taskIn = (scope: TaskTree.ScopeNode, name: string): TaskTree.TaskNode => {
  const found = scope.tasks.find((task) => task.name === name)
  return found ?? assert.fail(`no task "${name}" in ${scope.name}`)
}

const names = (nodes: ReadonlyArray<{ readonly name: string }>): ReadonlyArray<string> => nodes.map(({ name }) => name)

describe("M. Observability", () => {
  it.effect(
    "S131 a dump lists scopes with their tasks by name and id, and nested scopes under the task that owns them",
    () =>
      Effect.gen(function* () {
        const ids: Array<number> = []
        const inner = TaskScope.run(
          function* (scope) {
            ids.push((yield* scope.fork(Effect.never, { name: "deep" })).id)
          },
          { name: "inner" }
        )
        const tree = yield* value(
          TaskScope.run(
            function* (outer) {
              ids.push((yield* outer.fork(inner, { name: "owner" })).id)
              ids.push((yield* outer.fork(Effect.never, { name: "beside", daemon: true })).id)
              const tree = yield* TaskTree.dump
              return yield* outer.complete(tree)
            },
            { name: "outer" }
          )
        ).pipe(Introspection.isolated)

        const outer = scopeIn(tree.scopes, "outer")
        const nested = scopeIn(taskIn(outer, "owner").scopes, "inner")
        assert.deepStrictEqual(names(tree.scopes), ["outer"])
        assert.deepStrictEqual(names(outer.tasks), ["owner", "beside"])
        assert.deepStrictEqual(names(nested.tasks), ["deep"])
        assert.deepStrictEqual(names(outer.scopes), [])
        assert.deepStrictEqual([taskIn(nested, "deep").id, taskIn(outer, "owner").id, taskIn(outer, "beside").id], ids)
        assert.strictEqual(taskIn(outer, "beside").kind, "daemon")
      })
  )

  it.effect("S131 it says which scopes are open, joining or interrupting and why, and closed ones have left it", () =>
    Effect.gen(function* () {
      const slow = Effect.uninterruptible(Effect.sleep(1000))
      const forking = (name: string, end: Effect.Effect<void, string>) =>
        TaskScope.run(
          function* (scope) {
            yield* scope.fork(slow)
            yield* end
          },
          { name }
        )
      yield* start(forking("open", Effect.never))
      yield* start(forking("joining", Effect.void))
      yield* start(Effect.exit(forking("failing", Effect.fail("boom"))))
      const during = yield* TaskTree.dump
      yield* TestClock.adjust(1000)
      const after = yield* TaskTree.dump

      assert.deepStrictEqual(
        during.scopes.map(({ body, name, reason, state }) => [name, state, reason?._tag, body !== undefined]),
        [
          ["open", "open", undefined, true],
          ["joining", "joining", undefined, false],
          ["failing", "interrupting", "BodyFailed", false]
        ]
      )
      assert.deepStrictEqual(names(after.scopes), ["open"])
    }).pipe(Introspection.isolated)
  )

  it.effect("S131 it says what a task waits for where that is known: a task it joins, a slot", () =>
    Effect.gen(function* () {
      yield* start(
        TaskScope.run(
          function* (scope) {
            const job = yield* scope.fork(Effect.never, { name: "job" })
            yield* scope.fork(job.join, { name: "joiner", daemon: true })
            yield* scope.fork(
              function* () {
                yield* scope.fork(Effect.void)
              },
              { name: "forker", daemon: true }
            )
          },
          { name: "pool", limit: 1 }
        )
      )
      const tree = yield* TaskTree.dump

      const pool = scopeIn(tree.scopes, "pool")
      const job = taskIn(pool, "job")
      const waits = (name: string) => taskIn(pool, name).waitsFor.map(({ kind, name }) => `${kind} ${name}`)
      assert.deepStrictEqual(waits("joiner"), [`task job#${job.id}`])
      assert.deepStrictEqual(waits("forker"), ["slot pool"])
      assert.deepStrictEqual(waits("job"), [])
      assert.deepStrictEqual(pool.limit, { max: 1, running: 1, waiting: 1 })
    }).pipe(Introspection.isolated)
  )

  it.effect("S131 a dump is of its moment: frozen, and unmoved by what happens later", () =>
    Effect.gen(function* () {
      yield* TestClock.adjust(1000)
      yield* start(
        TaskScope.run(
          function* (scope) {
            yield* scope.fork(Effect.sleep(1000), { name: "task" })
          },
          { name: "scope" }
        )
      )
      yield* TestClock.adjust(300)
      const tree = yield* TaskTree.dump
      yield* TestClock.adjust(1000)

      const scope = scopeIn(tree.scopes, "scope")
      assert.strictEqual(tree.at, 1300)
      assert.deepStrictEqual([scope.state, scope.age, taskIn(scope, "task").age], ["joining", 300, 300])
      for (const part of [tree, tree.scopes, scope, scope.tasks, taskIn(scope, "task")])
        assert.isTrue(Object.isFrozen(part))
    }).pipe(Introspection.isolated)
  )

  it.effect("S132 a task tells its scopes, outermost first, also after it and they have ended", () =>
    Effect.gen(function* () {
      let kept: TaskScope.Task<string> | undefined
      yield* value(
        TaskScope.run(
          function* (outer) {
            const inner = TaskScope.run(
              function* (scope) {
                kept = yield* scope.fork(Effect.succeed("value"), { name: "task" })
              },
              { name: "inner" }
            )
            yield* outer.fork(inner)
          },
          { name: "outer" }
        )
      )

      assert.deepStrictEqual(kept?.path, ["outer", "inner", "task"])
      assert.strictEqual(kept?.state, "done")
    })
  )

  it.effect("S133 default names come from the generator function or the span, and a given name wins", () =>
    Effect.gen(function* () {
      const found = yield* value(
        TaskScope.run(function* page(scope) {
          const spanned = Effect.withSpan(Effect.never, "loadUser")
          const tasks = [
            yield* scope.fork(function* crawl() {
              yield* Effect.never
            }),
            yield* scope.fork(spanned),
            yield* scope.fork(spanned, { name: "given" }),
            yield* scope.fork(
              function* crawl() {
                yield* Effect.never
              },
              { name: "also given" }
            ),
            yield* scope.fork(Effect.never)
          ]
          const last = tasks.at(-1)
          return yield* scope.complete([scope.name, ...names(tasks.slice(0, -1)), last?.name === `task#${last?.id}`])
        })
      )

      assert.deepStrictEqual(found, ["page", "crawl", "loadUser", "given", "also given", true])
    })
  )

  it.effect("S133 a scope without a name is called by its number, and a given name wins over the function's", () =>
    Effect.gen(function* () {
      const nameOf = (options: TaskScope.RunOptions) =>
        TaskScope.run(function* body(scope) {
          return yield* Effect.succeed(scope.name)
        }, options)
      const unnamed = TaskScope.run((scope) =>
        (function* () {
          return yield* Effect.succeed(scope.name)
        })()
      )

      assert.strictEqual(yield* nameOf({}), "body")
      assert.strictEqual(yield* nameOf({ name: "given" }), "given")
      assert.match(yield* unnamed, /^scope#\d+$/)
    })
  )

  it.effect("S134 two scopes that one task has open are siblings in the dump, in opening order", () =>
    Effect.gen(function* () {
      const named = (name: string) =>
        TaskScope.run(
          function* () {
            yield* Effect.never
          },
          { name }
        )
      yield* start(
        TaskScope.run(
          function* (outer) {
            yield* outer.fork(Effect.all([named("first"), named("second"), named("third")], { concurrency: 3 }))
          },
          { name: "outer" }
        )
      )
      const tree = yield* TaskTree.dump

      const outer = scopeIn(tree.scopes, "outer")
      const siblings = [outer, ...outer.tasks].flatMap(({ scopes }) => scopes)
      assert.deepStrictEqual(names(siblings), ["first", "second", "third"])
    }).pipe(Introspection.isolated)
  )

  it.live("S135 an ended task leaves no reference behind in a scope that runs on, with its handle kept or not", () =>
    Effect.gen(function* () {
      const locals: Array<WeakRef<object>> = []
      const task = Effect.suspend(() => {
        const local = { bytes: new Uint8Array(1000) }
        locals.push(new WeakRef(local))
        return Effect.as(Effect.yieldNow, local).pipe(Effect.asVoid)
      })
      const alive = yield* TaskScope.run(function* (scope) {
        const kept: Array<TaskScope.Task<void>> = []
        for (let index = 0; index < 1000; index++) {
          yield* scope.fork(task)
          kept.push(yield* scope.fork(task))
        }
        for (const task of kept) yield* task.join
        const alive = yield* survivors(locals)
        return { alive, ended: kept.filter((task) => task.state === "done").length, seen: locals.length }
      })

      assert.deepStrictEqual({ ...alive, alive: alive.alive <= 2 }, { alive: true, ended: 1000, seen: 2000 })
    })
  )

  it.live("S135 the handle of an ended task keeps its fiber no longer", () =>
    Effect.gen(function* () {
      const fibers: Array<WeakRef<object>> = []
      const task = Effect.withFiber((fiber) => {
        fibers.push(new WeakRef(fiber))
        return Effect.yieldNow
      })
      const { alive, ended } = yield* TaskScope.run(function* (scope) {
        const kept = yield* scope.forkAll(Array.from({ length: 1000 }, () => task))
        for (const task of kept) yield* task.join
        const alive = yield* survivors(fibers)
        return { alive, ended: kept.filter((task) => task.state === "done").length }
      })

      assert.strictEqual(ended, 1000)
      assert.isAtMost(alive, 2)
    })
  )

  it.live(
    "S135 the locals of an interrupted task are freed at once, while the scope runs on and its handle is kept",
    () =>
      Effect.gen(function* () {
        const locals: Array<WeakRef<object>> = []
        const task = Effect.suspend(() => {
          const local = { bytes: new Uint8Array(1000) }
          locals.push(new WeakRef(local))
          return Effect.onExit(Effect.never, () => Effect.sync(() => void local.bytes))
        })
        const alive = yield* TaskScope.run(function* (scope) {
          const kept: Array<TaskScope.Task<never>> = []
          for (let index = 0; index < 1000; index++) kept.push(yield* scope.fork(task))
          for (const task of kept) yield* task.interrupt
          const alive = yield* survivors(locals)
          return { alive, interrupted: kept.filter((task) => task.state === "interrupted").length }
        })

        assert.strictEqual(alive.interrupted, 1000)
        assert.isAtMost(alive.alive, 2)
      })
  )

  it.effect("S136 a failure that nobody observes is reported once, with its task and scope", () =>
    Effect.gen(function* () {
      const reports: Array<string> = []
      yield* value(
        TaskScope.supervise(
          function* (scope) {
            yield* scope.fork(Effect.fail("lost"), { name: "unseen" })
            const seen = yield* scope.fork(Effect.fail("met"), { name: "seen" })
            yield* Effect.flip(seen.join)
          },
          { name: "app" }
        ).pipe(Unhandled.withHandler((report) => note(reports, Unhandled.render(report))))
      )

      assert.deepStrictEqual(reports, [`Task "unseen" of scope "app" failed and nobody observed it@0`])
    })
  )

  it.effect("S137 the deadline error names the scope that expired, the inner or the outer", () =>
    Effect.gen(function* () {
      const nested = (outer: number, inner: number) =>
        TaskScope.run(
          function* () {
            yield* TaskScope.run(
              function* () {
                yield* Effect.never
              },
              { name: "inner", deadline: inner }
            )
          },
          { name: "outer", deadline: outer }
        )
      const [innerError] = failures(yield* finish(nested(2000, 1000)))
      const [outerError] = failures(yield* finish(nested(1000, 2000)))

      assert.instanceOf(innerError, TaskScope.DeadlineExceededError)
      assert.strictEqual(innerError.message, `The deadline of scope "inner" passed`)
      assert.instanceOf(outerError, TaskScope.DeadlineExceededError)
      assert.strictEqual(outerError.scope, "outer")
    })
  )
})
