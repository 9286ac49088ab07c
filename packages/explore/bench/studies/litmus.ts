/** DPOR against plain exhaustive search: the same outcomes, from fewer schedules. */
import { Explore } from "@heddle/explore"
import { Effect } from "effect"
import { figure } from "../../../core/bench/harness/Scenario.ts"
import type { Figure, Studied, StudyEffort } from "../../../core/bench/harness/Study.ts"
import { generate, litmus, type Litmus } from "../../litmus/index.ts"
import { sum } from "./numbers.ts"

/** Outcomes are compared, good and bad alike, so no oracle may end a search. */
const oracles = {
  exit: false,
  deadlock: false,
  livelock: false,
  "fiber leak": false,
  "permit leak": false,
  "finalizer leak": false,
  "unobserved failure": false
}

interface Searched {
  readonly outcomes: ReadonlySet<string>
  readonly schedules: number
  readonly isComplete: boolean
}

interface Compared {
  readonly name: string
  readonly dpor: Searched
  readonly exhaustive: Searched
  /** Undefined when the exhaustive search did not end and what it found until then DPOR had found, too. */
  readonly isSame: boolean | undefined
}

export const litmusStudy = async (effort: StudyEffort): Promise<Studied> => {
  const isFull = effort === "full"
  const written = await compareAll(isFull ? litmus : litmus.slice(0, 5), 60_000)
  const generated = await compareAll(
    Array.from({ length: isFull ? 2_000 : 20 }, (_, seed) => generate(seed)),
    isFull ? 20_000 : 500
  )
  return {
    figures: [
      figureOf("litmus-outcomes", "Litmus programs where DPOR's outcomes differ from exhaustive search's", written),
      figureOf("litmus-generated", "The same of generated programs", generated)
    ],
    tables: { litmus: written.compared.map(rowOf) }
  }
}

const compareAll = async (programs: ReadonlyArray<Litmus>, most: number) => {
  const started = performance.now()
  const compared: Array<Compared> = []
  for (const { name, program } of programs) {
    const dpor = await search(program, Explore.dpor, most)
    const exhaustive = await search(program, Explore.exhaustive(), most)
    compared.push({ name, dpor, exhaustive, isSame: isSame(dpor, exhaustive) })
  }
  return { compared, seconds: (performance.now() - started) / 1000, most }
}

const search = async (program: Litmus["program"], strategy: Explore.Strategy, schedules: number): Promise<Searched> => {
  const report = await Effect.runPromise(Explore.run(program, { strategy, schedules, oracles }))
  const isComplete = report.coverage.every(({ part }) => part === 1)
  return { outcomes: new Set(report.outcomes.keys()), schedules: report.schedules, isComplete }
}

const isSame = (dpor: Searched, exhaustive: Searched): boolean | undefined => {
  if (!dpor.isComplete) return undefined
  const isCovered = [...exhaustive.outcomes].every((outcome) => dpor.outcomes.has(outcome))
  if (!exhaustive.isComplete) return isCovered ? undefined : false
  return isCovered && dpor.outcomes.size === exhaustive.outcomes.size
}

const figureOf = (
  id: string,
  title: string,
  { compared, most, seconds }: Awaited<ReturnType<typeof compareAll>>
): Figure => {
  const whole = compared.filter(({ isSame }) => isSame !== undefined)
  const different = whole.filter(({ isSame }) => isSame === false)
  const total = (kind: "dpor" | "exhaustive") => sum(whole.map((one) => one[kind].schedules)).toLocaleString("en")
  const capped = compared.length - whole.length
  const left = capped === 0 ? "" : ` ${capped} more have over ${most.toLocaleString("en")} schedules.`
  const names = different.length === 0 ? "" : ` Different: ${different.map(({ name }) => name).join(", ")}.`
  return {
    id,
    title,
    unit: "programs",
    gate: figure(0),
    name: "DPOR",
    value: different.length,
    runs: whole.length,
    note: `${total("dpor")} schedules for ${total("exhaustive")}, in ${seconds.toFixed(1)} s.${left}${names}`
  }
}

const rowOf = ({ dpor, exhaustive, isSame, name }: Compared) => ({
  name,
  outcomes: dpor.outcomes.size,
  dpor: dpor.schedules,
  exhaustive: exhaustive.schedules,
  isSame: isSame ?? null
})
