/** Refuses what cannot be called or listened to, before anything starts. */
import { InvalidOptionError } from "../../errors.ts"

type AnyFunction = (...args: ReadonlyArray<never>) => unknown

export function requireFunction(
  where: string,
  option: string,
  value: unknown
): asserts value is (given: unknown) => unknown {
  if (typeof value === "function") return
  throw new InvalidOptionError({ where, option, value, allowed: "a function" })
}

export const checkSignal = (where: string, signal: AbortSignal | undefined): AbortSignal | undefined => {
  if (signal === undefined || typeof (signal as Partial<AbortSignal> | null)?.addEventListener === "function")
    return signal
  throw new InvalidOptionError({ where, option: "signal", value: signal, allowed: "an AbortSignal" })
}

export const nameOf = (task: AnyFunction, name: string | undefined): string | undefined =>
  name ?? (task.name === "" ? undefined : task.name)
