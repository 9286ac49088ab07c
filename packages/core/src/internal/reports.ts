/** What a scope tells others about its tasks, besides failing. */
import * as Cause from "effect/Cause"
import * as Context from "effect/Context"
import * as Effect from "effect/Effect"
import { DefectHook, Handler } from "../Unhandled.ts"
import type { ScopeRuntime } from "./scope.ts"
import type { AnyExit } from "./task.ts"

/** A task that its scope abandoned has ended after all; its failure has nobody else to go to. */
export const reportOrphan = (scope: ScopeRuntime, task: string, exit: AnyExit): void => {
  if (exit._tag === "Success" || Cause.hasInterruptsOnly(exit.cause)) return
  const report = { _tag: "UnobservedFailure", task, scope: scope.name, cause: exit.cause } as const
  scope.runFork(Effect.flatMap(Handler, (handler) => handler(report)))
}

/** Crash reporters hear of a defect at once; what becomes of it in the scope is another matter. */
export const reportDefects = (scope: ScopeRuntime, task: string, cause: Cause.Cause<unknown>): void => {
  const hook = Context.get(scope.context, DefectHook)
  if (hook === undefined) return
  for (const reason of cause.reasons) {
    if (reason._tag === "Die") scope.runFork(hook({ task, scope: scope.name, defect: reason.defect }))
  }
}
