/**
 * The fields and keys, none of them promised by Effect, by which a primitive is evaluated, a fiber is parked and resumed,
 * and an operation is told from another. Beside it, `footprint.ts` and `places.ts` put accessors on Effect's prototypes,
 * and `dispatcher.ts` and `operations.ts` know functions by their text. No other file knows of Effect's inside.
 *
 * `test/adapter.test.ts` is the contract: it fails on a release of Effect that changes any of it. Why it is needed is in
 * the decision "One adapter for Effect's inside".
 */
import type * as Exit from "effect/Exit"
import type * as Fiber from "effect/Fiber"

const evaluateKey = "~effect/Effect/evaluate"
const identifierKey = "~effect/Effect/identifier"
const argsKey = "~effect/Effect/args"

/** What `evaluate` answers when the fiber must stop: it waits, or it has ended. */
export const stopped: unknown = Symbol.for("effect/Effect/Yield")

/** One operation of an effect, as the runtime sees it. */
export interface Primitive {
  readonly [evaluateKey]: (fiber: RawFiber) => unknown
  readonly [identifierKey]: string | undefined
  readonly [argsKey]?: unknown
  /** Of `Effect.callback` alone. */
  readonly register?: unknown
}

export interface RawFiber extends Fiber.Fiber<unknown, unknown> {
  _exit: Exit.Exit<unknown, unknown> | undefined
  _yielded: Exit.Exit<unknown, unknown> | (() => void) | undefined
  _observers: ReadonlyArray<unknown> | undefined
  _parent: RawFiber | undefined
  evaluate(primitive: Primitive): void
  yieldWith(value: Exit.Exit<unknown, unknown> | (() => void)): unknown
}

/** Any effect is its own first operation. */
export const asPrimitive = (effect: unknown): Primitive => effect as Primitive

export const evaluate = (primitive: Primitive, fiber: RawFiber): unknown => primitive[evaluateKey](fiber)

/** The kind of operation: `Sync`, `OnSuccess`, `Async`, or the name an operation of a library's own gave itself. */
export const kindOf = (primitive: Primitive): string => primitive[identifierKey] ?? "unknown"

/** The function an operation was made of, if it was made of one. */
export const closureOf = (primitive: Primitive): ((...args: ReadonlyArray<never>) => unknown) | undefined => {
  const part = primitive.register ?? primitive[argsKey]
  return typeof part === "function" ? (part as (...args: ReadonlyArray<never>) => unknown) : undefined
}

/** Whether a fiber that has just stopped did so for good (children may still have to be interrupted). */
export const hasResult = (fiber: RawFiber): boolean => typeof fiber._yielded === "object"

/**
 * Operations that only steer a fiber through its own stack. All others may touch what is shared and are where another
 * fiber may get its turn: a list of those would miss the operations that libraries define. `OnExit` is not among these,
 * since an interrupt that comes before it finds no finalizer yet.
 */
const control = new Set([
  "Success",
  "Failure",
  "OnSuccess",
  "OnFailure",
  "OnSuccessAndFailure",
  "Iterator",
  "Exit",
  "SetInterruptible",
  "While",
  "AsyncFinalizer",
  "YieldableError"
])

export const isControl = (kind: string): boolean => control.has(kind)
