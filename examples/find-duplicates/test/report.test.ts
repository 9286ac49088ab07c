import { assert, describe, it } from "@effect/vitest"
import * as Duration from "effect/Duration"
import type { Outcome } from "../duplicates.ts"
import { FileVanishedError } from "../errors.ts"
import * as Report from "../report.ts"

const outcome: Outcome = {
  folder: "photos",
  survey: {
    unread: new Set(),
    files: [
      { path: "photos/b\n.jpg", size: 2_000_000, digest: "d1" },
      { path: "photos/a.jpg", size: 2_000_000, digest: "d1" },
      { path: "photos/\udcff.txt", size: 5, digest: "d2" },
      { path: "photos/c.txt", size: 5, digest: "d2" },
      { path: "photos/d.txt", size: 5, digest: "d2" }
    ],
    errors: [new FileVanishedError({ path: "photos/gone.jpg", code: "ENOENT" })]
  },
  ending: { _tag: "Complete" }
}

const partial: Outcome = {
  ...outcome,
  survey: {
    unread: new Set(["photos/z", "photos/y", "photos/x", "photos/w"]),
    files: [...outcome.survey.files, { path: "photos/2", size: 700 }, { path: "photos/1", size: 700 }],
    errors: []
  }
}

describe("text", () => {
  it("has the groups, the sum and the errors, and no name that breaks a line", () => {
    assert.strictEqual(
      Report.text(outcome),
      `2 files of 2.0 MB, 2.0 MB reclaimable
  photos/a.jpg
  photos/b\\n.jpg

3 files of 5 bytes, 10 bytes reclaimable
  photos/c.txt
  photos/d.txt
  photos/\\xff.txt

photos: 2 groups of duplicates, 5 files, 2.0 MB reclaimable

1 file or folder could not be read:
  photos/gone.jpg: vanished while the search ran (ENOENT)
`
    )
  })

  it("says so when there are none", () => {
    const nothing = { ...outcome, survey: { unread: new Set<string>(), files: [], errors: [] } }

    assert.strictEqual(Report.text(nothing), "photos: no duplicates found\n")
  })

  it("says what a deadline has left", () => {
    const text = Report.text({ ...partial, ending: { _tag: "DeadlinePassed", deadline: Duration.seconds(1) } })

    assert.strictEqual(
      text.slice(text.indexOf("photos: ")),
      `photos: 2 groups of duplicates, 5 files, 2.0 MB reclaimable so far

Not reached, the deadline of 1.0 s passed:
  2 files (1.4 kB) not compared, 4 folders not read
  photos/w
  photos/x
  photos/y
  and 1 folder more
`
    )
  })

  it("names the signal that ended the search", () => {
    const text = Report.text({ ...partial, ending: { _tag: "Interrupted", signal: "SIGINT" } })

    assert.include(text, "Not reached, interrupted by SIGINT:\n")
  })
})

describe("json", () => {
  it("has groups, errors and complete", () => {
    assert.deepStrictEqual(JSON.parse(Report.json(outcome)), {
      groups: [
        { size: 2_000_000, hash: "d1", paths: ["photos/a.jpg", "photos/b\n.jpg"] },
        { size: 5, hash: "d2", paths: ["photos/c.txt", "photos/d.txt", "photos/\udcff.txt"] }
      ],
      errors: [
        {
          path: "photos/gone.jpg",
          error: "FileVanishedError",
          code: "ENOENT",
          message: "vanished while the search ran (ENOENT)"
        }
      ],
      complete: true
    })
  })

  it("has what was not reached where it is not complete", () => {
    const report = JSON.parse(Report.json({ ...partial, ending: { _tag: "Interrupted", signal: "SIGINT" } })) as object

    assert.deepInclude(report, {
      complete: false,
      notReached: {
        folders: ["photos/w", "photos/x", "photos/y", "photos/z"],
        files: ["photos/1", "photos/2"]
      }
    })
  })
})
