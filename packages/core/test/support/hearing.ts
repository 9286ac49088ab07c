/** Hears what nobody observed. */
import type { Effect } from "effect"
import { Unhandled } from "../../src/index.ts"
import type { Journal } from "./journal.ts"

/** Notes each failure that the handler in force for `self` hears. */
export const hearing =
  (journal: Journal) =>
  <A, E, R>(self: Effect.Effect<A, E, R>): Effect.Effect<A, E, R> =>
    Unhandled.withHandler((report) =>
      report._tag === "UnobservedFailure"
        ? journal.note(
            `heard ${report.task} of ${report.scope}: ${report.cause.reasons.map((reason) => reason._tag).join()}`
          )
        : journal.note(Unhandled.render(report))
    )(self)
