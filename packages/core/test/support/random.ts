/** Repeatable random numbers: the same seed gives the same numbers. */
export interface Random {
  /** An integer from 0 to `below` - 1. */
  readonly below: (below: number) => number
  readonly chance: (percent: number) => boolean
}

/** A linear congruential generator whose upper bits are used. */
export const seeded = (seed: number): Random => {
  let state = BigInt(seed) + 1n
  const next = (): number => {
    state = BigInt.asUintN(64, state * 6364136223846793005n + 1442695040888963407n)
    return Number(state >> 33n)
  }
  next()
  const below = (limit: number): number => next() % limit
  return { below, chance: (percent) => below(100) < percent }
}
