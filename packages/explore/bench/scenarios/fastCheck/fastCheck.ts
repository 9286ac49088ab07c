/** fast-check: a program under many random orders of its promises, whatever comes of it; an item is a run. */
import * as fc from "fast-check"
import { timed } from "../../../../core/bench/harness/Program.ts"
import { promises } from "./promises.ts"

export const scheduledRuns = (name: keyof typeof promises) =>
  timed(async (n) => {
    const run = promises[name]
    const property = fc.asyncProperty(fc.scheduler(), async (scheduler) => {
      await run(scheduler)
    })
    return (await fc.check(property, { numRuns: n, endOnFailure: true })).numRuns
  })
