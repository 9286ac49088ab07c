import { assert, describe, it } from "@effect/vitest"
import { Effect } from "effect"
import { TestClock } from "effect/testing"
import { openTaskScope, taskScope } from "../../src/async/index.ts"
import { TaskScope, TaskTree, Unhandled } from "../../src/index.ts"
import { start } from "../support/fibers.ts"
import { aborted, foreign, rejection, settleDown } from "../support/promises.ts"

/** The tree as nested names, states left out. */
const names = (scope: TaskTree.ScopeNode): unknown => ({
  [scope.name]: [scope.body, ...scope.tasks].map((task) => (task ? { [task.name]: task.scopes.map(names) } : "ended"))
})

const tree = async (name: string): Promise<unknown> => {
  const { scopes } = await Effect.runPromise(TaskTree.dump)
  return scopes.filter((scope) => scope.name === name).map(names)
}

describe("async scopes beside Effect", () => {
  it("are in the TaskTree, each under the task that opened it, also when that has waited before", async () => {
    const found: Array<unknown> = []
    const scope = taskScope({ name: "tree-async" }, async (scope) => {
      scope.fork(
        async (signal) => {
          await settleDown()
          await taskScope({ name: "inner", signal }, (inner) => inner.fork(foreign, { name: "leaf" }))
        },
        { name: "task" }
      )
      await settleDown()
      await settleDown()

      found.push(await tree("tree-async"))
      scope.interrupt()
    })
    await rejection(scope)

    assert.deepStrictEqual(found, [
      [{ "tree-async": [{ body: [] }, { task: [{ inner: [{ body: [] }, { leaf: [] }] }] }] }]
    ])
  })

  it("leave the TaskTree when they end", async () => {
    await taskScope({ name: "tree-ended" }, async () => {})

    assert.deepStrictEqual(await tree("tree-ended"), [])
  })

  it("show how many tasks wait for a slot", async () => {
    const found: Array<unknown> = []
    const scope = taskScope({ limit: 1, name: "tree-limit" }, async (scope) => {
      scope.forkAll([foreign, foreign, foreign])
      const { scopes } = await Effect.runPromise(TaskTree.dump)
      const node = scopes.find((scope) => scope.name === "tree-limit")
      found.push(node?.limit, node?.body?.waitsFor)
      scope.interrupt()
    })
    await rejection(scope)

    assert.deepStrictEqual(found, [{ max: 1, running: 1, waiting: 2 }, []])
  })

  it.effect("lie under the Effect task that opens them", () =>
    Effect.gen(function* () {
      const gate = Promise.withResolvers<void>()
      const fiber = yield* start(
        TaskScope.run(
          function* (scope) {
            const open = Effect.promise(() => taskScope({ name: "inside" }, () => gate.promise))
            yield* scope.fork(open, { name: "opener" })
          },
          { name: "tree-effect" }
        )
      )

      const found = (yield* TaskTree.dump).scopes.filter((scope) => scope.name === "tree-effect").map(names)
      gate.resolve()
      yield* Effect.promise(() => new Promise((resolve) => fiber.addObserver(resolve)))

      assert.deepStrictEqual(found, [{ "tree-effect": ["ended", { opener: [{ inside: [{ body: [] }] }] }] }])
    })
  )

  it.effect("take the clock of the effect that opens them", () =>
    Effect.gen(function* () {
      const late: Array<unknown> = []
      const fiber = yield* start(
        Effect.promise(() =>
          taskScope({ deadline: "1 hour", onDeadline: () => "late" }, (scope) => aborted(scope.signal)).then((value) =>
            late.push(value)
          )
        )
      )
      yield* TestClock.adjust("1 hour")
      yield* Effect.promise(() => new Promise((resolve) => fiber.addObserver(resolve)))

      assert.deepStrictEqual(late, ["late"])
    })
  )

  it.effect("report to the Unhandled handler of the effect that opens them, or to their own", () =>
    Effect.gen(function* () {
      const heard: Array<string> = []
      const leave = async (name: string, onUnhandled?: () => void): Promise<void> => {
        await using scope = openTaskScope({ name, onUnhandled })
        scope.fork(foreign)
      }
      const handler = (report: Unhandled.Report) =>
        Effect.sync(() => void heard.push(`effect: ${String(report.scope)}`))
      yield* Effect.promise(() => leave("first")).pipe(Unhandled.withHandler(handler))
      yield* Effect.promise(() => leave("second", () => heard.push("own"))).pipe(Unhandled.withHandler(handler))

      assert.deepStrictEqual(heard, ["effect: first", "own"])
    })
  )
})
