/** Every way one TypeScript module can name another. */
import { isNode, lineAt, parse, walk, type Node } from "./tree.ts"

export interface Import {
  /** `undefined` when the module is named by a computed expression. */
  readonly specifier: string | undefined
  readonly line: number
  /** As it stands in the file, on one line, at most 80 characters. */
  readonly text: string
}

/**
 * The imports of a module, in order: static, dynamic and type imports, re-exports, `import = require()`, `require()`,
 * `declare module "name"` and `/// <reference types="name" />`.
 */
export const importsOf = (file: string, text: string): ReadonlyArray<Import> => {
  const tree = parse(file, text)
  const found: Array<Import & { readonly start: number }> = []
  const add = (specifier: string | undefined, { end, start }: { readonly start: number; readonly end: number }) =>
    found.push({ specifier, start, line: lineAt(text, start), text: abridge(text.slice(start, end)) })

  walk(tree.program, (node) => {
    const named = moduleOf(node)
    if (named !== undefined) add(stringOf(named), node)
  })
  for (const comment of tree.comments) {
    const types = /^\/\s*<reference\s+types="([^"]+)"/.exec(comment.value)?.[1]
    if (types !== undefined) add(types, comment)
  }
  return found.toSorted((a, b) => a.start - b.start).map(({ line, specifier, text }) => ({ specifier, line, text }))
}

const moduleOf = (node: Node): Node | undefined => {
  switch (node.type) {
    case "ImportDeclaration":
    case "ExportAllDeclaration":
    case "ExportNamedDeclaration":
    case "ImportExpression":
    case "TSImportType":
      return isNode(node["source"]) ? node["source"] : undefined
    case "TSExternalModuleReference":
      return isNode(node["expression"]) ? node["expression"] : undefined
    case "TSModuleDeclaration":
      return isNode(node["id"]) && node["id"].type === "Literal" ? node["id"] : undefined
    case "CallExpression":
      return requireArgument(node)
    default:
      return undefined
  }
}

const requireArgument = ({ arguments: values, callee }: Node): Node | undefined => {
  const first: unknown = Array.isArray(values) ? values[0] : undefined
  return isNode(callee) && callee.type === "Identifier" && callee["name"] === "require" && isNode(first)
    ? first
    : undefined
}

const stringOf = (node: Node): string | undefined => {
  if (node.type === "Literal" && typeof node["value"] === "string") return node["value"]
  const quasis = node["quasis"]
  if (node.type !== "TemplateLiteral" || !Array.isArray(quasis) || quasis.length !== 1) return undefined
  const value: { readonly cooked?: string } = quasis[0].value
  return value.cooked
}

const abridge = (text: string): string => {
  const line = text.replaceAll(/\s+/g, " ")
  return line.length <= 80 ? line : `${line.slice(0, 77)}...`
}
