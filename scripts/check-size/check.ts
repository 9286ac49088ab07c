/** Bundles entry points as an app would, minified, and holds their gzip size against a limit. */
import preset from "@size-limit/preset-small-lib"
import sizeLimit from "size-limit"

export interface Limit {
  readonly name: string
  /** The module to bundle, absolute. */
  readonly entry: string
  /** Packages that the bundle leaves out. */
  readonly beside: ReadonlyArray<string>
  /** Bytes, gzip. Fails above. */
  readonly limit: number
  /** Bytes, gzip. Where it should be; what is missing is printed. */
  readonly goal?: number
}

export interface Size {
  readonly name: string
  /** Bytes, gzip. */
  readonly size: number
  /** Bytes, gzip. */
  readonly limit: number
  /** Bytes, gzip. */
  readonly goal: number | undefined
  readonly passed: boolean
}

export const measure = async (limits: ReadonlyArray<Limit>): Promise<ReadonlyArray<Size>> => {
  const checks = limits.map(({ beside, entry }) => ({ files: [entry], gzip: true, ignore: [...beside] }))
  const results = (await sizeLimit(preset, { checks })) as ReadonlyArray<{ readonly size?: number }>
  return limits.map(({ goal, limit, name }, index) => {
    const size = results[index]?.size
    if (size === undefined || size <= 0) throw new Error(`${name}: the bundle has no size`)
    return { name, size, limit, goal, passed: size <= limit }
  })
}
