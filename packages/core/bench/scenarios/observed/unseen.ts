/**
 * A second copy of @heddle/core that leaves no trace for `TaskTree`: scopes are not listed, nor found on the stack while
 * they start, and tasks do not note when they started. Against it, the price of being visible can be measured in one process.
 */
import { registerHooks } from "node:module"

const mark = "?unseen"

/** What the copy goes without. Each must be found once, or the comparison would be one of a build with itself. */
const traces: ReadonlyArray<{ readonly file: string; readonly trace: RegExp }> = [
  { file: "internal/scope", trace: /starting = scope/ },
  { file: "internal/scope", trace: /starting = below/ },
  { file: "internal/scope", trace: /this\.below = below/ },
  { file: "internal/scope", trace: /this\.list\(\)/ },
  { file: "internal/scope", trace: /this\.host\.scopes\.remove\(this\)/ },
  { file: "internal/scope", trace: /task\.startedAt = this\.stamp\(\)/ }
]

export const loadUnseen = async (): Promise<typeof import("@heddle/core")> => {
  const removed = new Set<RegExp>()
  const hooks = registerHooks({
    resolve: (specifier, context, next) => {
      const resolved = next(specifier, context)
      const isInside = context.parentURL?.endsWith(mark) === true && specifier.startsWith(".")
      return isInside ? { ...resolved, url: resolved.url + mark } : resolved
    },
    load: (url, context, next) => {
      const loaded = next(url, context)
      if (!url.endsWith(mark) || loaded.source == null) return loaded
      let source = typeof loaded.source === "string" ? loaded.source : new TextDecoder().decode(loaded.source)
      for (const { file, trace } of traces) {
        if (!new URL(url).pathname.replace(/\.[jt]s$/, "").endsWith(file) || !trace.test(source)) continue
        removed.add(trace)
        source = source.replace(trace, "void 0")
      }
      return { ...loaded, source }
    }
  })
  const core = (await import(import.meta.resolve("@heddle/core") + mark)) as typeof import("@heddle/core")
  hooks.deregister()
  const missing = traces.filter(({ trace }) => !removed.has(trace))
  if (missing.length > 0) {
    throw new Error(`not found in @heddle/core: ${missing.map(({ file, trace }) => `${trace} in ${file}`).join(", ")}`)
  }
  return core
}
