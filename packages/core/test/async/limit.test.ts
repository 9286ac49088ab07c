import { AsyncLocalStorage } from "node:async_hooks"
import { assert, describe, it } from "@effect/vitest"
import { Effect, Scheduler } from "effect"
import { type TaskHandle, TaskInterruptedError, taskScope } from "../../src/async/index.ts"
import { aborted, hasSettled, rejection, settleDown } from "../support/promises.ts"

/** Tasks that count how many of them run at once. */
class Meter {
  running = 0
  peak = 0

  readonly task = async (): Promise<void> => {
    this.peak = Math.max(this.peak, ++this.running)
    await settleDown()
    this.running--
  }
}

describe("limit", () => {
  it("keeps so many functions running at once, and reaches that many", async () => {
    const meter = new Meter()
    await taskScope({ limit: 3 }, async (scope) => void scope.forkAll(Array.from({ length: 20 }, () => meter.task)))

    assert.strictEqual(meter.peak, 3)
  })

  it("lets fork return at once, and calls the functions in the order of the forks", async () => {
    const log: Array<string> = []
    await taskScope({ limit: 1 }, async (scope) => {
      for (const name of ["one", "two", "three"]) {
        scope.fork(async () => {
          log.push(name)
          await settleDown()
        })
      }
      log.push("forked")
    })

    assert.deepStrictEqual(log, ["one", "forked", "two", "three"])
  })

  it("does not count daemons", async () => {
    const log: Array<string> = []
    await taskScope({ limit: 1 }, async (scope) => {
      scope.fork(aborted, { daemon: true })
      scope.fork(async () => log.push("started"))
      scope.fork(aborted, { daemon: true })
    })

    assert.deepStrictEqual(log, ["started"])
  })

  it("lets a forker wait for the slot of its task with started", async () => {
    const gate = Promise.withResolvers<void>()
    await taskScope({ limit: 1 }, async (scope) => {
      scope.fork(() => gate.promise)
      const second = scope.fork(async () => {})
      assert.isFalse(await hasSettled(second.started))
      gate.resolve()
      await second.started
      assert.notStrictEqual(second.state, "waiting")
    })
  })

  it("keeps the scope open for a task that waits when everything else has ended", async () => {
    const log: Array<string> = []
    const gate = Promise.withResolvers<void>()
    const scope = taskScope({ limit: 1 }, async (scope) => {
      scope.fork(async () => {
        await gate.promise
        scope.fork(async () => log.push("waited"))
      })
    })
    await settleDown()
    gate.resolve()
    await scope

    assert.deepStrictEqual(log, ["waited"])
  })

  it("never starts a waiting task of a scope that is interrupted", async () => {
    const log: Array<string> = []
    const waiting: Array<TaskHandle<unknown>> = []
    const boom = new Error("boom")
    const error = await rejection(
      taskScope({ limit: 1 }, async (scope) => {
        scope.fork(async () => {
          await settleDown()
          throw boom
        })
        const second = scope.fork(() => log.push("called"))
        waiting.push(second)
        log.push(String((await rejection(second.started)) === scope.signal.reason))
        log.push(String((await rejection(second)) === scope.signal.reason))
      })
    )

    assert.strictEqual(error, boom)
    assert.deepStrictEqual(log, ["true", "true"])
    assert.deepStrictEqual(
      waiting.map((task) => [task.state, task.signal.aborted]),
      [["interrupted", true]]
    )
  })

  it("never starts a fork that finds the scope interrupted and full", async () => {
    const log: Array<string> = []
    await rejection(
      taskScope({ limit: 1 }, async (scope) => {
        const gate = Promise.withResolvers<void>()
        scope.fork(() => gate.promise)
        scope.interrupt()
        const late = scope.fork(() => log.push("called"))
        log.push(late.state)
        gate.resolve()
      })
    )

    assert.deepStrictEqual(log, ["interrupted"])
  })

  it("lets a waiting task be interrupted by name: it never starts, and leaves its place to the next", async () => {
    const log: Array<string> = []
    const gate = Promise.withResolvers<void>()
    await taskScope({ limit: 1 }, async (scope) => {
      scope.fork(() => gate.promise)
      const second = scope.fork(async () => log.push("second"), { name: "second" })
      const third = scope.fork(async () => log.push("third"))
      await second.interrupt()
      assert.instanceOf(await rejection(second), TaskInterruptedError)
      assert.strictEqual(third.state, "waiting")
      gate.resolve()
    })

    assert.deepStrictEqual(log, ["third"])
  })

  it("ends the scope when the last task that waited is interrupted by name", async () => {
    const gate = Promise.withResolvers<void>()
    const tasks: Array<TaskHandle<unknown>> = []
    const scope = taskScope({ limit: 1 }, async (scope) => {
      tasks.push(
        scope.fork(() => gate.promise),
        scope.fork(() => assert.fail("called"))
      )
    })
    await tasks[1]?.interrupt()
    gate.resolve()

    await scope
  })

  it("ends the scope when the last task that waited is interrupted after a slot has become free", async () => {
    const scheduler = new Scheduler.MixedScheduler()
    const opened = Effect.promise(() =>
      taskScope({ limit: 1 }, (scope) => {
        const first = scope.fork(async () => {})
        const second = scope.fork(() => assert.fail("called"))
        void first.then(() => second.interrupt())
      })
    )

    await Effect.runPromise(Effect.provideService(opened, Scheduler.Scheduler, scheduler))
  })

  it("cannot deadlock: a task lends its slot to the tasks it awaits, however deep", async () => {
    const value = await taskScope({ limit: 1 }, async (scope) => {
      const nest = async (depth: number): Promise<number> =>
        depth === 0 ? 0 : 1 + (await scope.fork(() => nest(depth - 1)))
      return await scope.fork(() => nest(200))
    })

    assert.strictEqual(value, 200)
  })

  it("gives a slot back before the task that lent it goes on", async () => {
    const meter = new Meter()
    await taskScope({ limit: 2 }, async (scope) => {
      const outer = async (): Promise<void> => {
        await scope.fork(meter.task)
        await meter.task()
      }
      scope.forkAll(Array.from({ length: 10 }, () => outer))
    })

    assert.strictEqual(meter.peak, 2)
  })

  it("lends what holds a scope that waits in the first step of its body", async () => {
    const value = await taskScope({ limit: 1 }, async (scope) =>
      scope.fork(() => taskScope(async () => await scope.fork(async () => 7)))
    )

    assert.strictEqual(value, 7)
  })

  it("lends through a scope inside a task, and to who waits for started", async () => {
    const value = await taskScope({ limit: 1 }, async (scope) =>
      scope.fork(() =>
        taskScope(async (inner) =>
          inner.fork(async () => {
            const task = scope.fork(async () => 7)
            await task.started
            return await task
          })
        )
      )
    )

    assert.strictEqual(value, 7)
  })

  it("keeps no slot for a task that ended without looking at what it asked for", async () => {
    const log: Array<string> = []
    await taskScope({ limit: 1 }, async (scope) => {
      const ended = scope.fork(() => {
        void scope.fork(async () => log.push("inner")).then(() => log.push("heard"))
      })
      await ended
      await settleDown()
      await scope.fork(async () => log.push("after"))
    })

    assert.deepStrictEqual(log, ["inner", "heard", "after"])
  })

  it("starts a waiting task with the AsyncLocalStorage of who forked it", async () => {
    const storage = new AsyncLocalStorage<string>()
    const log: Array<string | undefined> = []
    await taskScope({ limit: 1 }, async (scope) => {
      for (const name of ["one", "two"]) {
        storage.run(name, () =>
          scope.fork(async () => {
            await settleDown()
            log.push(storage.getStore())
          })
        )
      }
    })

    assert.deepStrictEqual(log, ["one", "two"])
  })
})
