/** Histories written by hand, and a checker that tries every order. */
import type { HistoryOperation } from "../../src/internal/linearizability/history.ts"
import { agrees, type Model } from "../../src/internal/linearizability/model.ts"

type Span = readonly [called: number, returned?: number]

/** An operation that returned a value; with one time only, it is pending. */
export const op = (
  fiber: number,
  name: string,
  argument: unknown,
  [called, at]: Span,
  value?: unknown
): HistoryOperation => ({
  fiber,
  name,
  argument,
  called,
  returned: at === undefined ? undefined : { at, outcome: { failed: false, value } }
})

/** An operation that failed. */
export const failed = (
  fiber: number,
  name: string,
  argument: unknown,
  [called, at]: readonly [number, number],
  value: unknown
): HistoryOperation => ({ fiber, name, argument, called, returned: { at, outcome: { failed: true, value } } })

/** Whether some order, of all that returned and any part of what is pending, gives what was returned. */
export const isLinearizableByTrying = <State>(
  history: ReadonlyArray<HistoryOperation>,
  model: Model<State, HistoryOperation>
): boolean => {
  const goOn = (state: State, left: ReadonlyArray<HistoryOperation>): boolean =>
    left.every(({ returned }) => returned === undefined) ||
    left.some((operation) => {
      const others = left.filter((other) => other !== operation)
      if (others.some(({ returned }) => returned !== undefined && returned.at < operation.called)) return false
      const step = model.step(state, operation)
      if (step === undefined) return false
      if (operation.returned !== undefined && !agrees(step, operation.returned.outcome)) return false
      return goOn(step.state, others)
    })
  return goOn(model.initial, history)
}

/** Whether an order is one of a history: everything that returned once, in real time, giving what was returned. */
export const isWitness = <State>(
  order: ReadonlyArray<HistoryOperation>,
  history: ReadonlyArray<HistoryOperation>,
  model: Model<State, HistoryOperation>
): boolean => {
  let state = model.initial
  for (const operation of order) {
    const step = model.step(state, operation)
    if (step === undefined) return false
    if (operation.returned !== undefined && !agrees(step, operation.returned.outcome)) return false
    state = step.state
  }
  const inTime = order.every((operation, index) =>
    order.slice(index + 1).every(({ returned }) => returned === undefined || returned.at >= operation.called)
  )
  const placed = new Set(order)
  return (
    inTime &&
    placed.size === order.length &&
    order.every((operation) => history.includes(operation)) &&
    history.every((operation) => operation.returned === undefined || placed.has(operation))
  )
}
