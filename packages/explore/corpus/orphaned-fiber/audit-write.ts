/** A request writes an audit line on the side; the log is closed when the request has been answered. */
import { TaskScope } from "@heddle/core"
import { Context, Data, Effect, Layer, Ref } from "effect"
import type { Entry } from "../Entry.ts"

class LogClosedError extends Data.TaggedError("LogClosedError")<{ readonly line: string }> {}

class AuditLog extends Context.Service<
  AuditLog,
  {
    readonly append: (line: string) => Effect.Effect<void, LogClosedError>
    readonly close: Effect.Effect<void>
  }
>()("audit/AuditLog") {
  static readonly layer = Layer.effect(
    AuditLog,
    Effect.gen(function* () {
      const open = yield* Ref.make(true)
      const lines = yield* Ref.make<ReadonlyArray<string>>([])
      const append = Effect.fnUntraced(function* (line: string) {
        if (!(yield* Ref.get(open))) return yield* new LogClosedError({ line })
        yield* Ref.update(lines, (all) => [...all, line])
      })
      return AuditLog.of({ append, close: Ref.set(open, false) })
    })
  )
}

/** Answers, with `audit` running on the side. */
type Answer = (audit: Effect.Effect<void, LogClosedError>) => Effect.Effect<string, LogClosedError>

const program = (answer: Answer) =>
  Effect.gen(function* () {
    const log = yield* AuditLog

    const response = yield* answer(log.append("GET /orders"))
    yield* log.close

    return response
  }).pipe(Effect.provide(AuditLog.layer))

const render = Effect.as(Effect.yieldNow, "200 OK")

const detached: Answer = (audit) => Effect.andThen(Effect.forkDetach(audit), render)

const inScope: Answer = (audit) =>
  TaskScope.run(function* (scope) {
    yield* scope.fork(audit, { name: "audit" })
    return yield* render
  })

export const auditWrite: Entry = {
  name: "audit-write",
  bugClass: "orphaned fiber",
  teaches:
    "The detached write may run after the log is closed, and nobody is there to see it fail. " +
    "A `TaskScope` answers when the write has ended, and fails if it failed.",
  oracle: "unobserved failure",
  mode: "explore",
  granularity: "await",
  buggy: program(detached),
  corrected: program(inScope)
}
