/** Explore: a program under many random schedules, whatever comes of it; an item is a schedule. */
import { Explore } from "@heddle/explore"
import { Effect } from "effect"
import { timed } from "../../../../core/bench/harness/Program.ts"
import { effects } from "./effects.ts"

/** A wait without an end is an outcome among others here. */
const oracles = { deadlock: false }

export const exploredRuns = (name: keyof typeof effects) =>
  timed(async (n) => {
    const options = { strategy: Explore.random, schedules: n, oracles }
    return (await Effect.runPromise(Explore.run(effects[name], options))).schedules
  })
