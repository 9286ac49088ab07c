import { assert, describe, it } from "vitest"
import { missingChangesets, todosIn } from "../check-notes/check.ts"
import { folderWith } from "./folder.ts"

const manifest = { "packages/a/package.json": `{ "name": "@some/a", "version": "1.2.0" }` }

describe("check-notes", () => {
  describe("changesets", () => {
    it("accepts a package that a pending changeset names", () => {
      const folder = folderWith({ ...manifest, ".changeset/note.md": `---\n"@some/a": minor\n---\n\nText.\n` })

      assert.deepStrictEqual(missingChangesets(folder), [])
    })

    it("accepts a package whose version is in its changelog", () => {
      const folder = folderWith({ ...manifest, "packages/a/CHANGELOG.md": "# @some/a\n\n## 1.2.0\n" })

      assert.deepStrictEqual(missingChangesets(folder), [])
    })

    it("accepts a package that is never published", () => {
      const folder = folderWith({ "packages/a/package.json": `{ "name": "@some/a", "private": true }` })

      assert.deepStrictEqual(missingChangesets(folder), [])
    })

    it("names a package with neither", () => {
      const other = {
        ".changeset/note.md": `---\n"@some/ab": minor\n---\n\n"@some/a": minor\n`,
        "packages/a/CHANGELOG.md": "## 1.2.01\n"
      }

      const [problem = "", ...others] = missingChangesets(folderWith({ ...manifest, ...other }))

      assert.deepStrictEqual(others, [])
      assert.include(problem, "CHANGELOG.md has no entry for 1.2.0 and no file in .changeset names @some/a")
    })
  })

  describe("todos", () => {
    it("counts the notes that name an issue", () => {
      const folder = folderWith({ "packages/a/src/a.ts": "// TODO(#12): more\n// FIXME #3\n" })

      assert.deepStrictEqual(todosIn(folder), { tracked: 2, problems: [] })
    })

    it("tells where a note names none", () => {
      const folder = folderWith({ "docs/src/page.md": "text\n\nTODO: write\n" })

      assert.deepStrictEqual(todosIn(folder), {
        tracked: 0,
        problems: ["docs/src/page.md:3: a note of work to do names its issue, as TODO(#12): TODO: write"]
      })
    })
  })
})
