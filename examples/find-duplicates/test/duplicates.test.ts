import { assert, describe, it } from "@effect/vitest"
import * as Effect from "effect/Effect"
import * as fc from "fast-check"
import { createHash } from "node:crypto"
import { readFileSync } from "node:fs"
import * as Survey from "../survey.ts"
import { search } from "./search.ts"
import { realDisk } from "./realDisk.ts"
import { comparedByBytes, places, temporaryFolder, write } from "./tree.ts"

const depth = Number(process.env["HEDDLE_DEPTH"] ?? 1)

const inOrder = (groups: ReadonlyArray<ReadonlyArray<string>>) => groups.map((paths) => paths.join("\n")).toSorted()

describe("findDuplicates", () => {
  it.effect("finds what comparing every file with every other finds", () =>
    Effect.promise(() =>
      fc.assert(
        fc.asyncProperty(places(), (places) =>
          Effect.gen(function* () {
            const root = yield* temporaryFolder
            write(root, places)

            const { ending, survey } = yield* search(root)

            const groups = Survey.groups(survey)
            assert.deepStrictEqual(inOrder(groups.map(({ paths }) => paths)), inOrder(comparedByBytes(root)))
            assert.deepStrictEqual(survey.errors, [])
            assert.deepStrictEqual(ending, { _tag: "Complete" })
            assert.deepStrictEqual(Survey.notCompared(survey), [])
            assert.deepStrictEqual([...survey.unread], [])
            for (const { hash, paths, size } of groups) {
              const content = readFileSync(paths[0] ?? "")
              assert.strictEqual(hash, createHash("sha256").update(content).digest("hex"))
              assert.strictEqual(size, content.length)
            }
          }).pipe(Effect.scoped, Effect.provide(realDisk), Effect.runPromise)
        ),
        { numRuns: 60 * depth }
      )
    )
  )

  it.effect("calls a file with several names by the first of them", () =>
    Effect.gen(function* () {
      const root = yield* temporaryFolder
      const file = { folder: "z", entry: { kind: "file", content: Buffer.from("same") } } as const
      // The names are found one folder after the other: z/f0, then a/b/f1 below a; f2 is another file.
      write(root, [file, { folder: "a/b", entry: { kind: "hard link", of: 0 } }, { ...file, folder: "z" }])

      const { survey } = yield* Effect.provide(search(root), realDisk)

      assert.deepStrictEqual(
        Survey.groups(survey).map(({ paths }) => paths),
        [[`${root}/a/b/f1`, `${root}/z/f2`]]
      )
    })
  )
})
