/** The program of one plan: fibers that call the operations of a fresh subject, and write down what came of it. */
import * as Effect from "effect/Effect"
import * as Fiber from "effect/Fiber"
import { HistoryLog } from "./log.ts"
import type { Plan } from "./plan.ts"

/** How an operation is done. */
export type Runs<Subject> = Readonly<
  Record<string, { readonly run: (subject: Subject, argument: any) => Effect.Effect<unknown, unknown> }>
>

/** `begun` is given the log of each run before anything else happens. */
export const programOf = <Subject>(
  make: Effect.Effect<Subject, unknown>,
  operations: Runs<Subject>,
  plan: Plan,
  begun: (log: HistoryLog) => void
): Effect.Effect<void, unknown> => {
  const perform = Effect.fnUntraced(function* (subject: Subject, log: HistoryLog, fiber: number) {
    for (const { argument, name } of plan[fiber]!) {
      // Stamps are taken in the generator: an operation of their own would be one more place to lose the turn at.
      const entry = log.called(fiber + 1, name, argument)
      const exit = yield* Effect.exit(operations[name]!.run(subject, argument))
      log.returned(entry, exit)
      if (entry.returned === undefined) yield* exit
    }
  })
  return Effect.gen(function* () {
    const log = new HistoryLog()
    begun(log)
    const subject = yield* make
    const fibers: Array<Fiber.Fiber<void, unknown>> = []
    for (const fiber of plan.keys()) fibers.push(yield* Effect.forkChild(perform(subject, log, fiber)))
    for (const fiber of fibers) yield* Fiber.join(fiber)
  })
}
