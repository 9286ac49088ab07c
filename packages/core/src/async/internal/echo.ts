/** Telling what an interruption throws from what fails. */

/**
 * Whether `error` only tells that `signal` aborted: its reason, an `AbortError`, or an error with one of them as its
 * cause. Nothing is an echo of a signal that has not aborted.
 */
export const isEcho = (error: unknown, signal: AbortSignal): boolean => {
  if (!signal.aborted) return false
  const seen = new Set<unknown>()
  for (let each = error; !seen.has(each); each = causeOf(each)) {
    if (each === signal.reason || isAbortError(each)) return true
    seen.add(each)
  }
  return false
}

const causeOf = (error: unknown): unknown => (error instanceof Error ? error.cause : undefined)

const isAbortError = (error: unknown): boolean =>
  typeof error === "object" && error !== null && "name" in error && error.name === "AbortError"
