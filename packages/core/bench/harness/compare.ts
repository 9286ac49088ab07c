/**
 * Measures a scenario: ours and the peer in turn (A B A B), then those beside.
 */
import { medianInterval } from "./interval.ts"
import { judge } from "./judge.ts"
import type { Sample } from "./measure.ts"
import { gateInWords, type Result, type Row } from "./Row.ts"
import type { Contender, Gate, Scenario } from "./Scenario.ts"

export interface CompareOptions {
  readonly pairs: number
  /** Whether to measure those beside as well. */
  readonly beside: boolean
  readonly sample: (scenario: Scenario, contenders: ReadonlyArray<Contender>) => Promise<ReadonlyArray<Sample>>
  readonly progress: (text: string) => void
}

/** Those beside need no interval, so a few runs do. */
const runsBeside = 5

export const compare = async (scenario: Scenario, options: CompareOptions): Promise<Row> => {
  const { ours: our, peer } = scenario
  const ours: Array<Sample> = []
  const theirs: Array<Sample> = []
  for (let pair = 1; pair <= options.pairs; pair++) {
    options.progress(`${scenario.id}: pair ${pair} of ${options.pairs}`)
    if (peer !== undefined && scenario.together === true) {
      const [ourSample, peerSample] = await options.sample(scenario, [our, peer])
      ours.push(present(ourSample))
      theirs.push(present(peerSample))
    } else {
      ours.push(present((await options.sample(scenario, [our]))[0]))
      if (peer !== undefined) theirs.push(present((await options.sample(scenario, [peer]))[0]))
    }
  }
  const beside: Array<Result> = []
  for (const contender of options.beside ? (scenario.beside ?? []) : []) {
    options.progress(`${scenario.id}: ${contender.name}`)
    const samples: Array<Sample> = []
    for (let run = 0; run < Math.min(runsBeside, options.pairs); run++) {
      samples.push(present((await options.sample(scenario, [contender]))[0]))
    }
    beside.push(result(contender, samples))
  }
  const judged = theirs.length === 0 ? ours.map((sample) => sample.value) : ratios(scenario.gate, ours, theirs, wall)
  const interval = medianInterval(judged)
  const cpuRatios = ratios(scenario.gate, ours, theirs, cpu).filter((ratio) => !Number.isNaN(ratio))
  return {
    id: scenario.id,
    title: scenario.title,
    unit: scenario.unit,
    gate: gateInWords(scenario.gate, scenario.unit),
    kind: scenario.gate.kind === "figure" || scenario.gate.kind === "reaches" ? "figure" : "ratio",
    ratio: interval.median,
    low: interval.low,
    high: interval.high,
    cpuRatio: cpuRatios.length === 0 ? null : medianInterval(cpuRatios).median,
    runs: options.pairs,
    n: scenario.ours.n,
    note: scenario.note ?? "",
    ...judge(scenario.gate, interval),
    ours: result(scenario.ours, ours),
    peers: [...(scenario.peer === undefined ? [] : [result(scenario.peer, theirs)]), ...beside]
  }
}

const present = (sample: Sample | undefined): Sample => {
  if (sample === undefined) throw new Error("a child process gave too few samples")
  return sample
}

const wall = (sample: Sample): number => sample.value

const cpu = (sample: Sample): number => sample.cpu ?? Number.NaN

/** Pair by pair; above 1 means better for a gate that asks how much faster we are, worse for the others. */
const ratios = (
  gate: Gate,
  ours: ReadonlyArray<Sample>,
  theirs: ReadonlyArray<Sample>,
  of: (sample: Sample) => number
): ReadonlyArray<number> =>
  theirs.map((theirSample, pair) => {
    const our = of(present(ours[pair]))
    const their = of(theirSample)
    return gate.kind === "faster" ? their / our : our / their
  })

const result = (contender: Contender, samples: ReadonlyArray<Sample>): Result => {
  const { median } = medianInterval(samples.map(wall))
  const isTimed = samples.every((sample) => sample.cpu !== undefined)
  return { name: contender.name, n: contender.n, value: median, opsPerSecond: isTimed ? 1e9 / median : null }
}
