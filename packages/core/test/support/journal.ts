/** What happened in a test, in order: each entry is one plain note. */
import { Effect, type Exit } from "effect"
import { InterruptReason } from "../../src/index.ts"

export class Journal {
  readonly entries: Array<string> = []

  note(entry: string): Effect.Effect<void> {
    return Effect.sync(() => {
      this.entries.push(entry)
    })
  }

  /** Notes how `self` ends: `<name> succeeded`, `<name> failed`, or `<name> interrupted: <why>`. */
  watch(name: string): <A, E, R>(self: Effect.Effect<A, E, R>) => Effect.Effect<A, E, R> {
    return Effect.onExit((exit) => this.note(`${name} ${ended(exit)}`))
  }
}

const ended = (exit: Exit.Exit<unknown, unknown>): string => {
  if (exit._tag === "Success") return "succeeded"
  if (!exit.cause.reasons.some((reason) => reason._tag === "Interrupt")) return "failed"
  const reason = InterruptReason.fromCause(exit.cause)
  return `interrupted: ${reason === undefined ? "by Effect" : InterruptReason.render(reason)}`
}
