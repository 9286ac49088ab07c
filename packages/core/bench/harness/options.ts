/**
 * The command line of the benches.
 */
import { parseArgs } from "node:util"

export interface Options {
  /** Run every contender once on a few items, in order to see that it works. */
  readonly smoke: boolean
  /** Measure the sources of the packages, not their build. */
  readonly source: boolean
  /** Leave out the contenders that no gate is about. */
  readonly gatesOnly: boolean
  readonly pairs: number
  /** Ids of scenarios, or beginnings of ids; all when empty. */
  readonly only: ReadonlyArray<string>
  /** Where to write the table as JSON; nowhere when absent. */
  readonly out: string | undefined
}

/** The fewest pairs a published table may rest on. */
export const leastPairs = 15

export const parseOptions = (args: ReadonlyArray<string>): Options => {
  const { values } = parseArgs({
    args: [...args],
    options: {
      smoke: { type: "boolean", default: false },
      "gates-only": { type: "boolean", default: false },
      source: { type: "boolean", default: false },
      pairs: { type: "string", default: String(leastPairs) },
      only: { type: "string", multiple: true, default: [] },
      out: { type: "string" }
    }
  })
  const pairs = Number(values.pairs)
  if (!Number.isInteger(pairs) || pairs < 1) {
    throw new Error(`--pairs must be an integer, 1 or more; it was "${values.pairs}"`)
  }
  if (values.out !== undefined && pairs < leastPairs) {
    throw new Error(`--out needs at least ${leastPairs} pairs; --pairs was ${pairs}`)
  }
  return {
    smoke: values.smoke,
    source: values.source,
    gatesOnly: values["gates-only"],
    pairs,
    only: values.only,
    out: values.out
  }
}
