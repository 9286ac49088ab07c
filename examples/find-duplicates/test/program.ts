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
export const untilPrinted = (child: ChildProcessWithoutNullStreams, part: string): Effect.Effect<string> =>
  Effect.callback((resume) => {
    let printed = ""
    const listener = (chunk: Buffer) => {
      printed += chunk.toString()
      if (!printed.includes(part)) return
      child.stderr.off("data", listener)
      resume(Effect.succeed(printed))
    }
    child.stderr.on("data", listener)
    return Effect.sync(() => child.stderr.off("data", listener))
  })
