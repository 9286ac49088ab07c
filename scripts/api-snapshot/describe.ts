/** The public API of one entry point, as text: every name that can be imported, with its declaration. */
import { readFileSync } from "node:fs"
import { dirname, join, relative } from "node:path"
import { read, type Module, type Origin } from "./module.ts"

/** A name, in the declaration file that declares it. */
interface Place {
  readonly file: string
  readonly name: string
}

/** Where an exported name ends up: a declaration, a namespace of a module, or another package. */
type Target = { readonly declared: Place } | { readonly namespace: string } | { readonly external: string }

/**
 * Describes what `entry`, an emitted `.d.ts` file, exports: names in order, a namespace's names indented under it; then
 * the declarations that those mention and that cannot be imported, because a change to them changes the API as well.
 */
export const describe = (entry: string): string => {
  const modules = new Map<string, Module>()
  const load = (file: string): Module => {
    const module = modules.get(file) ?? read(file, readFileSync(file, "utf8"))
    modules.set(file, module)
    return module
  }
  const shown = new Set<string>()
  const queue: Array<Place> = []

  const showAt = (place: Place, depth: number): ReadonlyArray<string> => {
    shown.add(keyOf(place))
    queue.push(place)
    const module = load(place.file)
    return (module.declarations.get(place.name) ?? []).map((statement) => indent(module.textOf(statement), depth))
  }

  const showModule = (file: string, depth: number): ReadonlyArray<string> => {
    const names = [...exportsOf(file, load)].toSorted(([a], [b]) => (a < b ? -1 : 1))
    return names.flatMap(([name, target]) => {
      if ("external" in target) return [indent(`${name} from ${target.external}`, depth)]
      if ("namespace" in target) {
        return [indent(`namespace ${name}`, depth), ...showModule(target.namespace, depth + 1)]
      }
      const alias = target.declared.name === name ? [] : [indent(`${name} is ${target.declared.name}:`, depth)]
      return [...alias, ...showAt(target.declared, depth)]
    })
  }

  const importable = showModule(entry, 0)
  const mentioned = new Map<string, Array<string>>()
  for (let place = queue.shift(); place !== undefined; place = queue.shift()) {
    for (const next of mentionedBy(place, load)) {
      if (shown.has(keyOf(next))) continue
      const file = relative(dirname(entry), next.file)
      mentioned.set(file, [...(mentioned.get(file) ?? []), showAt(next, 1).join("\n")])
    }
  }
  const rest = [...mentioned]
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .flatMap(([file, texts]) => [`${file}:`, ...texts.toSorted()])
  if (rest.length > 0) rest.unshift("", "mentioned above, cannot be imported:")
  return [...importable, ...rest].map((line) => `${line}\n`).join("")
}

type Load = (file: string) => Module

const exportsOf = (file: string, load: Load): ReadonlyMap<string, Target> => {
  const { exportedWhole, exports } = load(file)
  const targets = new Map<string, Target>()
  for (const specifier of exportedWhole) {
    const next = fileOf(specifier, file)
    if (next === undefined) targets.set(`* of ${specifier}`, { external: specifier })
    else for (const [name, target] of exportsOf(next, load)) if (name !== "default") targets.set(name, target)
  }
  for (const [name, origin] of exports) {
    const target = typeof origin === "string" ? { declared: { file, name: origin } } : follow(origin, file, load)
    if (target !== undefined) targets.set(name, target)
  }
  return targets
}

const follow = ({ name, specifier }: Origin, from: string, load: Load): Target | undefined => {
  const file = fileOf(specifier, from)
  if (file === undefined) return { external: `${specifier}#${name}` }
  return name === "*" ? { namespace: file } : exportsOf(file, load).get(name)
}

/** What a declaration mentions of its own file or of its neighbours. */
const mentionedBy = (place: Place, load: Load): ReadonlyArray<Place> => {
  const module = load(place.file)
  const statements = module.declarations.get(place.name) ?? []
  return statements.flatMap(module.mentionsOf).flatMap((mention) => {
    if (typeof mention === "string" && module.declarations.has(mention)) return [{ file: place.file, name: mention }]
    const origin = typeof mention === "string" ? module.imports.get(mention) : mention
    const target = origin === undefined || origin.name === "*" ? undefined : follow(origin, place.file, load)
    return target !== undefined && "declared" in target ? [target.declared] : []
  })
}

const fileOf = (specifier: string, from: string): string | undefined =>
  specifier.startsWith(".") ? join(dirname(from), specifier.replace(/\.(m?)[jt]s$/, ".d.$1ts")) : undefined

const keyOf = ({ file, name }: Place): string => `${file}#${name}`

const indent = (text: string, depth: number): string => text.replaceAll(/^/gm, "  ".repeat(depth))
