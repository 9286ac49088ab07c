/**
 * Reads Ctrl-C and Ctrl-\ as keys where a terminal is at hand, and sends this process the signals they stand for.
 *
 * A terminal sends such a signal to every process in front of it, and npx and pnpm, which started this one, die of
 * SIGQUIT. Read as a key, Ctrl-\ reaches nobody else. Ctrl-Z stops them all and resumes as ever.
 */
import { readFileSync } from "node:fs"
import * as Effect from "effect/Effect"

const signals: Readonly<Record<number, NodeJS.Signals>> = { 0x03: "SIGINT", 0x1c: "SIGQUIT" }
const ctrlZ = 0x1a

/** Reads keys until interrupted; nothing where standard input is no terminal, or belongs to another program just now. */
export const watch: Effect.Effect<never> = Effect.acquireUseRelease(
  Effect.sync(() => {
    const { stdin } = process
    if (!stdin.isTTY || !isInFront()) return () => {}
    const resume = () => stdin.setRawMode(true)
    const stop = () => {
      stdin.setRawMode(false)
      process.kill(0, "SIGTSTP")
    }
    const onData = (keys: Buffer) => {
      for (const key of keys) {
        const signal = signals[key]
        if (signal !== undefined) process.kill(process.pid, signal)
        else if (key === ctrlZ) stop()
      }
    }
    resume()
    stdin.on("data", onData)
    process.on("SIGCONT", resume)
    return () => {
      process.off("SIGCONT", resume)
      stdin.off("data", onData)
      stdin.pause()
      stdin.setRawMode(false)
    }
  }),
  () => Effect.never,
  (release) => Effect.sync(release)
)

/** Changing the terminal from the background would stop this process. Only Linux tells without asking another program. */
const isInFront = (): boolean => {
  try {
    const afterName = readFileSync("/proc/self/stat", "utf8").split(") ").at(-1) ?? ""
    const [, , group, , , front] = afterName.split(" ")
    return group !== undefined && group === front
  } catch {
    return false
  }
}
