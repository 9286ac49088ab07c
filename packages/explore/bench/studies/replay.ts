/** Every failure of the corpus again: from its token, and from its seed. */
import { Explore } from "@heddle/explore"
import { Effect } from "effect"
import { isDeepStrictEqual } from "node:util"
import { reaches } from "../../../core/bench/harness/Scenario.ts"
import type { Studied, StudyEffort } from "../../../core/bench/harness/Study.ts"
import { corpus } from "../../corpus/index.ts"
import { exploreEntry } from "./entries.ts"
import { percent, upTo } from "./numbers.ts"

export const replayStudy = async (effort: StudyEffort): Promise<Studied> => {
  const entries = effort === "full" ? corpus : corpus.filter((_, index) => index % 10 === 4)
  const seeds = effort === "full" ? upTo(10) : [1]
  const fromToken: Array<boolean> = []
  const fromSeed: Array<boolean> = []
  const differing = new Set<string>()
  for (const entry of entries) {
    for (const seed of seeds) {
      const report = await exploreEntry(entry, entry.buggy, seed)
      const { failure } = report
      if (failure === undefined) continue
      const token = await isReplayed(entry.buggy, failure)
      const same = isDeepStrictEqual(plain(await exploreEntry(entry, entry.buggy, seed)), plain(report))
      fromToken.push(token)
      fromSeed.push(same)
      if (!token || !same) differing.add(entry.name)
    }
  }
  const note = differing.size === 0 ? "" : `Not the same: ${[...differing].join(", ")}.`
  const shared = { unit: "% of the failures", gate: reaches(100), name: "Explore", runs: fromToken.length, note }
  return {
    figures: [
      { ...shared, id: "replay-token", title: "Replayed from the token, step by step", value: percent(fromToken) },
      { ...shared, id: "replay-seed", title: "Found again from the seed, step by step", value: percent(fromSeed) }
    ]
  }
}

const isReplayed = async (program: Effect.Effect<unknown, unknown>, failure: Explore.Failure): Promise<boolean> => {
  const again = await Effect.runPromise(Effect.option(Explore.replay(program, failure.token)))
  if (again._tag === "None" || again.value.failure === undefined) return false
  return isDeepStrictEqual(essence(again.value.failure), essence(failure))
}

const essence = ({ message, oracle, trace }: Explore.Failure) => ({ message, oracle, steps: trace.steps })

/** Only data: functions and undefined fields say nothing here. */
const plain = (report: Explore.Report): unknown =>
  JSON.parse(JSON.stringify({ ...report, outcomes: [...report.outcomes] }))
