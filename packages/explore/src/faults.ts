/**
 * Makes the services of a layer fail, die and come late by chance.
 *
 * @since 0.1.0
 */
import * as Context from "effect/Context"
import * as Data from "effect/Data"
import * as Duration from "effect/Duration"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import * as Random from "effect/Random"
import { ExploreOptionError } from "./errors.ts"
import { type Inject, withFaults } from "./internal/faults.ts"

/** A fault of `Explore.faults`. The call did not start. */
export class FaultInjectedError extends Data.TaggedError("FaultInjectedError")<{
  readonly service: string
  readonly method: string
  /** Which call of this method it was, counted from 1. */
  readonly call: number
}> {
  override get message(): string {
    return `A fault was injected into call ${this.call} of ${this.service}.${this.method}; the call did not start`
  }
}

export interface FaultOptions {
  /**
   * The probability, from 0 to 1, that a call fails instead of starting. With `error`, it fails with what that returns, which
   * should be an error that the methods have; without, it dies with a `FaultInjectedError`, which no method's type has.
   */
  readonly fail?: number | { readonly probability: number; readonly error?: (() => unknown) | undefined } | undefined
  /** The probability, from 0 to 1, that a call dies with a `FaultInjectedError` instead of starting. At most 1 with `fail`. */
  readonly die?: number | undefined
  /** How late calls start that do not fail: any time from the first to the second is as likely. */
  readonly delay?: readonly [min: Duration.Input, max: Duration.Input] | undefined
  /** The methods that have faults. Default: all. */
  readonly only?: ReadonlyArray<string> | undefined
}

/**
 * The same services, with faults. A call is what runs when an effect that a method returned runs, or an effect that is a
 * property; each run is a call of its own. What is not an effect is left as it is, calls of a service to itself too.
 *
 * `Random` decides and `Clock` delays, so that under Explore a fault comes again when its run is replayed. Throws an
 * `ExploreOptionError` when an option is out of range; building the layer dies with one when no service has a method of
 * `only`.
 */
export const faults = <A, E, R>(layer: Layer.Layer<A, E, R>, options: FaultOptions): Layer.Layer<A, E, R> => {
  const settings = settingsOf(options)
  return Layer.fromBuildMemo((memoMap, scope) =>
    Effect.flatMap(Layer.buildWithMemoMap(layer, memoMap, scope), (context) => {
      const missing = settings.only?.find((method) => !hasMethod(context, method))
      if (missing !== undefined) return Effect.die(outOfRange("only", missing, "methods of the layer's services"))
      const services = new Map<string, unknown>()
      for (const [key, service] of context.mapUnsafe) {
        services.set(key, withFaults(service, injector(key, settings)))
      }
      return Effect.succeed(Context.makeUnsafe<A>(services))
    })
  )
}

interface Settings {
  readonly die: number
  readonly fail: number
  readonly error: (() => unknown) | undefined
  readonly delay: readonly [min: number, max: number] | undefined
  readonly only: ReadonlyArray<string> | undefined
}

const injector = (service: string, { delay, die, error, fail, only }: Settings): Inject => {
  const calls = new Map<string, number>()
  return (method, effect) => {
    if (only !== undefined && !only.includes(method)) return effect
    return Effect.flatMap(Random.next, (chance) => {
      const call = (calls.get(method) ?? 0) + 1
      calls.set(method, call)
      if (chance >= die + fail) return late(effect, delay)
      if (chance >= die && error !== undefined) return Effect.fail(error())
      return Effect.die(new FaultInjectedError({ service, method, call }))
    })
  }
}

const late = (
  effect: Effect.Effect<unknown, unknown, unknown>,
  delay: Settings["delay"]
): Effect.Effect<unknown, unknown, unknown> => {
  if (delay === undefined) return effect
  const [min, max] = delay
  return Effect.flatMap(Random.next, (chance) => Effect.delay(effect, Duration.millis(min + chance * (max - min))))
}

const hasMethod = (context: Context.Context<never>, method: string): boolean =>
  [...context.mapUnsafe.values()].some(
    (service) => typeof service === "object" && service !== null && method in service
  )

const settingsOf = ({ delay, die = 0, fail = 0, only }: FaultOptions): Settings => {
  const { error, probability } = typeof fail === "number" ? { error: undefined, probability: fail } : fail
  const failing = typeof fail === "number" ? "fail" : "fail.probability"
  for (const [option, value] of [[failing, probability] as const, ["die", die] as const]) {
    if (!(value >= 0 && value <= 1)) throw outOfRange(option, value, "a probability from 0 to 1")
  }
  if (die + probability > 1) throw outOfRange(`${failing} + die`, die + probability, "a probability from 0 to 1")
  if (error !== undefined && typeof error !== "function") throw outOfRange("fail.error", error, "a function")
  if (only?.length === 0) throw outOfRange("only.length", 0, "1 or more")
  return { die, fail: probability, error, only, delay: delay === undefined ? undefined : spanOf(delay) }
}

const spanOf = ([from, to]: readonly [Duration.Input, Duration.Input]): readonly [number, number] => {
  const [min, max] = [millis("delay[0]", from), millis("delay[1]", to)]
  if (max < min) throw outOfRange("delay[1]", show(to), `a duration not shorter than delay[0], ${String(show(from))}`)
  return [min, max]
}

const millis = (option: string, value: Duration.Input): number => {
  const duration = Duration.fromInput(value)
  const count = duration._tag === "Some" ? Duration.toMillis(duration.value) : Number.NaN
  // `Duration` reads NaN as 0.
  const isNumber = typeof value !== "number" || value >= 0
  if (isNumber && count >= 0 && count < Number.POSITIVE_INFINITY) return count
  throw outOfRange(option, show(value), "a finite duration of 0 or more")
}

const show = (value: Duration.Input): unknown => (typeof value === "object" ? JSON.stringify(value) : value)

const outOfRange = (option: string, value: unknown, allowed: string) =>
  new ExploreOptionError({ where: "Explore.faults", option, value, allowed })
