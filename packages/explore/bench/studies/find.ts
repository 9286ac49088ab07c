/** How many runs it takes to find a bug: Explore's portfolio, and fast-check's scheduler on the same with promises. */
import { Explore } from "@heddle/explore"
import { Effect } from "effect"
import * as fc from "fast-check"
import { figure } from "../../../core/bench/harness/Scenario.ts"
import type { Figure, Studied, StudyEffort } from "../../../core/bench/harness/Study.ts"
import { medianInterval } from "../../../core/bench/harness/interval.ts"
import { effects } from "../scenarios/fastCheck/effects.ts"
import { promises, type Raced } from "../scenarios/fastCheck/promises.ts"
import { mean, upTo } from "./numbers.ts"

const most = 2_000

const titles: Readonly<Record<keyof typeof effects, string>> = {
  lostUpdate: "a lost update",
  checkThenAct: "a seat booked twice",
  brokenTransfer: "an audit during a transfer",
  missedSignal: "a missed signal"
}

export const findStudy = async (effort: StudyEffort): Promise<Studied> => {
  const seeds = upTo(effort === "full" ? 300 : 5)
  const figures: Array<Figure> = []
  for (const name of ["lostUpdate", "checkThenAct", "brokenTransfer", "missedSignal"] as const) {
    const ours: Array<number> = []
    const theirs: Array<number> = []
    for (const seed of seeds) {
      ours.push(await explored(effects[name], seed))
      theirs.push(await scheduled(promises[name], seed))
    }
    const { high, low, median } = medianInterval(ours)
    figures.push({
      id: `find-${name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`,
      title: `Runs to find ${titles[name]}`,
      unit: "runs",
      gate: figure(50),
      name: "Explore, portfolio",
      value: median,
      low,
      high,
      runs: seeds.length,
      note: `Means: ${mean(ours).toFixed(1)} and ${mean(theirs).toFixed(1)}.`,
      beside: { "fast-check": medianInterval(theirs).median }
    })
  }
  return { figures }
}

const explored = async (program: Effect.Effect<boolean>, seed: number): Promise<number> => {
  const failing = Effect.flatMap(program, (isFine) => (isFine ? Effect.void : Effect.fail("it went wrong")))
  const { failure, schedules } = await Effect.runPromise(Explore.run(failing, { seed, schedules: most }))
  return failure?.foundAfter ?? schedules + 1
}

const scheduled = async (run: Raced, seed: number): Promise<number> => {
  const details = await fc.check(fc.asyncProperty(fc.scheduler(), run), { numRuns: most, seed, endOnFailure: true })
  return details.failed ? details.numRuns : most + 1
}
