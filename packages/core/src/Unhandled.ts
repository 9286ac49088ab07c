/**
 * Failures nobody observed, and cleanups that do not end, reported once each through one replaceable handler.
 *
 * What it hears: a supervised task (daemon or not) that failed and was not joined by the end of its scope, when the
 * scope has no `onFailure`; a fiber started with `Unhandled.forkDetach` that failed; a task that had been abandoned and
 * failed later; a task whose cleanup took longer than the `cleanup` of its scope.
 *
 * What it cannot hear: programs run by a bare `Effect.runPromise`, `runFork` or `runCallback`, fibers of
 * `Effect.forkDetach`, `forkChild` and `forkScoped`: Effect tells nobody how they end. Interrupts are never reported.
 *
 * A defect is told to the `DefectHook` at once, while its siblings still clean up, whether somebody will observe it or not.
 *
 * @since 0.1.0
 */
import * as Cause from "effect/Cause"
import * as Context from "effect/Context"
import * as Effect from "effect/Effect"
import * as Exit from "effect/Exit"
import type * as Fiber from "effect/Fiber"

export type Report =
  /** A task or a detached fiber failed, and nobody looked. `scope` is undefined for a detached fiber. */
  | {
      readonly _tag: "UnobservedFailure"
      readonly task: string
      readonly scope: string | undefined
      readonly cause: Cause.Cause<unknown>
    }
  /** Finalizers of these tasks are still running after the time their scope gave them. */
  | {
      readonly _tag: "StuckCleanup"
      readonly tasks: ReadonlyArray<string>
      readonly scope: string
      /** The scope ended without them; otherwise it goes on waiting. */
      readonly abandoned: boolean
    }

/** The report in one plain sentence. */
export const render = (report: Report): string => {
  if (report._tag === "StuckCleanup") {
    const what = report.abandoned ? "abandoned" : "still waiting for"
    return `Scope "${report.scope}" is past its cleanup time; ${what} ${report.tasks.map((name) => `"${name}"`).join(", ")}`
  }
  const where = report.scope === undefined ? "" : ` of scope "${report.scope}"`
  return `Task "${report.task}"${where} failed and nobody observed it`
}

const logReport = (report: Report): Effect.Effect<void> =>
  report._tag === "StuckCleanup" ? Effect.logWarning(render(report)) : Effect.logError(render(report), report.cause)

/** The handler in force; the default logs. Replace it with `Unhandled.withHandler`, or as a service. */
export const Handler: Context.Reference<(report: Report) => Effect.Effect<void>> = Context.Reference<
  (report: Report) => Effect.Effect<void>
>("@heddle/core/Unhandled/Handler", { defaultValue: () => logReport })

/** A defect of a task or of a body, as soon as it has ended. */
export interface Defect {
  readonly task: string
  readonly scope: string
  readonly defect: unknown
}

/** Told of every defect at once, for crash reporters; there is none by default. */
export const DefectHook: Context.Reference<((defect: Defect) => Effect.Effect<void>) | undefined> = Context.Reference<
  ((defect: Defect) => Effect.Effect<void>) | undefined
>("@heddle/core/Unhandled/DefectHook", { defaultValue: () => undefined })

/** Runs an effect, and everything it starts, with `hook` hearing of defects at once. It changes nothing else. */
export const withDefectHook =
  (hook: (defect: Defect) => Effect.Effect<void>) =>
  <A, E, R>(self: Effect.Effect<A, E, R>): Effect.Effect<A, E, R> =>
    Effect.provideService(self, DefectHook, hook)

/** Runs an effect, and everything it starts, with `handler` hearing what nobody observed. */
export const withHandler =
  (handler: (report: Report) => Effect.Effect<void>) =>
  <A, E, R>(self: Effect.Effect<A, E, R>): Effect.Effect<A, E, R> =>
    Effect.provideService(self, Handler, handler)

/**
 * Starts a fiber that belongs to nobody, as `Effect.forkDetach` does, and reports its failure.
 *
 * It starts at once, outlives its caller, and is interrupted only by name. Prefer a task of a scope.
 */
export const forkDetach = <A, E, R>(
  self: Effect.Effect<A, E, R>,
  options?: { readonly name?: string | undefined }
): Effect.Effect<Fiber.Fiber<A, E>, never, R> =>
  Effect.forkDetach(
    Effect.onExit(self, (exit) =>
      Exit.isFailure(exit) && !Cause.hasInterruptsOnly(exit.cause)
        ? report({ _tag: "UnobservedFailure", task: options?.name ?? "detached", scope: undefined, cause: exit.cause })
        : Effect.void
    ),
    { startImmediately: true }
  )

const report = (what: Report): Effect.Effect<void> => Effect.flatMap(Handler, (handler) => handler(what))
