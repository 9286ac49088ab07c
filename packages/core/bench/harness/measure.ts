/**
 * Measures one program inside the process it runs in.
 */
import { medianInterval } from "./interval.ts"
import type { Prepared, Program, Stage, Timed } from "./Program.ts"

/** What one child process found, per item for a timed program. */
export interface Sample {
  /** Nanoseconds of wall time per item, or the figure of a gauge. */
  readonly value: number
  /** Nanoseconds of CPU time per item, of all threads of the process; absent for a gauge. */
  readonly cpu: number | undefined
  readonly runs: number
}

/** How long to warm up and to measure: at least so many runs and so many milliseconds. */
export interface Effort {
  readonly warmUp: { readonly runs: number; readonly ms: number }
  readonly measured: { readonly runs: number; readonly ms: number }
}

/** Enough for V8 to compile the hot paths, short enough that both of a pair meet the same machine. */
export const normalEffort: Effort = { warmUp: { runs: 2, ms: 400 }, measured: { runs: 2, ms: 600 } }

/** One run, to see that it works. */
export const smokeEffort: Effort = { warmUp: { runs: 0, ms: 0 }, measured: { runs: 1, ms: 0 } }

/** Between two programs that may differ by a few percent: many short runs of both, or some long ones. */
const togetherEffort: Effort = { warmUp: { runs: 3, ms: 1_000 }, measured: { runs: 11, ms: 3_000 } }

export const measure = async (program: Program, n: number, effort: Effort): Promise<Sample> => {
  if (program.kind === "gauge") return { value: await program.read(n), cpu: undefined, runs: 1 }
  await repeat([program], n, effort.warmUp)
  return mean(first(await repeat([program], n, effort.measured)), n)
}

/**
 * Measures two programs in turn in this one process, run by run, and gives each one's median run. Differences of a few
 * percent drown in those between two processes; here both share the heap, the compiled code and the machine's moods.
 */
export const measureTogether = async (
  ours: Program,
  peer: Program,
  n: number,
  effort: Effort
): Promise<readonly [Sample, Sample]> => {
  if (ours.kind === "gauge" || peer.kind === "gauge") throw new Error("gauges are not measured together")
  const { warmUp, measured } = effort === smokeEffort ? smokeEffort : togetherEffort
  await repeat([ours, peer], n, warmUp)
  const [our, their] = await repeat([ours, peer], n, measured)
  if (our === undefined || their === undefined) throw new Error("two programs give two lists of runs")
  return [typical(our, n), typical(their, n)]
}

interface Run {
  readonly wallMs: number
  readonly cpuUs: number
}

/** Runs every program in turn, at least so often and so long; the first of a round changes from round to round. */
const repeat = async (
  programs: ReadonlyArray<Timed | Prepared>,
  n: number,
  least: { readonly runs: number; readonly ms: number }
): Promise<ReadonlyArray<ReadonlyArray<Run>>> => {
  const runs = programs.map((): Array<Run> => [])
  const started = performance.now()
  for (let round = 0; round < least.runs || performance.now() - started < least.ms; round++) {
    for (let turn = 0; turn < programs.length; turn++) {
      const which = (round + turn) % programs.length
      const program = programs[which]
      if (program !== undefined) runs[which]?.push(await runOnce(program, n))
    }
  }
  return runs
}

const runOnce = async (program: Timed | Prepared, n: number): Promise<Run> => {
  const stage: Stage = program.kind === "timed" ? { run: () => program.run(n) } : await program.prepare(n)
  const cpuBefore = process.cpuUsage()
  const wallBefore = performance.now()
  const finished = await stage.run()
  const wallMs = performance.now() - wallBefore
  const cpu = process.cpuUsage(cpuBefore)
  await stage.release?.()
  if (finished !== n) throw new Error(`the program finished ${finished} items of ${n}`)
  return { wallMs, cpuUs: cpu.user + cpu.system }
}

/** The mean run: collections fall on some runs and belong to all. */
const mean = (runs: ReadonlyArray<Run>, n: number): Sample => {
  const items = runs.length * n
  const wallMs = runs.reduce((sum, run) => sum + run.wallMs, 0)
  const cpuUs = runs.reduce((sum, run) => sum + run.cpuUs, 0)
  return { value: (wallMs * 1e6) / items, cpu: (cpuUs * 1e3) / items, runs: runs.length }
}

const typical = (runs: ReadonlyArray<Run>, n: number): Sample => ({
  value: (medianInterval(runs.map((run) => run.wallMs)).median * 1e6) / n,
  cpu: (medianInterval(runs.map((run) => run.cpuUs)).median * 1e3) / n,
  runs: runs.length
})

const first = <A>(list: ReadonlyArray<A>): A => {
  const [head] = list
  if (head === undefined) throw new Error("the list is empty")
  return head
}
