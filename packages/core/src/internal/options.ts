/** Range checks of what callers pass. They throw `InvalidOptionError` before anything starts. */
import * as Duration from "effect/Duration"
import { InvalidOptionError } from "../errors.ts"

export const checkCount = (where: string, option: string, value: unknown, min: number, max = Infinity): number => {
  if (typeof value === "number" && Number.isInteger(value) && value >= min && value <= max) return value
  const allowed = max === Infinity ? `an integer, ${min} or more` : `an integer from ${min} to ${max}`
  throw new InvalidOptionError({ where, option, value, allowed })
}

/** The milliseconds of a span. Raw input is checked: `Duration` reads NaN as 0 and keeps negative numbers. */
export const checkSpan = (where: string, option: string, value: Duration.Input): number => {
  const millis = rawNumbersAreFine(value) ? toMillis(value) : Number.NaN
  if (millis >= 0) return millis
  throw new InvalidOptionError({ where, option, value: show(value), allowed: "a duration of 0 or more" })
}

export const checkInstant = (where: string, option: string, value: number): number => {
  if (typeof value === "number" && !Number.isNaN(value)) return value
  throw new InvalidOptionError({ where, option, value, allowed: "milliseconds since the epoch" })
}

const toMillis = (value: Duration.Input): number => {
  try {
    return Duration.toMillis(Duration.fromInputUnsafe(value))
  } catch {
    return Number.NaN
  }
}

const rawNumbersAreFine = (value: unknown): boolean => {
  if (typeof value === "number") return value >= 0
  if (typeof value === "string") return !/^\s*(-|nan)/i.test(value)
  if (typeof value !== "object" || value === null || Duration.isDuration(value)) return true
  return Object.values(value).every((part) => typeof part !== "number" || !Number.isNaN(part))
}

const show = (value: unknown): unknown =>
  typeof value === "object" && value !== null && !Duration.isDuration(value) ? JSON.stringify(value) : value
