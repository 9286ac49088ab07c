/** Draws which fiber does what, from a seed. */
import type * as Random from "effect/Random"
import { Generator } from "../random.ts"

/** The values an argument is drawn from, or how to draw one. */
export type Arguments<A> = ReadonlyArray<A> | ((random: Random.Random) => A)

export interface PlannedCall {
  readonly name: string
  readonly argument: unknown
}

/** For each fiber its calls, in order. */
export type Plan = ReadonlyArray<ReadonlyArray<PlannedCall>>

export const planOf = (
  operations: Readonly<Record<string, { readonly arguments?: Arguments<unknown> }>>,
  size: { readonly fibers: number; readonly perFiber: number },
  seed: number
): Plan => {
  const random = new Generator(seed)
  // Seeds in a row are alike in their first number.
  random.next()
  const sources = Object.entries(operations).map(([name, { arguments: values }]) => ({
    name,
    draw:
      values === undefined
        ? () => undefined
        : typeof values === "function"
          ? () => values(random)
          : dealer(values, random)
  }))
  return Array.from({ length: size.fibers }, () =>
    Array.from({ length: size.perFiber }, () => {
      const { draw, name } = sources[random.below(sources.length)]!
      return { name, argument: draw() }
    })
  )
}

/** Deals the values like cards, so that none comes again before all have come: equal arguments hide bugs. */
const dealer = (values: ReadonlyArray<unknown>, random: Generator): (() => unknown) => {
  let deck: Array<unknown> = []
  return () => {
    if (deck.length === 0) deck = [...values]
    return deck.splice(random.below(deck.length), 1)[0]
  }
}
