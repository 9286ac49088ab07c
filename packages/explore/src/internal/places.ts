/**
 * Where in the source an operation was asked for. `yield*` asks an effect for its iterator with the generator that
 * yields it on the stack; while a run is recorded, that is the moment to look.
 */
import * as Effect from "effect/Effect"
import { callSite } from "./callSite.ts"

type Iterable = { [Symbol.iterator]: () => unknown }

/** Records places from now on; the function it returns stops and forgets. */
export const recordPlaces = (): {
  readonly placeOf: (effect: object) => string | undefined
  readonly stop: () => void
} => {
  const places = new WeakMap<object, string>()
  const restore: Array<() => void> = []
  for (const prototype of prototypes()) {
    const original = prototype[Symbol.iterator]
    prototype[Symbol.iterator] = function (this: Iterable) {
      const place = callSite()
      if (place !== undefined) places.set(this, place)
      return original.call(this)
    }
    restore.push(() => {
      prototype[Symbol.iterator] = original
    })
  }
  return { placeOf: (effect) => places.get(effect), stop: () => restore.forEach((undo) => undo()) }
}

/** The kinds of effects that programs yield; each has a prototype of its own. */
const prototypes = (): ReadonlyArray<Iterable> => {
  const kinds: ReadonlyArray<object> = [
    Effect.void,
    Effect.fail(0),
    Effect.sync(() => {}),
    Effect.suspend(() => Effect.void),
    Effect.withFiber(() => Effect.void),
    Effect.fiberId,
    Effect.fiber,
    Effect.never,
    Effect.yieldNow,
    Effect.asVoid(Effect.void),
    Effect.catchCause(Effect.fail(0), () => Effect.void),
    Effect.match(Effect.fail(0), { onFailure: () => 0, onSuccess: () => 0 }),
    Effect.exit(Effect.void),
    Effect.onExit(Effect.void, () => Effect.void),
    Effect.whileLoop({ while: () => false, body: () => Effect.void, step: () => {} })
  ]
  return [...new Set(kinds.map((kind) => Object.getPrototypeOf(kind) as Iterable))]
}
