/** The things a registry holds weakly. */
import type { Inspectable } from "../Introspection.ts"
import type { Registry } from "./registry.ts"

export const register = (registry: Registry, thing: Inspectable): void => {
  if (registry.things.length >= registry.sweepAt) living(registry)
  registry.things.push(new WeakRef(thing))
}

/** What is still in use, in order of registration. */
export const living = (registry: Registry): ReadonlyArray<Inspectable> => {
  const found: Array<Inspectable> = []
  registry.things = registry.things.filter((reference) => {
    const thing = reference.deref()
    if (thing !== undefined) found.push(thing)
    return thing !== undefined
  })
  registry.sweepAt = Math.max(64, 2 * found.length)
  return found
}
