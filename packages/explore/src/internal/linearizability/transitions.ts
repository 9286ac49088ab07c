/** The part of a model that a history can reach, with its states as small numbers and every step taken only once. */
import * as Hash from "effect/Hash"
import type { HistoryOperation } from "./history.ts"
import { agrees, type Model, sameValue } from "./model.ts"

/** The operation cannot come here: it would have to wait, or end otherwise than it did. */
export const impossible = -1

/** The state in which every history begins. */
export const start = 0

export class Transitions<State> {
  private readonly history: ReadonlyArray<HistoryOperation>
  private readonly model: Model<State, HistoryOperation>
  private readonly states: Array<State> = []
  private readonly idsByText = new Map<string | number, number>()
  private readonly idsByHash = new Map<number, Array<number>>()
  private readonly known = new Map<number, number>()

  constructor(history: ReadonlyArray<HistoryOperation>, model: Model<State, HistoryOperation>) {
    this.history = history
    this.model = model
    this.idOf(model.initial)
  }

  /** The state after the operation at `index` of the history, if it may be the next one in this state. */
  next(id: number, index: number): number {
    const key = id * this.history.length + index
    const known = this.known.get(key)
    if (known !== undefined) return known
    const next = this.take(id, index)
    this.known.set(key, next)
    return next
  }

  private take(id: number, index: number): number {
    const operation = this.history[index]!
    const step = this.model.step(this.states[id]!, operation)
    if (step === undefined) return impossible
    const { returned } = operation
    return returned === undefined || agrees(step, returned.outcome) ? this.idOf(step.state) : impossible
  }

  private idOf(state: State): number {
    const { equals, key } = this.model
    const text = key !== undefined ? key(state) : equals === undefined ? textOf(state) : undefined
    if (text !== undefined) return this.idByText(text, state)
    // A hash of ours need not agree with an equality of theirs, so that all states are compared.
    const bucket = equals === undefined ? Hash.hash(state) : 0
    const same = this.idsByHash.get(bucket)
    if (same === undefined) {
      this.idsByHash.set(bucket, [this.states.length])
      return this.states.push(state) - 1
    }
    const known = same.find((id) => (equals ?? sameValue)(this.states[id]!, state))
    if (known !== undefined) return known
    same.push(this.states.length)
    return this.states.push(state) - 1
  }

  private idByText(text: string | number, state: State): number {
    const known = this.idsByText.get(text)
    if (known !== undefined) return known
    this.idsByText.set(text, this.states.length)
    return this.states.push(state) - 1
  }
}

/** Tells apart what `effect/Equal` does, several times faster, for states made of numbers and texts: most are. */
const textOf = (state: unknown): string | undefined => {
  if (!Array.isArray(state)) return partOf(state)
  let text = "["
  for (const part of state as ReadonlyArray<unknown>) {
    const partText = partOf(part)
    if (partText === undefined) return undefined
    text += `${partText},`
  }
  return text
}

const partOf = (value: unknown): string | undefined => {
  switch (typeof value) {
    case "number":
    case "boolean":
    case "undefined":
      return String(value)
    case "string":
      return JSON.stringify(value)
    default:
      return undefined
  }
}
