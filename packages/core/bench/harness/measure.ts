/**
 * Measures one program inside the process it runs in.
 */
import type { Prepared, Program } from "./Program.ts"

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

export const measure = async (program: Program, n: number, effort: Effort): Promise<Sample> => {
  switch (program.kind) {
    case "gauge": {
      return { value: await program.read(n), cpu: undefined, runs: 1 }
    }
    case "timed": {
      return measureTimed(() => Promise.resolve(() => program.run(n)), n, effort)
    }
    case "prepared": {
      return measureTimed(() => program.prepare(n), n, effort)
    }
  }
}

const measureTimed = async (
  prepare: () => ReturnType<Prepared["prepare"]>,
  n: number,
  effort: Effort
): Promise<Sample> => {
  await repeat(prepare, n, effort.warmUp)
  const total = await repeat(prepare, n, effort.measured)
  const items = total.runs * n
  return { value: (total.wallMs * 1e6) / items, cpu: (total.cpuUs * 1e3) / items, runs: total.runs }
}

const repeat = async (
  prepare: () => ReturnType<Prepared["prepare"]>,
  n: number,
  least: { readonly runs: number; readonly ms: number }
) => {
  const total = { runs: 0, wallMs: 0, cpuUs: 0 }
  const started = performance.now()
  while (total.runs < least.runs || performance.now() - started < least.ms) {
    const run = await prepare()
    const cpuBefore = process.cpuUsage()
    const wallBefore = performance.now()
    const finished = await run()
    total.wallMs += performance.now() - wallBefore
    const cpu = process.cpuUsage(cpuBefore)
    total.cpuUs += cpu.user + cpu.system
    total.runs++
    if (finished !== n) throw new Error(`the program finished ${finished} items of ${n}`)
  }
  return total
}
