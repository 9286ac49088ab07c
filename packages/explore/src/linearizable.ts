/**
 * Tests an object that fibers share against a model of what it does when they come one at a time.
 *
 * @since 0.1.0
 */
import type * as Effect from "effect/Effect"
import { ExploreOptionError } from "./errors.ts"
import { check } from "./internal/linearizability/check.ts"
import { explain } from "./internal/linearizability/explain.ts"
import type { HistoryOperation } from "./internal/linearizability/history.ts"
import type { HistoryLog } from "./internal/linearizability/log.ts"
import type { Model, Step } from "./internal/linearizability/model.ts"
import { type Arguments, planOf } from "./internal/linearizability/plan.ts"
import { programOf } from "./internal/linearizability/program.ts"
import { integer } from "./internal/options.ts"

export type { Arguments, Model, Step }

/** One operation of the subject. Inference needs the parameter of a function `arguments` to have its type written. */
export interface OperationSpec<Subject, Argument> {
  /** Values to deal from, each once before any comes again, or how to draw one. Default: no argument. */
  readonly arguments?: Arguments<Argument>
  /** Its value, or the error it fails with, is compared with the model's by `effect/Equal` when the run has ended. */
  readonly run: (subject: Subject, argument: Argument) => Effect.Effect<unknown, unknown>
}

/** What a model is asked about: the name of an operation, with its argument. */
export type Operation<ArgumentsByName> = {
  readonly [Name in keyof ArgumentsByName]: {
    readonly name: Name
    readonly argument: unknown extends ArgumentsByName[Name] ? undefined : ArgumentsByName[Name]
  }
}[keyof ArgumentsByName]

/** An object that fibers share, and what it does when they come one at a time. */
export interface LinearizableSubject<Subject, ArgumentsByName, State> {
  /** A fresh subject, for every run. */
  readonly make: Effect.Effect<Subject, unknown>
  readonly operations: { readonly [Name in keyof ArgumentsByName]: OperationSpec<Subject, ArgumentsByName[Name]> }
  readonly model: Model<State, Operation<ArgumentsByName>>
}

export interface LinearizableOptions<Subject, ArgumentsByName, State> extends LinearizableSubject<
  Subject,
  ArgumentsByName,
  State
> {
  /** Fibers that share the subject: 1 to 30. The work of judging a run doubles with each. */
  readonly fibers: number
  /** Operations of each fiber, one after the other: 1 to 1,000. */
  readonly perFiber: number
}

/** One plan of who does what, as a program that can be run again and again. */
export interface LinearizableRun {
  /** Fails and dies as `make` does, and dies as operations do; their failures are results. */
  readonly program: Effect.Effect<void, unknown>
  /**
   * Judges the last run, which must be over: nothing of it can happen any more. Something is wrong when no order of the
   * operations gives what they returned, or when one waits that the model never lets wait there.
   */
  readonly verdict: () => LinearizableFinding | undefined
  /** What the last run did. */
  readonly history: () => ReadonlyArray<HistoryOperation>
  /** How many runs were too large to be judged; a verdict passes over them. */
  readonly undecided: () => number
}

export interface LinearizableFinding {
  readonly oracle: "linearizability"
  readonly message: string
}

/** Draws a plan from the seed `plan`. Throws an `ExploreOptionError` when an option is out of range. */
export const linearizableRun = <Subject, ArgumentsByName, State>(
  options: LinearizableOptions<Subject, ArgumentsByName, State>,
  plan: number
): LinearizableRun => {
  checkOptions(options, plan)
  const { make, operations } = options
  // The history holds only what was planned, and the plan only operations of these names.
  const model = options.model as Model<State, unknown>
  const planned = planOf(operations, options, plan)
  let log: HistoryLog | undefined
  let undecided = 0
  const history = () => log?.operations ?? []
  const verdict = (): string | undefined => {
    const found = check(history(), model, "must wait")
    if (found._tag === "undecided") undecided++
    return found._tag === "stuck" ? explain(found, model) : undefined
  }
  return {
    program: programOf(make, operations as Parameters<typeof programOf<Subject>>[1], planned, (begun) => {
      log = begun
    }),
    verdict: () => {
      const message = verdict()
      return message === undefined ? undefined : { oracle: "linearizability", message }
    },
    history,
    undecided: () => undecided
  }
}

const where = "Explore.linearizable"

const checkOptions = <Subject, ArgumentsByName, State>(
  { fibers, operations, perFiber }: LinearizableOptions<Subject, ArgumentsByName, State>,
  plan: number
): void => {
  integer(where, "fibers", fibers, 1, 30)
  integer(where, "perFiber", perFiber, 1, 1_000)
  integer(where, "plan", plan, -2_147_483_648, 2_147_483_647)
  const named = Object.entries(operations as Readonly<Record<string, OperationSpec<Subject, unknown>>>)
  notEmpty("Object.keys(operations).length", named)
  for (const [name, { arguments: values }] of named) {
    if (values !== undefined && typeof values !== "function") notEmpty(`operations.${name}.arguments.length`, values)
  }
}

const notEmpty = (option: string, { length }: ReadonlyArray<unknown>): void => {
  if (length === 0) throw new ExploreOptionError({ where, option, value: length, allowed: "1 or more" })
}
