/** Holds a workspace against the layer table. */
import { readFileSync } from "node:fs"
import { isBuiltin } from "node:module"
import { join, relative } from "node:path"
import { importsOf, type Import } from "../syntax/imports.ts"
import { packagesOf, sourcesOf, type Package } from "../workspace/packages.ts"
import { cyclesIn } from "./cycles.ts"
import type { Layer, Table } from "./table.ts"

export interface Report {
  readonly problems: ReadonlyArray<string>
  readonly packages: number
  readonly sources: number
  readonly imports: number
}

/** Checks every import in every `src`, the manifests, and that no packages need each other in a circle. */
export const checkLayers = (workspace: string, table: Table): Report => {
  const packages = packagesOf(workspace)
  const problems: Array<string> = []
  const edges = new Map<string, Set<string>>()
  let sources = 0
  let imports = 0
  for (const pack of packages) {
    const needs = new Set(Object.keys(declared(pack)))
    edges.set(pack.name, needs)
    const layer = table[pack.name]
    if (layer === undefined) {
      problems.push(`${pack.path}/package.json: "${pack.name}" has no row in scripts/check-layers/table.ts`)
      continue
    }
    problems.push(...manifestProblems(pack, layer))
    for (const source of sourcesOf(pack)) {
      sources++
      for (const found of importsOf(`${pack.path}/${source}`, readFileSync(join(pack.folder, source), "utf8"))) {
        imports++
        const problem = importProblem(pack, layer, source, found)
        if (problem !== undefined) problems.push(`${pack.path}/${source}:${found.line}: ${found.text}\n  ${problem}`)
        if (found.specifier !== undefined && !isRelative(found.specifier)) needs.add(packageOf(found.specifier))
      }
    }
    needs.delete(pack.name)
  }
  for (const cycle of [...cyclesIn(edges), ...cyclesIn(edgesOf(table))]) {
    problems.push(`packages need each other in a circle: ${cycle.join(" -> ")}`)
  }
  return { problems: [...new Set(problems)], packages: packages.length, sources, imports }
}

const importProblem = (pack: Package, layer: Layer, source: string, { specifier }: Import): string | undefined => {
  if (specifier === undefined) {
    return layer.loads === undefined
      ? `${pack.name} may not import by a computed name; a package that does has "loads" in the table`
      : undefined
  }
  if (isRelative(specifier)) {
    const target = relative(join(pack.folder, "src"), join(pack.folder, source, "..", specifier))
    return target.startsWith("..") && target !== join("..", "package.json")
      ? `an import by path stays inside ${pack.path}/src`
      : undefined
  }
  if (isBuiltin(specifier)) {
    const allowed = layer.platform === "node" || (layer.nodeUnder ?? []).some((place) => source.startsWith(place))
    return allowed ? undefined : `${pack.name} runs on any platform, so Node's own modules are out of its reach`
  }
  const name = packageOf(specifier)
  if (name === pack.name) return `a package imports itself by path, not by its name "${pack.name}"`
  const allowed = allowedIn(layer, source)
  if (!allowed.includes(name)) return `${pack.name} may import ${listed(allowed)} here, not ${name}`
  return name in declared(pack)
    ? undefined
    : `${name} is allowed, but ${pack.path}/package.json names it in neither dependencies nor peerDependencies`
}

const manifestProblems = (pack: Package, layer: Layer): ReadonlyArray<string> => {
  const under = Object.values(layer.importsUnder ?? {}).flat()
  const allowed = [...layer.imports, ...under, ...(layer.loads ?? [])]
  return Object.keys(declared(pack))
    .filter((name) => !allowed.includes(name))
    .map((name) => `${pack.path}/package.json: depends on ${name}\n  ${pack.name} may depend on ${listed(allowed)}`)
}

const allowedIn = (layer: Layer, source: string): ReadonlyArray<string> => [
  ...layer.imports,
  ...Object.entries(layer.importsUnder ?? {}).flatMap(([place, names]) => (source.startsWith(place) ? names : []))
]

const declared = ({ manifest }: Package): Readonly<Record<string, string>> => ({
  ...manifest.dependencies,
  ...manifest.peerDependencies,
  ...manifest.optionalDependencies
})

const edgesOf = (table: Table): ReadonlyMap<string, ReadonlySet<string>> =>
  new Map(
    Object.entries(table).map(([name, layer]) => [
      name,
      new Set([...layer.imports, ...Object.values(layer.importsUnder ?? {}).flat()])
    ])
  )

const isRelative = (specifier: string): boolean => /^\.{1,2}(\/|$)/.test(specifier)

const packageOf = (specifier: string): string =>
  specifier
    .split("/")
    .slice(0, specifier.startsWith("@") ? 2 : 1)
    .join("/")

const listed = (names: ReadonlyArray<string>): string => (names.length === 0 ? "no package" : names.join(", "))
