import { assert, describe, it } from "@effect/vitest"
import * as Effect from "effect/Effect"
import { mkdirSync, writeFileSync } from "node:fs"
import { join } from "node:path"
import * as Survey from "../survey.ts"
import { realDisk } from "./realDisk.ts"
import { search } from "./search.ts"
import { temporaryFolder } from "./tree.ts"

describe("names that are not plain text", () => {
  it.effect("are found below folders that are not UTF-8, and with line breaks in them", () =>
    Effect.gen(function* () {
      const root = yield* temporaryFolder
      const folder = Buffer.concat([Buffer.from(`${root}/bad-`), Buffer.of(0xff)])
      mkdirSync(folder)
      writeFileSync(Buffer.concat([folder, Buffer.from("/one"), Buffer.of(0xc3)]), "same")
      writeFileSync(join(root, "two\nlines"), "same")
      writeFileSync(join(root, "\ufffd"), "same")

      const { survey } = yield* Effect.provide(search(root), realDisk)

      assert.deepStrictEqual(survey.errors, [])
      assert.deepStrictEqual(
        Survey.groups(survey).map(({ paths }) => paths),
        [[`${root}/bad-\udcff/one\udcc3`, `${root}/two\nlines`, `${root}/\ufffd`]]
      )
    })
  )
})
