import { assert, describe, it } from "vitest"
import { merge, numbersOf, readReport, type Snapshot } from "../src/conformance/snapshot.ts"

const folder = "packages/core/test/conformance/"
const file = `${folder}failure.test.ts`
const other = `${folder}lifetime.test.ts`
const reportOf = (name: string, ...tests: ReadonlyArray<readonly [title: string, status: string]>) => ({
  testResults: [{ name, assertionResults: tests.map(([title, status]) => ({ title, status })) }]
})

describe("snapshot", () => {
  describe("numbersOf", () => {
    it("reads the number at the start of a title", () => {
      assert.deepStrictEqual(numbersOf("S16 when a child fails while the body awaits"), [16])
    })

    it("reads every number of a title that starts with several", () => {
      assert.deepStrictEqual(numbersOf("S47, S50 and S75: what Effect does"), [47, 50, 75])
    })

    it("finds none in a title that mentions a statement later", () => {
      assert.deepStrictEqual(numbersOf("holds what S16 says"), [])
    })

    it("finds none in a word that starts like a number", () => {
      assert.deepStrictEqual(numbersOf("S3cret"), [])
    })
  })

  describe("readReport", () => {
    it("names files from the root of the project", () => {
      const run = readReport(reportOf(`/somewhere/${file}`, ["S16 fails", "passed"]), "/somewhere", folder)

      assert.deepStrictEqual(run.get(file), { 16: [{ title: "S16 fails", file, status: "passed" }] })
    })

    it("leaves out tests of other folders", () => {
      const run = readReport(
        reportOf("/somewhere/packages/sync/test/a.test.ts", ["S1 x", "passed"]),
        "/somewhere",
        folder
      )

      assert.strictEqual(run.size, 0)
    })

    it("counts what neither passed nor failed as skipped", () => {
      const run = readReport(reportOf(`/r/${file}`, ["S16 a", "todo"], ["S17 b", "pending"]), "/r", folder)

      assert.deepStrictEqual(
        Object.values(run.get(file) ?? {}).map(([test]) => test?.status),
        ["skipped", "skipped"]
      )
    })
  })

  describe("merge", () => {
    const passed = (title: string, at: string) => ({ title, file: at, status: "passed" as const })
    const known: Snapshot = { 1: [passed("S1 waits", other)], 16: [passed("S16 old", file)] }

    it("keeps what is known of files that were not run", () => {
      const merged = merge(known, new Map([[file, { 16: [passed("S16 new", file)] }]]), () => true)

      assert.deepStrictEqual(merged[1], known[1])
    })

    it("replaces what is known of files that were run", () => {
      const merged = merge(known, new Map([[file, { 17: [passed("S17 new", file)] }]]), () => true)

      assert.deepStrictEqual(Object.keys(merged), ["1", "17"])
    })

    it("forgets files that exist no more", () => {
      assert.deepStrictEqual(Object.keys(merge(known, new Map(), (at) => at === file)), ["16"])
    })
  })
})
