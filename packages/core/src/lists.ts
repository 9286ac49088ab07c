/**
 * Types of the functions over lists: success, error and services are computed element by element, so that mixed lists
 * give unions, and tuples and structs keep their shape.
 *
 * @since 0.1.0
 */
import type * as Effect from "effect/Effect"
import type * as Exit from "effect/Exit"

export type AnyTask = Effect.Effect<unknown, unknown, unknown>
export type ValueOf<Eff> = Eff extends Effect.Effect<infer A, unknown, unknown> ? A : never
export type FailureOf<Eff> = Eff extends Effect.Effect<unknown, infer E, unknown> ? E : never
export type NeedsOf<Eff> = Eff extends Effect.Effect<unknown, unknown, infer R> ? R : never
export type ExitOf<Eff> = Eff extends Effect.Effect<infer A, infer E, unknown> ? Exit.Exit<A, E> : never

/** A list, a tuple, or a struct of effects. */
export type Tasks = Iterable<AnyTask> | Readonly<Record<string, AnyTask>>

export type ElementOf<T> =
  T extends Iterable<infer Eff> ? Eff : T extends Readonly<Record<string, infer Eff>> ? Eff : never

export type ValuesOf<T> =
  T extends ReadonlyArray<unknown>
    ? { readonly [K in keyof T]: ValueOf<T[K]> }
    : T extends Iterable<infer Eff>
      ? ReadonlyArray<ValueOf<Eff>>
      : { readonly [K in keyof T]: ValueOf<T[K]> }

export type ExitsOf<T> =
  T extends ReadonlyArray<unknown>
    ? { readonly [K in keyof T]: ExitOf<T[K]> }
    : T extends Iterable<infer Eff>
      ? ReadonlyArray<ExitOf<Eff>>
      : { readonly [K in keyof T]: ExitOf<T[K]> }
