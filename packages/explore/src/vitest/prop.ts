/** `it.explore.prop`: inputs and schedules, shrunk together. */
import * as Arbitrary from "effect/Arbitrary"
import * as Effect from "effect/Effect"
import type * as Schema from "effect/Schema"
import type * as Scope from "effect/Scope"
import type { Report } from "../Report.ts"
import { type Options, run } from "../run.ts"
import { expectNone } from "./fail.ts"
import type { Provide } from "./it.ts"

type Input = Schema.Schema<unknown> | Arbitrary.Arbitrary<unknown>

type ValueOf<I> = I extends Arbitrary.Arbitrary<infer A> ? A : I extends { readonly Type: infer A } ? A : never

type Values<Inputs> = { -readonly [K in keyof Inputs]: ValueOf<Inputs[K]> }

export interface PropOptions extends Options {
  /** How many inputs to draw. Default: 20. The schedules, 200 by default, are for each of them. */
  readonly inputs?: number | undefined
}

/** Declares a test that explores a program for many inputs: a list or a record of schemas or arbitraries. */
export interface Prop<R> {
  <const Inputs extends ReadonlyArray<Input> | Readonly<Record<string, Input>>, A, E>(
    name: string,
    inputs: Inputs,
    program: (values: Values<Inputs>) => Effect.Effect<A, E, R | Scope.Scope>,
    options?: PropOptions
  ): void
}

export const explorePropWith =
  <R>(register: (name: string, test: () => Promise<void>) => void, provide: Provide<R>): Prop<R> =>
  (name, inputs, program, options = {}) => {
    const arbitrary = together(inputs)
    register(name, () =>
      Effect.runPromise(check(name, arbitrary, (values) => provide(program(values as never)), options))
    )
  }

const check = (
  name: string,
  arbitrary: Arbitrary.Arbitrary<unknown>,
  program: (values: unknown) => Effect.Effect<unknown, unknown>,
  { inputs = 20, ...options }: PropOptions
): Effect.Effect<void> =>
  Effect.gen(function* () {
    /** Of the smallest input that fails so far. */
    let smallest: Report | undefined
    yield* Arbitrary.checkEffect(
      arbitrary,
      (values) =>
        Effect.map(run(program(values), { schedules: 200, ...options }), (report) => {
          if (report.failure === undefined) return true
          const message = `with ${JSON.stringify(values)}: ${report.failure.message}`
          smallest = { ...report, failure: { ...report.failure, message } }
          return false
        }),
      { runs: inputs, seed: options.seed ?? 42 }
    )
    if (smallest !== undefined) yield* expectNone(smallest, name)
  })

type Shape = ReadonlyArray<Input> | Readonly<Record<string, Input>>

const together = (inputs: Shape): Arbitrary.Arbitrary<unknown> =>
  Array.isArray(inputs)
    ? Arbitrary.all(inputs.map(compiled))
    : Arbitrary.all(Object.fromEntries(Object.entries(inputs).map(([key, input]) => [key, compiled(input)])))

const compiled = (input: Input): Arbitrary.Arbitrary<unknown> =>
  Arbitrary.isArbitrary(input) ? input : Arbitrary.schema(input)
