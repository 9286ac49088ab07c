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

/** Four equal files, longer than a head: each is opened and read for its head, then for its digest. */
const content = "x".repeat(5000)
const files = { "root/a": content, "root/b": content, "root/c": content, "root/d": content }

/** A search of `files` under way, one second a call, one task at a time if not told otherwise. */
const slowSearch = Effect.fnUntraced(function* (options: Partial<Options> = {}) {
  const disk = MemoryDisk.make({ files, delay: "1 second" })
  const fiber = yield* search("root", { limit: 1, ...options }).pipe(
    Effect.provide(disk.layer),
    Effect.forkChild({ startImmediately: true })
  )
  return { ...disk, fiber }
})

// The folder, the statuses, then two calls a file.
const afterHeads = Duration.seconds(2 + 4 * 2)
const afterTwoDigests = Duration.sum(afterHeads, Duration.seconds(2 * 2))

describe("a deadline", () => {
  it.effect("ends the search with what was found until then and what was not reached", () =>
    Effect.gen(function* () {
      const { fiber } = yield* slowSearch({ deadline: Duration.sum(afterTwoDigests, Duration.millis(500)) })

      yield* TestClock.adjust("1 minute")
      const { ending, survey } = yield* Fiber.join(fiber)

      assert.strictEqual(ending._tag, "DeadlinePassed")
      assert.deepStrictEqual(
        Survey.groups(survey).map(({ paths }) => paths),
        [["root/a", "root/b"]]
      )
      assert.deepStrictEqual(
        Survey.notCompared(survey).map(({ path }) => path),
        ["root/c", "root/d"]
      )
    })
  )

  it.effect("leaves no file open", () =>
    Effect.gen(function* () {
      const { fiber, log, open } = yield* slowSearch({ deadline: Duration.sum(afterHeads, Duration.millis(1500)) })

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
  /** Stopped while it opens the first two files. */
  const stopped = Effect.gen(function* () {
    const stop = yield* Deferred.make<StopSignal>()
    const running = yield* slowSearch({ limit: 2, stop: Deferred.await(stop) })
    yield* TestClock.adjust("2 seconds")
    yield* TestClock.adjust("500 millis")
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

  it.effect("closes every file that is open, or was being opened", () =>
    Effect.gen(function* () {
      const { log, open } = yield* stopped

      assert.strictEqual(open.size, 0)
      assert.deepStrictEqual(log.closed.toSorted(), ["root/a", "root/b"])
    })
  )

  it.effect("lists every file whose head it did not read as not reached", () =>
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
      const { fiber, log, open } = yield* slowSearch({ limit: 4 })
      yield* TestClock.adjust("2 seconds")
      yield* TestClock.adjust("1500 millis")
      assert.strictEqual(open.size, 4)

      const interrupting = yield* Effect.forkChild(Fiber.interrupt(fiber), { startImmediately: true })
      yield* TestClock.adjust("1 minute")
      yield* Fiber.join(interrupting)

      assert.strictEqual(open.size, 0)
      assert.lengthOf(log.closed, 4)
    })
  )

  it.effect("shows what it does as a tree of named tasks", () =>
    Effect.gen(function* () {
      const { fiber } = yield* slowSearch({ limit: 2 })
      yield* TestClock.adjust("2 seconds")
      yield* TestClock.adjust("500 millis")

      const tree = TaskTree.render(yield* TaskTree.dump)

      assert.include(tree, "find duplicates in root")
      assert.include(tree, "hash heads")
      assert.include(tree, "hash root/a")
      assert.include(tree, "hash root/b")
      assert.notInclude(tree, "hash root/c")
      yield* Fiber.interruptAll([fiber]).pipe(Effect.forkChild({ startImmediately: true }))
      yield* TestClock.adjust("1 minute")
    })
  )
})
