/** Tells a history that is not linearizable, and where it goes wrong. */
import { format } from "effect/Formatter"
import type { Stuck } from "./check.ts"
import type { HistoryOperation, Outcome } from "./history.ts"
import { agrees, type Model, type Step } from "./model.ts"

/** What was done, and what is wrong with it. */
export const explain = <State>(stuck: Stuck, model: Model<State, HistoryOperation>): string =>
  stuck.operation === undefined ? ofWaiting(stuck) : ofReturn(stuck, stuck.operation, model)

/** An operation has returned what no order gives. */
const ofReturn = <State>(
  { placed, prefix }: Stuck,
  operation: HistoryOperation,
  model: Model<State, HistoryOperation>
): string => {
  const state = placed.reduce((state, next) => model.step(state, next)?.state ?? state, model.initial)
  const step = model.step(state, operation)
  const fits = step !== undefined && operation.returned !== undefined && agrees(step, operation.returned.outcome)
  const after = placed.length === 0 ? "At the beginning" : `After ${listed(placed)}`
  return [
    "no order of these operations, one at a time, gives what they returned:",
    ...table(prefix),
    `Cannot be placed: fiber ${operation.fiber} ${callText(operation)}, which ${returnText(operation)}. ` +
      (fits ? `${after} it fits, but then the others do not.` : `${after} the model ${stepText(step)}.`)
  ].join("\n")
}

/** Operations wait although the model would let them go on, or have had an effect and do not return. */
const ofWaiting = ({ prefix }: Stuck): string => {
  const pending = prefix.filter(({ returned }) => returned === undefined)
  const who = pending.map((operation) => `fiber ${operation.fiber} ${callText(operation)}`).join(", ")
  return [
    "nothing can happen any more, and an operation waits that does not have to:",
    ...table(prefix),
    `Never returned: ${who}. In no order that gives what the others returned does the model let ` +
      `${pending.length === 1 ? "it" : "all of them"} wait.`
  ].join("\n")
}

const table = (operations: ReadonlyArray<HistoryOperation>): ReadonlyArray<string> => {
  const rows = operations.toSorted((a, b) => a.fiber - b.fiber || a.called - b.called)
  const end = Math.max(...rows.map(({ called, returned }) => Math.max(called, returned?.at ?? 0))) + 1
  const cells = rows.map((operation) => [
    `fiber ${operation.fiber}`,
    callText(operation),
    returnText(operation),
    bar(operation, end)
  ])
  const widths = [0, 1, 2].map((column) => Math.max(...cells.map((row) => row[column]!.length)))
  return cells.map((row) => `  ${row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join("  ")}`.trimEnd())
}

/** From its call to its return, one character a stamp. */
const bar = ({ called, returned }: HistoryOperation, end: number): string =>
  " ".repeat(called) +
  (returned === undefined
    ? `[${"-".repeat(Math.max(end - called - 1, 0))}>`
    : `[${"-".repeat(Math.max(returned.at - called - 1, 0))}]`)

const listed = (operations: ReadonlyArray<HistoryOperation>): string =>
  operations.map((operation) => `${callText(operation)} of fiber ${operation.fiber}`).join(", ")

const callText = ({ argument, name }: HistoryOperation): string =>
  `${name}(${argument === undefined ? "" : show(argument)})`

const returnText = ({ returned }: HistoryOperation): string =>
  returned === undefined ? "has not returned" : outcomeText(returned.outcome)

const outcomeText = ({ failed, value }: Outcome): string => `${failed ? "failed with" : "returned"} ${show(value)}`

const stepText = (step: Step<unknown>): string => {
  if (step === undefined) return "lets it wait"
  if ("failure" in step) return `fails it with ${show(step.failure)}`
  return "result" in step ? `returns ${show(step.result)}` : "lets it succeed"
}

const show = (value: unknown): string => {
  const text = (value instanceof Error ? `${value.name}: ${value.message}` : format(value)).replace(/\s+/g, " ")
  return text.length > 60 ? `${text.slice(0, 59)}…` : text
}
