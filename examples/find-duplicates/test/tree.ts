/** Trees of files to search, made from plain data, and what is in them found the slow way. */
import * as Effect from "effect/Effect"
import type { Scope } from "effect/Scope"
import * as fc from "fast-check"
import {
  linkSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync
} from "node:fs"
import { tmpdir } from "node:os"
import { dirname, join } from "node:path"

/** A file, or a further name of the place numbered `of` (nothing, if that is no file). */
export type Entry =
  | { readonly kind: "file"; readonly content: Buffer }
  | { readonly kind: "hard link" | "symbolic link"; readonly of: number }

export interface Place {
  readonly folder: string
  readonly entry: Entry
}

/** A new folder, removed when the scope closes. */
export const temporaryFolder: Effect.Effect<string, never, Scope> = Effect.acquireRelease(
  Effect.sync(() => mkdtempSync(join(tmpdir(), "find-duplicates-"))),
  (folder) => Effect.sync(() => rmSync(folder, { recursive: true, force: true }))
)

/** Writes the places below `root`, each named after its number. */
export const write = (root: string, places: ReadonlyArray<Place>): void => {
  const paths = places.map(({ folder }, index) => join(root, folder, `f${index}`))
  for (const path of paths) mkdirSync(dirname(path), { recursive: true })
  for (const [index, { entry }] of places.entries()) {
    if (entry.kind === "file") writeFileSync(paths[index] ?? "", entry.content)
  }
  for (const [index, { entry }] of places.entries()) {
    if (entry.kind === "file" || places[entry.of]?.entry.kind !== "file") continue
    if (entry.kind === "hard link") linkSync(paths[entry.of] ?? "", paths[index] ?? "")
    else symlinkSync(paths[entry.of] ?? "", paths[index] ?? "")
  }
}

/** Trees full of near misses: equal sizes with other content, equal heads with other ends, links, empty files. */
export const places = (): fc.Arbitrary<ReadonlyArray<Place>> => {
  const kind = fc.constantFrom("hard link" as const, "symbolic link" as const)
  const entry = fc.oneof(
    { weight: 6, arbitrary: fc.record({ kind: fc.constant("file" as const), content: contents() }) },
    { weight: 1, arbitrary: fc.record({ kind, of: fc.nat(20) }) }
  )
  const folder = fc.constantFrom(".", "a", "a/b", "c", "c/d/e")
  return fc.array(fc.record({ folder, entry }), { minLength: 1, maxLength: 24 })
}

/** Contents that differ in one byte, at the start, around the end of the head, or at the end. */
const contents = (): fc.Arbitrary<Buffer> =>
  fc
    .record({
      size: fc.constantFrom(0, 1, 100, 4095, 4096, 4097, 9000, 300_000),
      at: fc.constantFrom(0, 4094, 4095, 4096, Number.MAX_SAFE_INTEGER),
      byte: fc.constantFrom(0, 1)
    })
    .map(({ at, byte, size }) => {
      const content = Buffer.alloc(size)
      if (size > 0) content[Math.min(at, size - 1)] = byte
      return content
    })

/** Groups of equal files below `root`, by comparing every file with every other, byte by byte. */
export const comparedByBytes = (root: string): ReadonlyArray<ReadonlyArray<string>> => {
  const files = readdirSync(root, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
  const seen = new Set<number>()
  const groups: Array<{ readonly content: Buffer; readonly paths: Array<string> }> = []
  for (const path of files.toSorted()) {
    const { ino, size } = statSync(path)
    if (size === 0 || seen.has(ino)) continue
    seen.add(ino)
    const content = readFileSync(path)
    const group = groups.find((known) => known.content.equals(content))
    if (group === undefined) groups.push({ content, paths: [path] })
    else group.paths.push(path)
  }
  return groups.map(({ paths }) => paths).filter((paths) => paths.length > 1)
}
