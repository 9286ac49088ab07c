/**
 * Explores a program that is in a file, on several threads.
 */
import * as Effect from "effect/Effect"
import { availableParallelism } from "node:os"
import { Worker } from "node:worker_threads"
import { integer } from "./internal/options.ts"
import type { WorkerAnswer, WorkerTask } from "./internal/worker.ts"
import { loadProgram } from "./internal/loadProgram.ts"
import type { Coverage, Report } from "./Report.ts"
import { type Options, run, settingsOf } from "./run.ts"

export interface ModuleOptions extends Pick<Options, "schedules" | "granularity" | "seed" | "maxSteps" | "oracles"> {
  /** The export that is the program. Default: `default`. */
  readonly export?: string | undefined
  /** Threads. Each takes its share of the schedules, with a seed of its own. Default: 1, this thread. */
  readonly workers?: number | undefined
}

const where = "Explore.runModule"

/**
 * Like `Explore.run`, for the program that a module exports. Programs cannot be sent to another thread, files can: with
 * `workers` above 1 the schedules are shared out, the first failure ends all threads, and the portfolio is the strategy.
 * The token of a failure holds the seed of the thread that found it. Dies with an `ExploreOptionError` when the file has
 * no such export.
 */
export const runModule = (file: URL, options: ModuleOptions = {}): Effect.Effect<Report> =>
  Effect.suspend(() => {
    const { export: name = "default", workers: asked = 1, ...rest } = options
    const workers = integer(where, "workers", asked, 1, 4 * availableParallelism())
    const { schedules, seed } = settingsOf(where, rest)
    if (workers === 1) {
      return Effect.flatMap(
        Effect.promise(() => loadProgram(where, file, name)),
        (program) => run(program, rest)
      )
    }
    const share = Math.ceil(schedules / workers)
    const tasks = Array.from({ length: workers }, (_, index): WorkerTask => ({
      file: file.href,
      export: name,
      options: { ...rest, schedules: share, seed: seed + index }
    }))
    return Effect.promise((signal) => runAll(tasks, signal))
  })

/** Ends every thread when the first failure is found, when one of them breaks, and when `signal` is aborted. */
const runAll = async (tasks: ReadonlyArray<WorkerTask>, signal: AbortSignal): Promise<Report> => {
  const workers = tasks.map(
    (task) =>
      new Worker(
        new URL(import.meta.url.endsWith(".ts") ? "./internal/worker.ts" : "./internal/worker.js", import.meta.url),
        { workerData: task }
      )
  )
  const reports: Array<Report> = []
  try {
    await new Promise<void>((resolve, reject) => {
      signal.addEventListener("abort", () => resolve(), { once: true })
      for (const worker of workers) {
        worker.on("error", reject)
        let answered = false
        worker.on("exit", (code) => {
          if (!answered) reject(new Error(`${where}: a thread ended with code ${code} before it had a report`))
        })
        worker.on("message", (answer: WorkerAnswer) => {
          answered = true
          if ("problem" in answer) {
            reject(Object.assign(new Error(answer.problem.message), { name: answer.problem.name }))
            return
          }
          reports.push(answer.report)
          if (answer.report.failure !== undefined || reports.length === workers.length) resolve()
        })
      }
    })
  } finally {
    await Promise.all(workers.map((worker) => worker.terminate()))
  }
  return merge(reports)
}

const merge = (reports: ReadonlyArray<Report>): Report => {
  const outcomes = new Map<string, number>()
  for (const report of reports) {
    for (const [outcome, count] of report.outcomes) outcomes.set(outcome, (outcomes.get(outcome) ?? 0) + count)
  }
  return {
    failure: reports.find(({ failure }) => failure !== undefined)?.failure,
    schedules: reports.reduce((sum, report) => sum + report.schedules, 0),
    outcomes,
    coverage: reports.flatMap((report, index) =>
      report.coverage.map((part): Coverage => ({ ...part, strategy: `${part.strategy}, thread ${index + 1}` }))
    ),
    strategy: reports[0]?.strategy ?? "portfolio",
    warnings: [...new Set(reports.flatMap(({ warnings }) => warnings))]
  }
}
