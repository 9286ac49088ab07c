/** Every program of the corpus, and its corrected twin, under several seeds. */
import { medianInterval } from "../../../core/bench/harness/interval.ts"
import { figure, reaches } from "../../../core/bench/harness/Scenario.ts"
import type { Figure, Studied, StudyEffort } from "../../../core/bench/harness/Study.ts"
import type { Explore } from "@heddle/explore"
import { corpus, type Entry } from "../../corpus/index.ts"
import { exploreEntry, isFound, switchesOf } from "./entries.ts"
import { fileOf } from "./files.ts"
import { mode, percent, sum } from "./numbers.ts"

const seeds = [42, 1, 2, 3, 4]
const mostSwitches = 3

interface Hunt {
  readonly entry: Entry
  readonly reports: ReadonlyArray<Explore.Report>
  readonly failures: ReadonlyArray<Explore.Failure>
  readonly milliseconds: ReadonlyArray<number>
  readonly found: number
  readonly alarms: number
  readonly twinSchedules: number
}

export const corpusStudy = async (effort: StudyEffort): Promise<Studied> => {
  const entries = effort === "full" ? corpus : corpus.filter((_, index) => index % 8 === 2)
  const chosen = effort === "full" ? seeds : seeds.slice(0, 1)
  // What is done once in a process is no program's own time.
  for (const entry of corpus.slice(0, 3)) await exploreEntry(entry, entry.buggy, 0)
  const hunts: Array<Hunt> = []
  for (const entry of entries) hunts.push(await hunt(entry, chosen))
  const switches = hunts.flatMap(({ failures }) => failures.map(switchesOf))
  return {
    figures: [
      ...figuresOf("explore", hunts, chosen.length),
      ...figuresOf("interruptEverywhere", hunts, chosen.length),
      {
        id: "corpus-switches",
        title: `Failures with at most ${mostSwitches} context switches after shrinking`,
        unit: "% of the failures",
        gate: reaches(90),
        name: "Explore",
        value: percent(switches.map((count) => count <= mostSwitches)),
        runs: switches.length,
        note: `At most ${Math.max(...switches)} in any.`
      }
    ],
    tables: { corpus: hunts.map(rowOf) }
  }
}

const hunt = async (entry: Entry, seeds: ReadonlyArray<number>): Promise<Hunt> => {
  const reports: Array<Explore.Report> = []
  const milliseconds: Array<number> = []
  const twins: Array<Explore.Report> = []
  for (const seed of seeds) {
    const started = performance.now()
    reports.push(await exploreEntry(entry, entry.buggy, seed))
    milliseconds.push(performance.now() - started)
    twins.push(await exploreEntry(entry, entry.corrected, seed))
  }
  return {
    entry,
    reports,
    failures: reports.flatMap(({ failure }) => failure ?? []),
    milliseconds,
    found: reports.filter((report) => isFound(entry, report)).length,
    alarms: twins.filter(({ failure }) => failure !== undefined).length,
    twinSchedules: sum(twins.map(({ schedules }) => schedules))
  }
}

const titles = {
  explore: "by the default portfolio within 2,000 schedules",
  interruptEverywhere: "by interruptEverywhere"
} as const

const figuresOf = (mode: Entry["mode"], all: ReadonlyArray<Hunt>, seeds: number): ReadonlyArray<Figure> => {
  const hunts = all.filter(({ entry }) => entry.mode === mode)
  if (hunts.length === 0) return []
  const prefix = mode === "explore" ? "corpus" : "interrupt"
  const searches = hunts.length * seeds
  const missed = hunts.filter(({ found }) => found < seeds).map(({ entry }) => entry.name)
  const alarmed = hunts.filter(({ alarms }) => alarms > 0).map(({ entry }) => entry.name)
  const listed = (names: ReadonlyArray<string>) => (names.length === 0 ? "" : ` Not all of: ${names.join(", ")}.`)
  return [
    {
      id: `${prefix}-found`,
      title: `Seeded bugs found ${titles[mode]}`,
      unit: `of ${searches}`,
      gate: reaches(searches),
      name: "Explore",
      value: sum(hunts.map(({ found }) => found)),
      runs: searches,
      note: `${hunts.length} programs, ${seeds} seeds.${listed(missed)}`
    },
    {
      id: `${prefix}-alarms`,
      title: `Alarms on corrected twins ${titles[mode]}`,
      unit: "alarms",
      gate: figure(0),
      name: "Explore",
      value: sum(hunts.map(({ alarms }) => alarms)),
      runs: searches,
      note: `${sum(hunts.map(({ twinSchedules }) => twinSchedules)).toLocaleString("en")} schedules.${listed(alarmed)}`
    }
  ]
}

const median = (values: ReadonlyArray<number>): number | null =>
  values.length === 0 ? null : medianInterval(values).median

/** Medians over the seeds; null where no seed found it. */
const rowOf = ({ alarms, entry, failures, found, milliseconds, reports, twinSchedules }: Hunt) => ({
  name: entry.name,
  bugClass: entry.bugClass,
  file: fileOf(entry.name),
  teaches: entry.teaches,
  oracle: entry.oracle,
  granularity: mode(failures.map(({ granularity }) => granularity)),
  mode: entry.mode,
  seeds: reports.length,
  found,
  strategy: mode(failures.map(({ foundBy }) => foundBy)),
  schedules: median(failures.map(({ foundAfter }) => foundAfter)),
  mostSchedules: failures.length === 0 ? null : Math.max(...failures.map(({ foundAfter }) => foundAfter)),
  milliseconds: median(milliseconds),
  turnsFound: median(failures.map(({ foundTurns }) => foundTurns)),
  turns: median(failures.map(({ schedule }) => schedule.length)),
  switches: median(failures.map(switchesOf)),
  mostSwitches: failures.length === 0 ? null : Math.max(...failures.map(switchesOf)),
  alarms,
  twinSchedules
})
