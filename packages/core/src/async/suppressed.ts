/** @since 0.1.0 */

const behind = new WeakMap<object, Array<unknown>>()

/**
 * What else failed in the scopes that rejected with `error`, in order; empty when nothing did.
 *
 * A scope rejects with its first failure as it is, neither wrapped nor changed. The failures of other tasks, and of
 * cleanups on the way out, are found here.
 */
export const suppressed = (error: unknown): ReadonlyArray<unknown> => (isObject(error) && behind.get(error)) || []

/** @internal Primitives that were thrown can carry nothing. */
export const suppress = (error: unknown, others: ReadonlyArray<unknown>): void => {
  if (others.length === 0 || !isObject(error)) return
  const known = behind.get(error)
  if (known === undefined) behind.set(error, [...others])
  else known.push(...others)
}

const isObject = (value: unknown): value is object =>
  (typeof value === "object" && value !== null) || typeof value === "function"
