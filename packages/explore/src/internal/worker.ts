/** The thread of `runModule`: explores its share and sends the report. */
import * as Effect from "effect/Effect"
import { parentPort, workerData } from "node:worker_threads"
import type { Report } from "../Report.ts"
import { type Options, run } from "../run.ts"
import { loadProgram } from "./loadProgram.ts"

export interface WorkerTask {
  readonly file: string
  readonly export: string
  readonly options: Pick<Options, "schedules" | "granularity" | "seed" | "maxSteps" | "oracles">
}

export type WorkerAnswer =
  | { readonly report: Report }
  | { readonly problem: { readonly name: string; readonly message: string } }

const answer = async (task: WorkerTask): Promise<WorkerAnswer> => {
  try {
    const program = await loadProgram("Explore.runModule", new URL(task.file), task.export)
    return { report: await Effect.runPromise(run(program, task.options)) }
  } catch (error) {
    const { message, name } = error instanceof Error ? error : { name: "Error", message: String(error) }
    return { problem: { name, message } }
  }
}

// A port between threads has no origin to name.
// oxlint-disable-next-line unicorn/require-post-message-target-origin
parentPort?.postMessage(await answer(workerData as WorkerTask))
