/** The program behind `main.ts`: what the command line asks for, the search, the report, the exit code. */
import { TaskTree } from "@heddle/core"
import * as Effect from "effect/Effect"
import { relative, resolve } from "node:path"
import { help, parse } from "./args.ts"
import { Disk } from "./disk.ts"
import { findDuplicates } from "./duplicates.ts"
import * as Keys from "./keys.ts"
import type { Pool } from "./pool.ts"
import * as Progress from "./progress.ts"
import * as Report from "./report.ts"
import * as Signals from "./signals.ts"

const repository = relative(process.cwd(), resolve(import.meta.dirname, "../..")) || "."

const screen: Progress.Screen = {
  isTerminal: process.stderr.isTTY && process.env["TERM"] !== "dumb",
  // Some terminals say 0.
  columns: () => process.stderr.columns || 80,
  write: (text) => process.stderr.write(text)
}

const printTree = Effect.map(TaskTree.dump, (tree) =>
  screen.write(`${screen.isTerminal ? "\r\x1b[K" : ""}${TaskTree.render(tree)}\n`)
)

const search = Effect.gen(function* () {
  const { deadline, folder, help: wantsHelp, json } = yield* parse(process.argv.slice(2), repository)
  if (wantsHelp) return { output: help, exitCode: 0 }

  const outcome = yield* findDuplicates({
    folder,
    deadline,
    progress: Progress.make(screen),
    stop: Signals.stop,
    inspect: Effect.all([Signals.onQuit(printTree), Keys.watch], { concurrency: 2, discard: true })
  })
  return { output: json ? Report.json(outcome) : Report.text(outcome), exitCode: Report.exitCode(outcome) }
})

const program = search.pipe(
  Effect.catch((error) => {
    process.stderr.write(Report.refusal(error))
    return Effect.succeed({ output: "", exitCode: 2 })
  })
)

/** Runs the program with these readers; closes them. */
export const main = async (pool: Pool): Promise<void> => {
  // Whoever reads the output may have seen enough, as `head` has; that is no failure.
  process.stdout.on("error", (error: NodeJS.ErrnoException) => {
    if (error.code !== "EPIPE") throw error
  })
  process.stderr.on("error", () => {})

  const { exitCode, output } = await Effect.runPromise(Effect.provide(program, Disk.layer(pool)))
  process.exitCode = exitCode
  process.stdout.write(output)
}
