/**
 * What a body may yield, and what it says about the scope.
 *
 * @since 0.1.0
 */
import type * as Effect from "effect/Effect"
import type * as Types from "effect/Types"
import type { DeadlineExceededError } from "./errors.ts"

declare const TypeId: unique symbol

/**
 * An operation of a scope: `yield*` it in the body of `TaskScope.run` or in a generator forked into the scope.
 *
 * It is no Effect on purpose. A fork adds an error that the *scope* raises, so nothing between the fork and the scope
 * may catch it; `Effect.gen` does not accept an operation, hence no `catch` can be put around one.
 *
 * `A` is what `yield*` gives, `E` and `R` the errors and services it adds to the scope, `C` a value it may end it with.
 */
export interface Operation<out A, out E = never, out R = never, out C = never> {
  readonly [TypeId]: {
    readonly _A: Types.Covariant<A>
    readonly _E: Types.Covariant<E>
    readonly _R: Types.Covariant<R>
    readonly _C: Types.Covariant<C>
  }
  [Symbol.iterator](): Iterator<Operation<A, E, R, C>, A, unknown>
}

/** What a body may yield. */
export type Yieldable = Effect.Effect<unknown, unknown, unknown> | Operation<unknown, unknown, unknown, unknown>

export type ErrorOf<Y> =
  Y extends Effect.Effect<unknown, infer E, unknown>
    ? E
    : Y extends Operation<unknown, infer E, unknown, unknown>
      ? E
      : never

export type ServicesOf<Y> =
  Y extends Effect.Effect<unknown, unknown, infer R>
    ? R
    : Y extends Operation<unknown, unknown, infer R, unknown>
      ? R
      : never

/** The values `scope.complete` may end the scope with. */
export type CompletionOf<Y> = Y extends Operation<unknown, unknown, unknown, infer C> ? C : never

type Missing<O, K extends string> = K extends keyof O ? ([O[K]] extends [undefined] ? true : false) : true

/** `DeadlineExceededError` where `deadline` is given without `onDeadline`. */
export type DeadlineErrorOf<O> =
  Missing<O, "deadline"> extends true
    ? never
    : Missing<O, "onDeadline"> extends true
      ? DeadlineExceededError
      : undefined extends O[Extract<"onDeadline", keyof O>]
        ? DeadlineExceededError
        : never

/** The value of `onDeadline` where it and `deadline` are given. */
export type DeadlineValueOf<O> =
  Missing<O, "deadline"> extends true
    ? never
    : O extends { readonly onDeadline?: infer F }
      ? F extends () => infer V
        ? V
        : never
      : never

/**
 * What a generator that a body delegates to, or forks, gives: `function* walk(scope): TaskScope.Body<void, WalkError>`.
 * Needed where it cannot be inferred, as for a generator that forks itself.
 */
export type Body<A, E = never, R = never, C = never> = Generator<
  Effect.Effect<unknown, E, R> | Operation<unknown, E, R, C>,
  A,
  unknown
>
