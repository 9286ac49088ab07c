/** Objects that fibers share: two wrong ones, and Effect's own Queue. */
import { Explore } from "@heddle/explore"
import { Effect } from "effect"
import { medianInterval } from "../../../core/bench/harness/interval.ts"
import { figure } from "../../../core/bench/harness/Scenario.ts"
import type { Figure, Studied, StudyEffort } from "../../../core/bench/harness/Study.ts"
import { boundedQueue, stackReadThenWrite, tornSet } from "../../test/support/subjects.ts"
import { upTo } from "./numbers.ts"

const size = { fibers: 3, perFiber: 3 }

export const linearizableStudy = async (effort: StudyEffort): Promise<Studied> => {
  const seeds = effort === "full" ? upTo(50) : [1, 2]
  return {
    figures: [
      await foundIn("set", "a set with two fields", seeds, (seed) =>
        Explore.linearizable({ ...tornSet, ...size, seed })
      ),
      await foundIn("stack", "a stack that reads, then writes", seeds, (seed) =>
        Explore.linearizable({ ...stackReadThenWrite, ...size, seed })
      ),
      await queue(effort === "full" ? 10_000 : 200)
    ]
  }
}

const foundIn = async (
  id: string,
  subject: string,
  seeds: ReadonlyArray<number>,
  explore: (seed: number) => Effect.Effect<Explore.Report, unknown>
): Promise<Figure> => {
  const schedules: Array<number> = []
  for (const seed of seeds) {
    const { failure, schedules: run } = await Effect.runPromise(explore(seed))
    schedules.push(failure?.oracle === "linearizability" ? failure.foundAfter : run + 1)
  }
  const { high, low, median } = medianInterval(schedules)
  return {
    id: `linearizable-${id}`,
    title: `Not linearizable: ${subject}`,
    unit: "schedules until found",
    gate: figure(50),
    name: "Explore",
    value: median,
    low,
    high,
    runs: seeds.length,
    note: `Three fibers, three operations each; ${Math.max(...schedules)} at most.`
  }
}

const queue = async (schedules: number): Promise<Figure> => {
  const options = { ...boundedQueue, ...size, plans: Math.ceil(schedules / 100), schedules, strategy: Explore.random }
  const report = await Effect.runPromise(Explore.linearizable(options))
  return {
    id: "linearizable-queue",
    title: "Effect's bounded Queue, held against its model: alarms",
    unit: "alarms",
    gate: figure(0),
    name: "Explore",
    value: report.failure === undefined ? 0 : 1,
    runs: report.schedules,
    note: report.failure?.message ?? ""
  }
}
