/** Makes a test fail with the schedule that breaks it. */
import * as Effect from "effect/Effect"
import { join } from "node:path"
import type { Report } from "../Report.ts"
import { renderReport } from "../internal/render.ts"
import { writeHtml } from "../write.ts"

/** What vitest prints: its message is the whole report. */
export class ExploreFailure extends Error {
  override readonly name = "ExploreFailure"

  constructor(report: Report, page: string) {
    super(`${renderReport(report, { replayedBy: "it.explore" })}\n\nas a page: ${page}`)
    // The stack leads into Explore; the story is in the message.
    this.stack = `${this.name}: ${this.message}`
  }
}

/** Succeeds when the report has no failure; else writes `.heddle/<test>.html` and fails with what to read. */
export const expectNone = (report: Report, test: string): Effect.Effect<void> =>
  Effect.suspend(() => {
    if (report.failure === undefined) return Effect.void
    const page = join(".heddle", `${fileName(test)}.html`)
    return Effect.andThen(writeHtml(report, page), Effect.die(new ExploreFailure(report, page)))
  })

const fileName = (test: string): string =>
  test
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "-")
    .replace(/^-+|-+$/g, "")
    .slice(0, 100) || "test"
