/**
 * Names for fibers and objects in reports.
 */
import * as Context from "effect/Context"
import * as Effect from "effect/Effect"

export const FiberName: Context.Reference<string | undefined> = Context.Reference<string | undefined>(
  "@heddle/explore/FiberName",
  { defaultValue: () => undefined }
)

const labels = new WeakMap<object, string>()

/** Names the fiber that runs `self`, for reports and as a target of `interruptEverywhere`. A span does the same. */
export const named =
  (name: string) =>
  <A, E, R>(self: Effect.Effect<A, E, R>): Effect.Effect<A, E, R> =>
    Effect.provideService(self, FiberName, name)

/** Names a Ref, Semaphore, Queue or any other object in reports, and returns it. */
export const label = <A extends object>(object: A, name: string): A => {
  labels.set(object, name)
  // A Ref keeps its value in an object of its own, which is the one that is touched.
  const inner: unknown = "ref" in object ? object.ref : undefined
  if (typeof inner === "object" && inner !== null) labels.set(inner, name)
  return object
}

export const labelOf = (object: object): string | undefined => labels.get(object)
