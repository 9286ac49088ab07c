/** Names for the objects that steps touch: what they were labelled, or their kind and a number. */
import { labelOf } from "../label.ts"
import { observers, permitsTaken } from "./footprint.ts"

export class ObjectNames {
  private readonly names = new Map<object, string>()
  private readonly counts = new Map<string, number>()

  of(object: object): string {
    const known = this.names.get(object)
    if (known !== undefined) return known
    const name = labelOf(object) ?? this.numbered(kindOf(object))
    this.names.set(object, name)
    return name
  }

  private numbered(kind: string): string {
    const count = (this.counts.get(kind) ?? 0) + 1
    this.counts.set(kind, count)
    return `${kind} ${count}`
  }
}

const kinds = {
  "~effect/MutableRef": "Ref",
  "~effect/Deferred": "Deferred",
  "~effect/Queue": "Queue",
  "~effect/Queue/Enqueue": "Queue"
} as const

const kindOf = (object: object): string => {
  if (permitsTaken(object) !== undefined) return "Semaphore"
  for (const [id, kind] of Object.entries(kinds)) if (id in object) return kind
  const { name } = object.constructor
  return name === "" || name === "Object" ? "object" : name
}

/** Fibers and their ends are touched by whoever wakes or joins them; the story tells that in other words. */
export const isFiberObject = (object: object): boolean =>
  "~effect/Fiber" in object || "endOf" in object || object === observers
