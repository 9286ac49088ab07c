import { assert, describe, it } from "@effect/vitest"
import { TaskTree } from "@heddle/core"
import * as Deferred from "effect/Deferred"
import * as Duration from "effect/Duration"
import * as Effect from "effect/Effect"
import * as Fiber from "effect/Fiber"
import * as TestClock from "effect/testing/TestClock"
import type { Options } from "../duplicates.ts"
import * as Report from "../report.ts"
import type { StopSignal } from "../signals.ts"
import * as Survey from "../survey.ts"
import * as MemoryDisk from "./memoryDisk.ts"
import { search } from "./search.ts"

/** Four equal files, longer than a head: each is opened for its head, then for its digest. */
const content = "x".repeat(5000)
const files = { "root/a": content, "root/b": content, "root/c": content, "root/d": content }

/** A search of `files` under way: one second to list the folder, then one second for each head and each digest. */
const slowSearch = Effect.fnUntraced(function* (options: Partial<Options> = {}) {
  const disk = MemoryDisk.make({ files, delay: "1 second" })
  const fiber = yield* search("root", options).pipe(
    Effect.provide(disk.layer),
    Effect.forkChild({ startImmediately: true })
  )
  return { ...disk, fiber }
})

describe("a deadline", () => {
  it.effect("ends the search with what was found until then and what was not reached", () =>
    Effect.gen(function* () {
      const { fiber } = yield* slowSearch({ deadline: Duration.millis(7900) })

      yield* TestClock.adjust("1 minute")
      const { ending, survey } = yield* Fiber.join(fiber)

      assert.strictEqual(ending._tag, "DeadlinePassed")
      assert.deepStrictEqual(
        Survey.groups(survey).map(({ paths }) => paths),
        [["root/a", "root/b", "root/c"]]
      )
      assert.deepStrictEqual(
        Survey.notCompared(survey).map(({ path }) => path),
        ["root/d"]
      )
    })
  )

  it.effect("leaves no file open", () =>
    Effect.gen(function* () {
      const { fiber, log, open } = yield* slowSearch({ deadline: Duration.millis(7500) })

      yield* TestClock.adjust("1 minute")
      yield* Fiber.join(fiber)

      assert.strictEqual(open.size, 0)
      assert.deepStrictEqual(log.closed, log.opened)
    })
  )

  it.effect("of zero reaches nothing", () =>
    Effect.gen(function* () {
      const { fiber, log } = yield* slowSearch({ deadline: Duration.zero })

      yield* TestClock.adjust("1 minute")
      const { ending, survey } = yield* Fiber.join(fiber)

      assert.strictEqual(ending._tag, "DeadlinePassed")
      assert.deepStrictEqual([...survey.unread], ["root"])
      assert.deepStrictEqual(log.opened, [])
    })
  )

  it.effect("that is not reached changes nothing", () =>
    Effect.gen(function* () {
      const { fiber } = yield* slowSearch({ deadline: Duration.hours(1) })

      yield* TestClock.adjust("1 minute")
      const { ending } = yield* Fiber.join(fiber)

      assert.deepStrictEqual(ending, { _tag: "Complete" })
    })
  )
})

describe("Ctrl-C", () => {
  /** Stopped while the second head is hashed. */
  const stopped = Effect.gen(function* () {
    const stop = yield* Deferred.make<StopSignal>()
    const running = yield* slowSearch({ stop: Deferred.await(stop) })
    yield* TestClock.adjust("1 second")
    yield* TestClock.adjust("1500 millis")
    const openedBefore = [...running.log.opened]
    yield* Deferred.succeed(stop, "SIGINT")
    yield* TestClock.adjust("1 minute")
    return { ...running, openedBefore, outcome: yield* Fiber.join(running.fiber) }
  })

  it.effect("ends the search with the signal's name and exit code 130", () =>
    Effect.gen(function* () {
      const { outcome } = yield* stopped

      assert.deepStrictEqual(outcome.ending, { _tag: "Interrupted", signal: "SIGINT" })
      assert.strictEqual(Report.exitCode(outcome), 130)
    })
  )

  it.effect("opens no file after it", () =>
    Effect.gen(function* () {
      const { log, openedBefore } = yield* stopped

      assert.deepStrictEqual(openedBefore, ["root/a", "root/b"])
      assert.deepStrictEqual(log.opened, openedBefore)
    })
  )

  it.effect("closes the file that is open", () =>
    Effect.gen(function* () {
      const { log, open } = yield* stopped

      assert.strictEqual(open.size, 0)
      assert.deepStrictEqual(log.closed, log.opened)
    })
  )

  it.effect("lists every file that was not compared as not reached", () =>
    Effect.gen(function* () {
      const { outcome } = yield* stopped

      assert.deepStrictEqual(
        Survey.notCompared(outcome.survey).map(({ path }) => path),
        Object.keys(files)
      )
    })
  )
})

describe("a search", () => {
  it.effect("that is interrupted closes its files before it ends", () =>
    Effect.gen(function* () {
      const { fiber, log, open } = yield* slowSearch()
      yield* TestClock.adjust("1 second")
      yield* TestClock.adjust("500 millis")
      assert.deepStrictEqual([...open], ["root/a"])

      const interrupting = yield* Effect.forkChild(Fiber.interrupt(fiber), { startImmediately: true })
      yield* TestClock.adjust("1 minute")
      yield* Fiber.join(interrupting)

      assert.deepStrictEqual([...open], [])
      assert.deepStrictEqual(log.closed, ["root/a"])
    })
  )

  it.effect("shows what it does as a tree of named tasks", () =>
    Effect.gen(function* () {
      const { fiber } = yield* slowSearch()
      yield* TestClock.adjust("1 second")
      yield* TestClock.adjust("500 millis")

      const tree = TaskTree.render(yield* TaskTree.dump)

      assert.include(tree, "find duplicates in root")
      assert.include(tree, "hash heads")
      assert.include(tree, "hash head of root/a and 3 more")
      const interrupting = yield* Effect.forkChild(Fiber.interrupt(fiber), { startImmediately: true })
      yield* TestClock.adjust("1 minute")
      yield* Fiber.join(interrupting)
    })
  )
})
