/** Checks what callers pass. */
import { ExploreOptionError } from "../errors.ts"

export const integer = (where: string, option: string, value: number, least: number, most: number): number => {
  if (Number.isInteger(value) && value >= least && value <= most) return value
  throw new ExploreOptionError({ where, option, value, allowed: `an integer from ${least} to ${most}` })
}

export const oneOf = <A extends string>(where: string, option: string, value: A, all: ReadonlyArray<A>): A => {
  if (all.includes(value)) return value
  throw new ExploreOptionError({ where, option, value, allowed: all.join(" or ") })
}
