import { assert, describe, it } from "@effect/vitest"
import * as Survey from "../survey.ts"

const file = (path: string, size: number, known: Partial<Survey.File> = {}): Survey.File => ({ path, size, ...known })

const surveyOf = (...files: ReadonlyArray<Survey.File>): Survey.Survey => ({ ...Survey.make(), files: [...files] })

const paths = (groups: ReadonlyArray<ReadonlyArray<Survey.File>>) =>
  groups.map((files) => files.map(({ path }) => path))

describe("sameSize", () => {
  it("leaves out a file that is alone with its size, and puts the largest first", () => {
    const survey = surveyOf(file("a", 1), file("b", 2), file("c", 1), file("d", 3), file("e", 2))

    assert.deepStrictEqual(paths(Survey.sameSize(survey)), [
      ["b", "e"],
      ["a", "c"]
    ])
  })

  it("leaves out a file that could not be read", () => {
    const survey = surveyOf(file("a", 1), file("b", 1, { failed: true }))

    assert.deepStrictEqual(Survey.sameSize(survey), [])
  })
})

describe("sameHead", () => {
  it("parts files of one size by their heads", () => {
    const survey = surveyOf(
      file("a", 9, { head: "x" }),
      file("b", 9, { head: "y" }),
      file("c", 9, { head: "x" }),
      file("d", 8, { head: "y" })
    )

    assert.deepStrictEqual(paths(Survey.sameHead(survey)), [["a", "c"]])
  })
})

describe("groups", () => {
  it("puts the most bytes to reclaim first, then the first path; paths are in order", () => {
    const survey = surveyOf(
      file("d", 10, { digest: "1" }),
      file("c", 10, { digest: "1" }),
      file("z", 5, { digest: "2" }),
      file("y", 5, { digest: "2" }),
      file("x", 5, { digest: "2" }),
      file("b", 11, { digest: "3" }),
      file("a", 11, { digest: "3" })
    )

    assert.deepStrictEqual(Survey.groups(survey), [
      { size: 11, hash: "3", paths: ["a", "b"] },
      { size: 10, hash: "1", paths: ["c", "d"] },
      { size: 5, hash: "2", paths: ["x", "y", "z"] }
    ])
  })

  it("leaves out what is not compared to the end", () => {
    const survey = surveyOf(file("a", 10, { head: "1" }), file("b", 10, { head: "1" }), file("c", 10, { digest: "1" }))

    assert.deepStrictEqual(Survey.groups(survey), [])
  })
})

describe("notCompared", () => {
  it("lists every file of a size whose heads are not all known, but for those compared to the end", () => {
    const survey = surveyOf(file("a", 9), file("b", 9, { head: "x" }), file("c", 9, { head: "y", digest: "y" }))

    assert.deepStrictEqual(paths([Survey.notCompared(survey)]), [["a", "b"]])
  })

  it("lists no file whose head is like no other", () => {
    const survey = surveyOf(
      file("a", 9, { head: "x" }),
      file("b", 9, { head: "y" }),
      file("c", 9, { head: "y" }),
      file("d", 8)
    )

    assert.deepStrictEqual(paths([Survey.notCompared(survey)]), [["b", "c"]])
  })
})
