import { assert, describe, it } from "@effect/vitest"
import * as Effect from "effect/Effect"
import * as Fiber from "effect/Fiber"
import * as TestClock from "effect/testing/TestClock"
import * as Report from "../report.ts"
import * as Survey from "../survey.ts"
import * as MemoryDisk from "./memoryDisk.ts"
import { search } from "./search.ts"

const content = "x".repeat(5000)
const twins = { "root/twin1": content, "root/twin2": content }

/** Searches two twins and what is given; every test below must find the twins, whatever happens to the rest. */
const searchBeside = Effect.fnUntraced(function* ({ files, ...contents }: MemoryDisk.Contents) {
  const disk = MemoryDisk.make({ files: { ...twins, ...files }, ...contents })
  const outcome = yield* search("root").pipe(Effect.provide(disk.layer))
  assert.deepStrictEqual(
    Survey.groups(outcome.survey).map(({ paths }) => paths),
    [Object.keys(twins)]
  )
  assert.deepStrictEqual(outcome.ending, { _tag: "Complete" })
  assert.strictEqual(disk.open.size, 0)
  return outcome
})

const listed = (outcome: Effect.Success<ReturnType<typeof search>>) =>
  outcome.survey.errors.map(({ _tag, code, path }) => ({ _tag, code, path }))

describe("a file", () => {
  it.effect("without permission is listed as FilePermissionDeniedError", () =>
    Effect.gen(function* () {
      const outcome = yield* searchBeside({ files: { "root/secret": content }, refused: { "root/secret": "EACCES" } })

      assert.deepStrictEqual(listed(outcome), [
        { _tag: "FilePermissionDeniedError", code: "EACCES", path: "root/secret" }
      ])
    })
  )

  it.effect("that is gone when it is opened is listed as FileVanishedError", () =>
    Effect.gen(function* () {
      const outcome = yield* searchBeside({ files: { "root/gone": content }, refused: { "root/gone": "ENOENT" } })

      assert.deepStrictEqual(listed(outcome), [{ _tag: "FileVanishedError", code: "ENOENT", path: "root/gone" }])
    })
  )

  it.effect("that is gone when it is looked at is listed as FileVanishedError", () =>
    Effect.gen(function* () {
      const outcome = yield* searchBeside({ files: { "root/gone": content }, hidden: { "root/gone": "ENOENT" } })

      assert.deepStrictEqual(listed(outcome), [{ _tag: "FileVanishedError", code: "ENOENT", path: "root/gone" }])
    })
  )

  it.effect("that a disk cannot read is listed with the system's code", () =>
    Effect.gen(function* () {
      const outcome = yield* searchBeside({ files: { "root/bad": content }, refused: { "root/bad": "EIO" } })

      assert.deepStrictEqual(listed(outcome), [{ _tag: "FileInputOutputError", code: "EIO", path: "root/bad" }])
    })
  )

  for (const [what, now] of [
    ["has become shorter within its head", "x"],
    ["has become shorter behind its head", "x".repeat(4999)],
    ["has grown", "x".repeat(5001)]
  ] as const) {
    it.effect(`that ${what} is listed as FileChangedError`, () =>
      Effect.gen(function* () {
        const outcome = yield* searchBeside({ files: { "root/log": content }, changed: { "root/log": now } })

        assert.deepStrictEqual(listed(outcome), [{ _tag: "FileChangedError", code: "CHANGED", path: "root/log" }])
      })
    )
  }

  for (const [what, content] of [
    ["shorter than a head", "ab"],
    ["as long as a head", "a".repeat(4096)]
  ] as const) {
    it.effect(`${what} that has grown is listed as FileChangedError`, () =>
      Effect.gen(function* () {
        const outcome = yield* searchBeside({
          files: { "root/log": content, "root/log2": content },
          changed: { "root/log": `${content}c` }
        })

        assert.deepStrictEqual(listed(outcome), [{ _tag: "FileChangedError", code: "CHANGED", path: "root/log" }])
      })
    )
  }
})

describe("a folder", () => {
  it.effect("without permission is listed, and the rest is searched", () =>
    Effect.gen(function* () {
      const outcome = yield* searchBeside({ files: { "root/own/x": content }, refused: { "root/own": "EACCES" } })

      assert.deepStrictEqual(listed(outcome), [{ _tag: "FilePermissionDeniedError", code: "EACCES", path: "root/own" }])
      assert.deepStrictEqual([...outcome.survey.unread], [])
    })
  )

  it.effect("that is searched and cannot be read is the search's failure", () =>
    Effect.gen(function* () {
      const disk = MemoryDisk.make({ files: twins, refused: { root: "EACCES" } })

      const error = yield* Effect.flip(search("root").pipe(Effect.provide(disk.layer)))

      assert.strictEqual(error._tag, "FilePermissionDeniedError")
      assert.strictEqual(
        Report.refusal(error),
        'find-duplicates: folder "root": permission denied (EACCES); allowed: a folder that exists and that you may read\n'
      )
    })
  )
})

describe("the exit code", () => {
  it.effect("is 1 when something could not be read", () =>
    Effect.gen(function* () {
      const outcome = yield* searchBeside({ files: { "root/bad": content }, refused: { "root/bad": "EIO" } })

      assert.strictEqual(Report.exitCode(outcome), 1)
    })
  )

  it.effect("is 0 when everything was", () =>
    Effect.gen(function* () {
      const outcome = yield* searchBeside({ files: {} })

      assert.strictEqual(Report.exitCode(outcome), 0)
    })
  )
})

describe("readers", () => {
  it.effect("are all at work, and never asked for more than there are", () =>
    Effect.gen(function* () {
      const names = Array.from({ length: 1000 }, (_, index) => `root/${index % 50}/${index}`)
      const files = Object.fromEntries(names.map((name) => [name, content]))
      const disk = MemoryDisk.make({ files, delay: "1 second", readers: 3 })

      const fiber = yield* search("root").pipe(Effect.provide(disk.layer), Effect.forkChild)
      yield* TestClock.adjust("1 hour")
      yield* Fiber.join(fiber)

      assert.strictEqual(disk.log.peak, 3)
      assert.lengthOf(disk.log.opened, 2000)
    })
  )
})
