/** The syntax tree of a TypeScript file, and a walk over it that does not care what the nodes are. */
import { parseSync, type Comment } from "oxc-parser"

/** A node of an ESTree with TypeScript: a type, a span in the text, and children under any key. */
export interface Node {
  readonly type: string
  readonly start: number
  readonly end: number
  readonly [key: string]: unknown
}

export interface Tree {
  readonly program: Node
  readonly comments: ReadonlyArray<Comment>
}

/** Throws an error that names `file` and what the parser refused. */
export const parse = (file: string, text: string): Tree => {
  const { comments, errors, program } = parseSync(file, text)
  const [error] = errors
  if (error !== undefined) throw new Error(`${file} cannot be parsed: ${error.message}\n${error.codeframe ?? ""}`)
  return { program: program as unknown as Node, comments }
}

/** Visits `node` and everything under it, parents first; a visitor that returns `false` keeps the walk out of a node. */
export const walk = (node: Node, visit: (node: Node) => boolean | void): void => {
  if (visit(node) === false) return
  for (const value of Object.values(node)) {
    for (const child of Array.isArray(value) ? value : [value]) if (isNode(child)) walk(child, visit)
  }
}

export const isNode = (value: unknown): value is Node =>
  typeof value === "object" && value !== null && "type" in value && typeof value.type === "string" && "start" in value

/** The line, counted from 1, that `offset` is on. */
export const lineAt = (text: string, offset: number): number => text.slice(0, offset).split("\n").length
