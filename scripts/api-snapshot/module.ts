/** One emitted declaration file: what it declares, imports and exports. */
import { isNode, parse, walk, type Node } from "../syntax/tree.ts"

/** Where an exported or imported name comes from. `*` as a name is the whole module. */
export interface Origin {
  readonly specifier: string
  readonly name: string
}

export interface Module {
  /** The statements that declare a name, in order: overloads and merged declarations are several. */
  readonly declarations: ReadonlyMap<string, ReadonlyArray<Node>>
  readonly imports: ReadonlyMap<string, Origin>
  /** Exported names: declared here under a name, or from elsewhere. */
  readonly exports: ReadonlyMap<string, string | Origin>
  /** Modules whose every name is exported again. */
  readonly exportedWhole: ReadonlyArray<string>
  /** A statement without its comments and without `export` and `declare`. */
  readonly textOf: (statement: Node) => string
  /** The names a statement mentions, and the modules it names by `import("module").name`. */
  readonly mentionsOf: (statement: Node) => ReadonlyArray<string | Origin>
}

export const read = (file: string, text: string): Module => {
  const { comments, program } = parse(file, text)
  const declarations = new Map<string, Array<Node>>()
  const imports = new Map<string, Origin>()
  const exports = new Map<string, string | Origin>()
  const exportedWhole: Array<string> = []

  const declare = (statement: Node, exported: boolean): void => {
    for (const name of namesOf(statement)) {
      declarations.set(name, [...(declarations.get(name) ?? []), statement])
      if (exported) exports.set(name, name)
    }
  }

  for (const statement of nodes(program["body"])) {
    const specifier = isNode(statement["source"]) ? String(statement["source"]["value"]) : undefined
    switch (statement.type) {
      case "ImportDeclaration":
        for (const node of nodes(statement["specifiers"])) {
          imports.set(nameIn(node, "local"), { specifier: specifier ?? "", name: importedName(node) })
        }
        break
      case "ExportAllDeclaration":
        if (isNode(statement["exported"])) {
          exports.set(nameIn(statement, "exported"), { specifier: specifier ?? "", name: "*" })
        } else exportedWhole.push(specifier ?? "")
        break
      case "ExportNamedDeclaration":
        if (isNode(statement["declaration"])) declare(statement["declaration"], true)
        for (const node of nodes(statement["specifiers"])) {
          const local = nameIn(node, "local")
          exports.set(nameIn(node, "exported"), specifier === undefined ? local : { specifier, name: local })
        }
        break
      case "ExpressionStatement":
        break
      default:
        if (namesOf(statement).length === 0)
          throw new Error(`${file}: no rule for a statement of type ${statement.type}`)
        declare(statement, false)
    }
  }
  for (const [exported, local] of exports) {
    const origin = typeof local === "string" && !declarations.has(local) ? imports.get(local) : undefined
    if (origin !== undefined) exports.set(exported, origin)
  }

  const textOf = ({ end, start }: Node): string => {
    let result = ""
    let at = start
    for (const comment of comments.filter((one) => one.start >= start && one.end <= end)) {
      result += text.slice(at, comment.start)
      at = comment.end
    }
    const lines = (result + text.slice(at, end)).split("\n").map((line) => line.trimEnd())
    return lines
      .filter((line) => line !== "")
      .join("\n")
      .replace(/^(export |declare )+/, "")
  }

  return { declarations, imports, exports, exportedWhole, textOf, mentionsOf }
}

const mentionsOf = (statement: Node): ReadonlyArray<string | Origin> => {
  const found: Array<string | Origin> = []
  walk(statement, (node) => {
    if (node.type === "Identifier") found.push(String(node["name"]))
    if (node.type === "TSImportType" && isNode(node["source"])) {
      const qualifier = isNode(node["qualifier"]) ? leftmost(node["qualifier"]) : "*"
      found.push({ specifier: String(node["source"]["value"]), name: qualifier })
    }
  })
  return found
}

const leftmost = (node: Node): string => (isNode(node["left"]) ? leftmost(node["left"]) : String(node["name"]))

const namesOf = (statement: Node): ReadonlyArray<string> => {
  if (statement.type === "VariableDeclaration") {
    return nodes(statement["declarations"]).map((node) => nameIn(node, "id"))
  }
  return isNode(statement["id"]) ? [nameIn(statement, "id")] : []
}

const importedName = (node: Node): string => {
  if (node.type === "ImportNamespaceSpecifier") return "*"
  return node.type === "ImportDefaultSpecifier" ? "default" : nameIn(node, "imported")
}

const nameIn = (node: Node, key: string): string => {
  const child = node[key]
  return isNode(child) ? String(child["name"] ?? child["value"]) : ""
}

const nodes = (value: unknown): ReadonlyArray<Node> => (Array.isArray(value) ? value.filter(isNode) : [])
