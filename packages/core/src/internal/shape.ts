/** Lists, tuples and structs of effects, seen as a list and put back into shape. */
import type { Given } from "./task.ts"

export interface Shape {
  readonly effects: Iterable<Given>
  /** The names of the tasks: their keys in a struct. */
  readonly names: ((index: number) => string) | undefined
  /** The results, in order of the effects, in the shape the effects came in. */
  readonly restore: (results: ReadonlyArray<unknown>) => unknown
}

export const shapeOf = (tasks: Iterable<Given> | Readonly<Record<string, Given>>): Shape => {
  if (Symbol.iterator in tasks) return { effects: tasks, names: undefined, restore: Object.freeze }
  const keys = Object.keys(tasks)
  return {
    effects: Object.values(tasks),
    names: (index) => keys[index]!,
    restore: (results) => Object.freeze(Object.fromEntries(keys.map((key, index) => [key, results[index]])))
  }
}
