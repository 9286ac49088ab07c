import { assert, describe, it } from "@effect/vitest"
import * as Effect from "effect/Effect"
import { execFileSync } from "node:child_process"
import { linkSync, readdirSync, readlinkSync, symlinkSync, truncateSync, writeFileSync } from "node:fs"
import { join } from "node:path"
import { hashHead, hashWhole } from "../hash.ts"
import { list } from "../listing.ts"
import * as Pool from "../pool.ts"
import { perform } from "../reader.ts"
import { temporaryFolder } from "./tree.ts"

const never = () => false
const ignore = () => {}

/** What this process has open below `root`. */
const openBelow = (root: string): ReadonlyArray<string> =>
  readdirSync("/proc/self/fd")
    .map((descriptor) => {
      try {
        return readlinkSync(`/proc/self/fd/${descriptor}`)
      } catch {
        return "closed by now"
      }
    })
    .filter((path) => path.startsWith(root))

describe("hashHead", () => {
  it.effect("opens no symbolic link that has taken a file's place", () =>
    Effect.gen(function* () {
      const root = yield* temporaryFolder
      writeFileSync(join(root, "file"), "x")
      symlinkSync(join(root, "file"), join(root, "link"))

      const path = join(root, "link")
      assert.deepStrictEqual(hashHead({ path, size: 1 }), { path, code: "ELOOP", operation: "open" })
    })
  )

  it.effect("does not wait for a writer where a pipe has taken a file's place", () =>
    Effect.gen(function* () {
      const path = join(yield* temporaryFolder, "pipe")
      execFileSync("mkfifo", [path])

      assert.deepStrictEqual(hashHead({ path, size: 1 }), { path, code: "ESPIPE", operation: "read" })
    })
  )
})

for (const [name, hash] of [
  ["hashHead", hashHead],
  ["hashWhole", (file: Parameters<typeof hashHead>[0]) => hashWhole(file, never, ignore)]
] as const) {
  describe(`${name} of one file`, () => {
    it.effect("closes its file, whether it has its size or not", () =>
      Effect.gen(function* () {
        const root = yield* temporaryFolder
        const path = join(root, "file")
        writeFileSync(path, "x")

        hash({ path, size: 1 })
        hash({ path, size: 2 })

        assert.deepStrictEqual(openBelow(root), [])
      })
    )

    it.effect("refuses a file that has another size than it had", () =>
      Effect.gen(function* () {
        const path = join(yield* temporaryFolder, "file")
        writeFileSync(path, "xyz")
        const problem = { path, code: "CHANGED", operation: "read" }

        assert.deepStrictEqual(hash({ path, size: 2 }), { ...problem, expected: 2, found: 3 })
        assert.deepStrictEqual(hash({ path, size: 4 }), { ...problem, expected: 4, found: 3 })
      })
    )

    it("says that a file which is not there has vanished", () => {
      const path = "nothing/here"

      assert.deepStrictEqual(hash({ path, size: 1 }), { path, code: "ENOENT", operation: "open" })
    })
  })
}

describe("hashWhole", () => {
  it.effect("refuses a file of whole blocks that has grown", () =>
    Effect.gen(function* () {
      const path = join(yield* temporaryFolder, "file")
      writeFileSync(path, Buffer.alloc(512 * 1024 + 1))

      const size = 512 * 1024
      const problem = { path, code: "CHANGED", operation: "read", expected: size, found: size + 1 }
      assert.deepStrictEqual(hashWhole({ path, size }, never, ignore), problem)
    })
  )

  it.effect("ends between two blocks when it is stopped, and closes its file", () =>
    Effect.gen(function* () {
      const root = yield* temporaryFolder
      const path = join(root, "vast")
      writeFileSync(path, "")
      truncateSync(path, 2 ** 40)
      let read = 0

      const result = hashWhole(
        { path, size: 2 ** 40 },
        () => read > 0,
        (length) => (read += length)
      )

      assert.strictEqual(result, undefined)
      assert.strictEqual(read, 256 * 1024)
      assert.deepStrictEqual(openBelow(root), [])
    })
  )
})

describe("list", () => {
  it.effect("gives two names of one file the same inode, and leaves out links and empty files", () =>
    Effect.gen(function* () {
      const root = yield* temporaryFolder
      writeFileSync(join(root, "a"), "x")
      linkSync(join(root, "a"), join(root, "b"))
      writeFileSync(join(root, "c"), "x")
      writeFileSync(join(root, "empty"), "")
      symlinkSync(join(root, "c"), join(root, "link"))

      const listing = list(root)

      assert.isTrue("files" in listing)
      if (!("files" in listing)) return
      const [a, b, c, ...others] = listing.files
      assert.deepStrictEqual({ ...a, path: b?.path }, { ...b })
      assert.deepStrictEqual(c, { path: join(root, "c"), size: 1, inode: undefined })
      assert.deepStrictEqual(others, [])
    })
  )
})

describe("perform", () => {
  it.effect("starts no item once it is told to stop", () =>
    Effect.gen(function* () {
      const root = yield* temporaryFolder
      const items = ["a", "b", "c"].map((name) => ({ path: join(root, name), size: 1 }))
      for (const { path } of items) writeFileSync(path, "x")
      let asked = 0

      const results = perform({ kind: "heads", items }, () => asked++ === 2, ignore)

      assert.lengthOf(results, 2)
    })
  )
})

describe("a pool", () => {
  it.live("hears at once from a reader that it stops, and no file is open then", () =>
    Effect.gen(function* () {
      const root = yield* temporaryFolder
      const pool = yield* Effect.acquireRelease(
        Effect.sync(() => Pool.make(1)),
        (pool) => Effect.promise(() => pool.close())
      )
      const path = join(root, "vast")
      writeFileSync(path, "")
      truncateSync(path, 2 ** 40)

      const results = yield* Effect.callback<ReadonlyArray<unknown>, unknown>((resume) => {
        const stop = pool.give<"wholes">(
          { kind: "wholes", items: [{ path, size: 2 ** 40 }] },
          {
            onDone: (results) => resume(Effect.succeed(results)),
            // The first news of the file proves that it is open.
            onRead: () => stop(),
            onCrash: (error) => resume(Effect.fail(error))
          }
        )
      })

      assert.deepStrictEqual(results, [])
      assert.deepStrictEqual(openBelow(root), [])
    })
  )

  it.live("refuses a job when no reader is free", () =>
    Effect.gen(function* () {
      const pool = yield* Effect.acquireRelease(
        Effect.sync(() => Pool.make(1)),
        (pool) => Effect.promise(() => pool.close())
      )
      const give = () =>
        pool.give<"list">({ kind: "list", items: [] }, { onDone: ignore, onRead: ignore, onCrash: ignore })

      give()

      assert.throws(give, "There are more jobs than readers (1)")
    })
  )
})
