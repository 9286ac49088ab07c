/** Decoders for plain JSON that say what is wrong where. */

/** A value of a timeline is not what it must be. Nothing was read. */
export class TimelineInvalidError extends Error {
  override readonly name = "TimelineInvalidError"
  /** Where, such as `lanes[0].spans[1].to`; empty for the whole. */
  readonly path: string
  readonly value: unknown
  /** What would have been right, in words. */
  readonly allowed: string

  constructor(path: string, value: unknown, allowed: string) {
    super(`${path === "" ? "the timeline" : path} is ${shown(value)}; allowed is ${allowed}`)
    this.path = path
    this.value = value
    this.allowed = allowed
  }
}

/** Gives the value at `path`, or throws a `TimelineInvalidError`. */
export type Decoder<A> = (value: unknown, path: string) => A

export const text: Decoder<string> = (value, path) => {
  if (typeof value !== "string") throw new TimelineInvalidError(path, value, "a string")
  return value
}

export const filled: Decoder<string> = (value, path) => {
  if (typeof value !== "string" || value === "")
    throw new TimelineInvalidError(path, value, "a string that is not empty")
  return value
}

export const flag: Decoder<boolean> = (value, path) => {
  if (typeof value !== "boolean") throw new TimelineInvalidError(path, value, "true or false")
  return value
}

export const time: Decoder<number> = (value, path) => {
  if (typeof value !== "number" || !Number.isFinite(value) || value < 0) {
    throw new TimelineInvalidError(path, value, "a finite number, 0 or more")
  }
  return value
}

export const oneOf =
  <const A extends string | number>(...options: ReadonlyArray<A>): Decoder<A> =>
  (value, path) => {
    const found = options.find((option) => option === value)
    if (found !== undefined) return found
    const list = options.map((option) => JSON.stringify(option)).join(", ")
    throw new TimelineInvalidError(path, value, options.length === 1 ? list : `one of ${list}`)
  }

export const array =
  <A>(item: Decoder<A>): Decoder<ReadonlyArray<A>> =>
  (value, path) => {
    if (!Array.isArray(value)) throw new TimelineInvalidError(path, value, "an array")
    return Array.from(value, (one: unknown, index) => item(one, `${path}[${index}]`))
  }

/** Only in a `record`: the field may be absent. */
export const optional =
  <A>(decoder: Decoder<A>): Decoder<A | undefined> =>
  (value, path) =>
    value === undefined ? undefined : decoder(value, path)

export const record =
  <A extends object>(fields: { readonly [K in keyof A]-?: Decoder<A[K]> }): Decoder<A> =>
  (value, path) => {
    if (typeof value !== "object" || value === null || Array.isArray(value)) {
      throw new TimelineInvalidError(path, value, "an object")
    }
    const at = (key: string) => (path === "" ? key : `${path}.${key}`)
    const given = new Map<string, unknown>(Object.entries(value))
    for (const [key, unknown] of given) {
      if (!Object.hasOwn(fields, key)) {
        throw new TimelineInvalidError(at(key), unknown, `one of the fields ${Object.keys(fields).join(", ")}`)
      }
    }
    const decoded = Object.entries<Decoder<unknown>>(fields)
      .map(([key, decoder]) => [key, decoder(given.get(key), at(key))] as const)
      .filter(([, one]) => one !== undefined)
    return Object.fromEntries(decoded) as A
  }

const shown = (value: unknown): string => {
  if (typeof value === "string") return JSON.stringify(value.length <= 60 ? value : `${value.slice(0, 57)}...`)
  if (Array.isArray(value)) return `an array of ${value.length}`
  if (typeof value === "number" || typeof value === "boolean" || value === null) return String(value)
  return value === undefined ? "missing" : typeof value === "object" ? "an object" : `a ${typeof value}`
}
