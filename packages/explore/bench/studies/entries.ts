/** Entries of the corpus, explored as each asks for it. */
import { Explore } from "@heddle/explore"
import { Effect } from "effect"
import type { Entry } from "../../corpus/index.ts"

/** As a user would: with the default strategy and budget. */
export const exploreEntry = (entry: Entry, program: Entry["buggy"], seed: number): Promise<Explore.Report> =>
  Effect.runPromise(
    entry.mode === "explore"
      ? Explore.run(program, { seed })
      : Explore.interruptEverywhere(program, { target: entry.target, seed })
  )

export const isFound = (entry: Entry, { failure }: Explore.Report): boolean => failure?.oracle === entry.oracle

/** Where a fiber lost its turn although it could have gone on. */
export const switchesOf = ({ trace }: Explore.Failure): number => trace.steps.filter(({ preempts }) => preempts).length
