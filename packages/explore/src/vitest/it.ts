/** The `it` of `@effect/vitest` with `explore`. */
import { it as effectIt, layer as effectLayer } from "@effect/vitest"
import type { Vitest } from "@effect/vitest"
import * as Effect from "effect/Effect"
import type * as Layer from "effect/Layer"
import type * as Scope from "effect/Scope"
import { type Options, replay, run } from "../run.ts"
import { expectNone } from "./fail.ts"
import { explorePropWith, type Prop } from "./prop.ts"

export interface ExploreOptions extends Options {
  /** The token of a failure of this test: runs that one schedule, and no other. */
  readonly replay?: string | undefined
}

/** Declares a test that explores a program. */
export interface Explore<R> {
  <A, E>(name: string, program: Effect.Effect<A, E, R | Scope.Scope>): void
  <A, E>(name: string, options: ExploreOptions, program: Effect.Effect<A, E, R | Scope.Scope>): void
}

/** `it.explore`, with the ways to leave a test out or run it alone, and `prop` for inputs that are drawn. */
export interface ExploreTester<R> extends Explore<R> {
  readonly skip: Explore<R>
  readonly only: Explore<R>
  readonly prop: Prop<R>
}

/** What a block of `layer` gets. */
export type LayerMethods<R> = Vitest.MethodsNonLive<R> & { readonly explore: ExploreTester<R> }

type Register = (name: string, options: { readonly timeout: number }, test: () => Promise<void>) => void

/** A search may take long on a busy machine; nothing in it waits for the clock. */
const timeout = 120_000

const explore =
  <R>(register: Register, provide: Provide<R>): Explore<R> =>
  <A, E>(
    name: string,
    ...rest:
      | [program: Effect.Effect<A, E, R | Scope.Scope>]
      | [options: ExploreOptions, program: Effect.Effect<A, E, R | Scope.Scope>]
  ) => {
    const [options, program] = rest.length === 1 ? [{}, rest[0]] : rest
    register(name, { timeout }, () =>
      Effect.runPromise(Effect.flatMap(reportOf(provide(program), options), (report) => expectNone(report, name)))
    )
  }

const reportOf = <A, E>(program: Effect.Effect<A, E>, { replay: token, ...options }: ExploreOptions) =>
  token === undefined ? run(program, options) : Effect.orDie(replay(program, token, options))

/** Gives a program what it needs, anew in every run: what is kept from run to run could not be explored. */
export type Provide<R> = <A, E>(program: Effect.Effect<A, E, R | Scope.Scope>) => Effect.Effect<A, unknown>

const tester = <R>(provide: Provide<R>): ExploreTester<R> =>
  Object.assign(explore(effectIt as unknown as Register, provide), {
    skip: explore(effectIt.skip as unknown as Register, provide),
    only: explore(effectIt.only as unknown as Register, provide),
    prop: explorePropWith((name, test) => (effectIt as unknown as Register)(name, { timeout }, test), provide)
  })

const withExplore = <Methods extends object, R>(methods: Methods, provide: Provide<R>) => {
  const own = tester(provide)
  return new Proxy(methods, {
    get: (target, property, receiver) => (property === "explore" ? own : Reflect.get(target, property, receiver))
  }) as Methods & { readonly explore: ExploreTester<R> }
}

/**
 * Like `layer` of `@effect/vitest`; the block's `it.explore` builds the layer anew for every schedule, so that nothing is
 * left from one to the next.
 */
export const layer =
  <R, E>(layer_: Layer.Layer<R, E>, options?: Parameters<typeof effectLayer>[1]) =>
  (name: string, f: (it: LayerMethods<R>) => void): void =>
    effectLayer(layer_, options)(name, (it) =>
      f(withExplore(it, (program) => Effect.scoped(Effect.provide(program, layer_, { local: true }))))
    )

/** Everything of `it`, `it.explore`, and `it.layer` as above. */
export const it: Omit<Vitest.Methods, "layer"> & {
  readonly explore: ExploreTester<never>
  readonly layer: typeof layer
} = new Proxy(withExplore<Vitest.Methods, never>(effectIt, Effect.scoped), {
  get: (target, property, receiver) => (property === "layer" ? layer : Reflect.get(target, property, receiver))
}) as never
