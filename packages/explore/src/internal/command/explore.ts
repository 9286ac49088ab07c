/** The subcommand, with the world around it as a parameter. */
import * as Cause from "effect/Cause"
import * as Effect from "effect/Effect"
import * as Exit from "effect/Exit"
import type { Report } from "../../Report.ts"
import { replay } from "../../run.ts"
import { runModule } from "../../runModule.ts"
import { render, writeHtml } from "../../write.ts"
import { loadProgram } from "../loadProgram.ts"
import { type Input, type Output, runStepper } from "../stepper/terminal.ts"
import { type Parsed, parseArguments, usage } from "./arguments.ts"

export interface World {
  readonly input: Input
  readonly output: Output
  readonly error: { readonly write: (text: string) => unknown }
  readonly color: boolean
}

/**
 * 0: no failure was found, or the replay is over. 1: a failure was found. 2: wrong usage, or what is asked for cannot be
 * done, with the reason on standard error.
 */
export const explore = async (args: ReadonlyArray<string>, world: World): Promise<number> => {
  const parsed = parseArguments(args)
  if (parsed.kind === "help") {
    world.output.write(usage)
    return 0
  }
  if (parsed.kind === "wrong") {
    world.error.write(`heddle explore: ${parsed.problem}\n\n${usage}`)
    return 2
  }
  const exit = await Effect.runPromiseExit(parsed.kind === "run" ? runFile(parsed) : replayFile(parsed))
  if (Exit.isFailure(exit)) {
    world.error.write(`heddle explore: ${reasonOf(exit.cause)}\n`)
    return 2
  }
  return show(exit.value, parsed, world)
}

const runFile = ({ export: name, file, schedules, seed, workers }: Extract<Parsed, { kind: "run" }>) =>
  runModule(file, { export: name, schedules, seed, workers })

const replayFile = ({ export: name, file, token }: Extract<Parsed, { kind: "replay" }>) =>
  Effect.flatMap(
    Effect.promise(() => loadProgram("heddle explore", file, name)),
    (program) => replay(program, token)
  )

const show = async (
  report: Report,
  parsed: Extract<Parsed, { kind: "run" | "replay" }>,
  world: World
): Promise<number> => {
  const { color, input, output } = world
  if (parsed.html !== undefined) {
    const written = await Effect.runPromiseExit(writeHtml(report, parsed.html))
    if (Exit.isFailure(written)) {
      world.error.write(`heddle explore: --html ${parsed.html} cannot be written: ${reasonOf(written.cause)}\n`)
      return 2
    }
  }
  if (parsed.kind === "run") {
    output.write(`${render(report, { color, width: output.columns })}\n`)
    return report.failure === undefined ? 0 : 1
  }
  if (report.failure === undefined)
    output.write("The schedule was replayed, and nothing went wrong: the program is no longer broken there.\n")
  else await runStepper(report, { input, output, color })
  return 0
}

/** What went wrong, in one sentence. */
const reasonOf = (cause: Cause.Cause<unknown>): string => {
  const squashed = Cause.squash(cause)
  return squashed instanceof Error ? squashed.message : String(squashed)
}
