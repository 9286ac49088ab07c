import { assert, describe, it } from "@effect/vitest"
import * as Effect from "effect/Effect"
import { execFileSync } from "node:child_process"
import { linkSync, mkdirSync, readdirSync, symlinkSync, writeFileSync } from "node:fs"
import { join } from "node:path"
import { Disk } from "../disk.ts"
import * as Survey from "../survey.ts"
import { search } from "./search.ts"
import { temporaryFolder } from "./tree.ts"

const withDisk = <A, E>(self: Effect.Effect<A, E, Disk>) => Effect.provide(self, Disk.layer)

describe("Disk", () => {
  it.effect("opens no symbolic link that has taken a file's place", () =>
    Effect.gen(function* () {
      const root = yield* temporaryFolder
      writeFileSync(join(root, "file"), "x")
      symlinkSync(join(root, "file"), join(root, "link"))

      const disk = yield* withDisk(Disk)
      const error = yield* Effect.flip(disk.open(join(root, "link")))

      assert.strictEqual(error.message, "open failed (ELOOP)")
    })
  )

  it.effect("does not wait for a writer where a pipe has taken a file's place", () =>
    Effect.gen(function* () {
      const root = yield* temporaryFolder
      execFileSync("mkfifo", [join(root, "pipe")])

      const disk = yield* withDisk(Disk)
      const length = yield* Effect.acquireUseRelease(
        disk.open(join(root, "pipe")),
        (file) => Effect.flip(disk.read(file, Buffer.alloc(1), 0)),
        disk.close
      )

      assert.strictEqual(length.code, "ESPIPE")
    })
  )

  it.effect("says that a folder which is not there has vanished", () =>
    Effect.gen(function* () {
      const root = yield* temporaryFolder

      const disk = yield* withDisk(Disk)
      const error = yield* Effect.flip(disk.list(join(root, "nothing")))

      assert.strictEqual(error._tag, "FileVanishedError")
    })
  )

  it.effect("gives two names of one file the same inode, and two equal files two", () =>
    Effect.gen(function* () {
      const root = yield* temporaryFolder
      const paths = ["a", "b", "c"].map((name) => join(root, name))
      const [a = "", b = "", c = ""] = paths
      writeFileSync(a, "x")
      linkSync(a, b)
      writeFileSync(c, "x")

      const disk = yield* withDisk(Disk)
      const [first, second, third] = yield* disk.statuses(paths)

      assert.deepStrictEqual(first, second)
      assert.notDeepEqual(first, third)
    })
  )
})

describe("names that are not plain text", () => {
  it.effect("are found below folders that are not UTF-8, and with line breaks in them", () =>
    Effect.gen(function* () {
      const root = yield* temporaryFolder
      const folder = Buffer.concat([Buffer.from(`${root}/bad-`), Buffer.of(0xff)])
      mkdirSync(folder)
      writeFileSync(Buffer.concat([folder, Buffer.from("/one"), Buffer.of(0xc3)]), "same")
      writeFileSync(join(root, "two\nlines"), "same")
      writeFileSync(join(root, "\ufffd"), "same")

      const { survey } = yield* withDisk(search(root))

      assert.deepStrictEqual(survey.errors, [])
      assert.deepStrictEqual(
        Survey.groups(survey).map(({ paths }) => paths),
        [[`${root}/bad-\udcff/one\udcc3`, `${root}/two\nlines`, `${root}/\ufffd`]]
      )
    })
  )
})

describe("the descriptors of this process", () => {
  it.effect("are as many after a search as before it", () =>
    Effect.gen(function* () {
      const root = yield* temporaryFolder
      for (let index = 0; index < 50; index += 1) writeFileSync(join(root, String(index)), "x".repeat(5000))
      const descriptors = () => readdirSync("/dev/fd").length
      const before = descriptors()

      yield* withDisk(search(root))

      assert.strictEqual(descriptors(), before)
    })
  )
})
