/**
 * PCT finds a bug of depth d among n fibers and k steps with a probability of at least 1 / (n k^(d - 1)) in each run
 * (S. Burckhardt, P. Kothari, M. Musuvathi, S. Nagarakatte: A Randomized Scheduler with Probabilistic Guarantees of Finding
 * Bugs, ASPLOS 2010). The programs here are its worst case: another fiber has to come in exactly between two
 * given steps, so that one moment for each change of priorities, among all k, is the right one.
 */
import { Explore } from "@heddle/explore"
import { Effect, Ref } from "effect"
import { medianInterval } from "../../../core/bench/harness/interval.ts"
import { reaches } from "../../../core/bench/harness/Scenario.ts"
import type { Figure, Studied, StudyEffort } from "../../../core/bench/harness/Study.ts"
import { upTo, wilson } from "./numbers.ts"
import { stepsOf } from "../scenarios/steps.ts"

interface Worst {
  readonly depth: number
  readonly program: Effect.Effect<"bug" | "fine">
  readonly schedules: number
}

/** The program itself, a writer and a reader. */
const fibers = 3
const writes = 6
const window = 3

/** The writer counts up, one step a number. What the reader sees tells where it came in. */
const racing = (read: (count: Ref.Ref<number>) => Effect.Effect<boolean>): Effect.Effect<"bug" | "fine"> =>
  Effect.flatMap(Ref.make(0), (count) => {
    const writer = Effect.forEach(upTo(writes), (n) => Ref.set(count, n), { discard: true })
    const [bug, fine] = [Effect.as(Ref.get(count), "bug" as const), Effect.as(Ref.get(count), "fine" as const)]
    // The last step is an operation, so that the count of operations is that of steps.
    return Effect.flatMap(Effect.all([writer, read(count)], { concurrency: 2 }), ([, isBug]) => (isBug ? bug : fine))
  })

/** Only between the third write and the fourth does the reader do harm. */
const oneWindow = racing((count) => Effect.map(Ref.get(count), (seen) => seen === window))

/** The same, and between its two reads the writer has to come to its end. */
const twoWindows = racing((count) =>
  Effect.flatMap(Ref.get(count), (first) =>
    Effect.map(Ref.get(count), (second) => first === window && second === writes)
  )
)

export const pctStudy = async (effort: StudyEffort): Promise<Studied> => {
  const share = effort === "full" ? 1 : 20
  return {
    figures: [
      await figureOf({ depth: 2, program: oneWindow, schedules: 100_000 / share }, share),
      await figureOf({ depth: 3, program: twoWindows, schedules: 200_000 / share }, share)
    ]
  }
}

const figureOf = async ({ depth, program, schedules }: Worst, share: number): Promise<Figure> => {
  const steps = await stepsOf(program)
  const bound = 1 / (fibers * steps ** (depth - 1))
  const strategy = Explore.pct(depth)
  const { outcomes } = await Effect.runPromise(Explore.run(program, { strategy, schedules }))
  const hits = outcomes.get("bug") ?? 0
  const { high, low } = wilson(hits, schedules)
  const until = await runsUntilFound(program, strategy, upTo(Math.ceil(200 / share)))
  return {
    id: `pct-depth-${depth}`,
    title: `PCT-${depth}, the probability to find the worst bug of depth ${depth}`,
    unit: "times the bound",
    gate: reaches(1),
    name: `PCT-${depth}`,
    value: hits / schedules / bound,
    low: low / bound,
    high: high / bound,
    runs: schedules,
    note:
      `${fibers} fibers, ${steps} steps: ${hits.toLocaleString("en")} hits, bound 1 in ${Math.round(1 / bound)}. ` +
      `Median of ${until.runs} searches: ${until.median} runs.`
  }
}

const runsUntilFound = async (
  program: Worst["program"],
  strategy: Explore.Strategy,
  seeds: ReadonlyArray<number>
): Promise<{ readonly median: number; readonly runs: number }> => {
  const failing = Effect.flatMap(program, (outcome) => (outcome === "bug" ? Effect.fail(outcome) : Effect.void))
  const runs: Array<number> = []
  for (const seed of seeds) {
    const report = await Effect.runPromise(Explore.run(failing, { strategy, seed, schedules: 100_000 }))
    runs.push(report.schedules)
  }
  return { median: medianInterval(runs).median, runs: runs.length }
}
