/** Runs the program as a process of its own. */
import * as Effect from "effect/Effect"
import type { Scope } from "effect/Scope"
import { type ChildProcessWithoutNullStreams, spawn } from "node:child_process"
import { once } from "node:events"
import { resolve } from "node:path"
import { text } from "node:stream/consumers"

const home = resolve(import.meta.dirname, "..")

export interface Finished {
  /** The exit code, or the signal that ended it. */
  readonly exit: number | string
  readonly stdout: string
  readonly stderr: string
}

/** A running program, ended with the scope if it has not ended by itself. */
export const start = (...args: ReadonlyArray<string>): Effect.Effect<ChildProcessWithoutNullStreams, never, Scope> =>
  Effect.acquireRelease(
    Effect.sync(() =>
      spawn(process.execPath, ["--conditions=@heddle/source", `${home}/main.ts`, ...args], { cwd: home })
    ),
    (child) => Effect.sync(() => child.kill("SIGKILL"))
  )

/** The same on a terminal of its own, whose keys are what is written to it, and under a parent as npx is. */
export const startOnTerminal = (
  ...args: ReadonlyArray<string>
): Effect.Effect<ChildProcessWithoutNullStreams, never, Scope> => {
  const program = [
    process.execPath,
    `${home}/test/parent.ts`,
    "--conditions=@heddle/source",
    `${home}/main.ts`,
    ...args
  ]
  return Effect.acquireRelease(
    Effect.sync(() =>
      spawn("script", ["--quiet", "--return", "--command", `exec ${program.join(" ")}`, "/dev/null"], { cwd: home })
    ),
    (child) => Effect.sync(() => child.kill("SIGKILL"))
  )
}

/** Everything it prints until it ends. */
export const finished = (child: ChildProcessWithoutNullStreams): Promise<Finished> =>
  Promise.all([once(child, "close"), text(child.stdout), text(child.stderr)]).then(([, stdout, stderr]) => ({
    exit: child.exitCode ?? child.signalCode ?? "running",
    stdout,
    stderr
  }))

export const run = (...args: ReadonlyArray<string>): Effect.Effect<Finished, never, Scope> =>
  Effect.flatMap(start(...args), (child) => Effect.promise(() => finished(child)))

/** Waits until its standard error holds `part`. */
export const untilPrinted = (
  child: ChildProcessWithoutNullStreams,
  part: string,
  stream: "stdout" | "stderr" = "stderr"
): Effect.Effect<string> =>
  Effect.callback((resume) => {
    let printed = ""
    const listener = (chunk: Buffer) => {
      printed += chunk.toString()
      if (!printed.includes(part)) return
      child[stream].off("data", listener)
      resume(Effect.succeed(printed))
    }
    child[stream].on("data", listener)
    return Effect.sync(() => child[stream].off("data", listener))
  })
