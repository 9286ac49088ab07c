/** What a page loads, as the size check reports it. */
export interface Bundle {
  readonly name: string
  /** Compressed, in bytes. */
  readonly size: number
  /** The size it may not pass, in bytes. */
  readonly limit?: number
  /** The size it should have, in bytes. */
  readonly goal?: number
  readonly passed?: boolean
}

export const isBundles = (value: unknown): value is ReadonlyArray<Bundle> =>
  Array.isArray(value) &&
  value.every(
    (row: unknown) =>
      typeof row === "object" &&
      row !== null &&
      "name" in row &&
      typeof row.name === "string" &&
      "size" in row &&
      typeof row.size === "number"
  )

/** A kB is 1,000 bytes. */
export const kilobytes = (bytes: number): string => `${(bytes / 1000).toFixed(2)} kB`
