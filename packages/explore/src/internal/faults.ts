/** Stands in for a service and has a say in every effect that it gives out. */
import * as Effect from "effect/Effect"

type AnyEffect = Effect.Effect<unknown, unknown, unknown>

/** What to run in place of an effect that a method returned, or that a property is. */
export type Inject = (method: string, effect: AnyEffect) => AnyEffect

/**
 * The service seen through `inject`. Functions run with the service itself as `this`, so that classes keep their private
 * fields and do not meet faults of their own calls. What is no object has no methods, and is returned as it is.
 */
export const withFaults = (service: unknown, inject: Inject): unknown => {
  if (typeof service !== "object" || service === null || Effect.isEffect(service)) return service
  const wrapped = new Map<string, readonly [from: unknown, to: unknown]>()
  const see = (property: string | symbol, value: unknown): unknown => {
    if (typeof property === "symbol" || property === "constructor") return value
    const known = wrapped.get(property)
    if (known !== undefined && known[0] === value) return known[1]
    const seen = seenThrough(property, value)
    if (seen !== value) wrapped.set(property, [value, seen])
    return seen
  }
  const seenThrough = (method: string, value: unknown): unknown => {
    // Keys of services are effects too, and functions: they stay what they are.
    if (typeof value === "object" && Effect.isEffect(value)) return inject(method, value)
    if (typeof value !== "function" || Effect.isEffect(value)) return value
    // A proxy, not a function: what is constructed, or has properties, goes on as before.
    return new Proxy(value as (...args: ReadonlyArray<unknown>) => unknown, {
      apply: (target, self: unknown, args) => {
        const answer = Reflect.apply(target, self === proxy ? service : self, args)
        return Effect.isEffect(answer) ? inject(method, answer) : answer
      }
    })
  }
  // The target is empty, because a proxy may not change what it shows of a frozen one.
  const proxy: object = new Proxy(Object.create(Reflect.getPrototypeOf(service)) as object, {
    get: (_, property) => see(property, Reflect.get(service, property, service)),
    set: (_, property, value) => Reflect.set(service, property, value, service),
    has: (_, property) => Reflect.has(service, property),
    defineProperty: (_, property, descriptor) => Reflect.defineProperty(service, property, descriptor),
    deleteProperty: (_, property) => Reflect.deleteProperty(service, property),
    ownKeys: () => Reflect.ownKeys(service),
    getOwnPropertyDescriptor: (_, property) => {
      const descriptor = Reflect.getOwnPropertyDescriptor(service, property)
      if (descriptor === undefined) return undefined
      const shown = { ...descriptor, configurable: true }
      return "value" in shown ? { ...shown, value: see(property, shown.value) } : shown
    }
  })
  return proxy
}
