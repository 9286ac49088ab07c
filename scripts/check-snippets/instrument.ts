/**
 * Turns the `// =>` comments of a snippet into checks.
 *
 * - At the end of a statement that is an expression or declares one name: the value must be what the comment says,
 *   every time the statement runs, and it must run.
 * - At the end of a statement that prints (`console.log(...)`, `yield* Console.log(...)`), or on a line of its own: the
 *   next line of standard output. All of them together, in the order written, are the whole output.
 *
 * What a comment says goes on in the comment lines under it that are aligned with its first character (`//    more`).
 */
import { isNode, lineAt, parse, walk, type Node } from "../syntax/tree.ts"

export interface Expectation {
  /** The line in the snippet, counted from 1. */
  readonly line: number
  readonly text: string
}

export interface Instrumented {
  /** The same code on the same lines, with calls of `observe(index, value)`. */
  readonly code: string
  readonly values: ReadonlyArray<Expectation>
  /** The lines the snippet must print; empty when it says nothing about its output. */
  readonly output: ReadonlyArray<Expectation>
}

/** Throws when the snippet cannot be parsed or a `// =>` has nothing to speak about. */
export const instrument = (name: string, code: string, observe: string): Instrumented => {
  const tree = parse(name, code)
  const values: Array<Expectation> = []
  const output: Array<Expectation> = []
  const insertions: Array<{ readonly at: number; readonly text: string }> = []

  for (const [index, comment] of tree.comments.entries()) {
    const first = comment.type === "Line" ? /^ ?=>(.*)$/.exec(comment.value)?.[1] : undefined
    if (first === undefined) continue
    const line = lineAt(code, comment.start)
    const rest: Array<string> = []
    for (const next of tree.comments.slice(index + 1)) {
      const continues = lineAt(code, next.start) === line + rest.length + 1 && next.value.startsWith("    ")
      if (!continues || !startsItsLine(code, next.start)) break
      rest.push(next.value.slice(4).trimEnd())
    }
    const text = [first.replace(/^ /, "").trimEnd(), ...rest].join("\n")
    if (startsItsLine(code, comment.start)) {
      output.push({ line, text })
      continue
    }
    const statement = statementBefore(tree.program, code, comment.start)
    if (statement === undefined) {
      throw new Error(`line ${line}: "// => ${text}" ends no statement and is not on a line of its own`)
    }
    if (prints(statement)) {
      output.push({ line, text })
      continue
    }
    insertions.push(...observation(statement, `${observe}(${values.length}, `, line))
    values.push({ line, text })
  }

  let instrumented = code
  for (const { at, text } of insertions.toSorted((a, b) => b.at - a.at)) {
    instrumented = instrumented.slice(0, at) + text + instrumented.slice(at)
  }
  return { code: instrumented, values, output }
}

const startsItsLine = (code: string, offset: number): boolean =>
  code.slice(code.lastIndexOf("\n", offset - 1) + 1, offset).trim() === ""

/** The innermost expression statement or declaration that ends right before `offset`. */
const statementBefore = (program: Node, code: string, offset: number): Node | undefined => {
  let found: Node | undefined
  walk(program, (node) => {
    if (node.start >= offset) return false
    const speaks = node.type === "ExpressionStatement" || node.type === "VariableDeclaration"
    if (speaks && node.end <= offset && code.slice(node.end, offset).trim() === "") found = node
    return undefined
  })
  return found
}

const prints = (statement: Node): boolean => {
  let node = statement["expression"]
  while (isNode(node) && (node.type === "AwaitExpression" || node.type === "YieldExpression")) node = node["argument"]
  const callee = isNode(node) && node.type === "CallExpression" ? node["callee"] : undefined
  const object = isNode(callee) && callee.type === "MemberExpression" ? callee["object"] : undefined
  return isNode(object) && (object["name"] === "console" || object["name"] === "Console")
}

const observation = (statement: Node, call: string, line: number) => {
  const expression = statement["expression"]
  if (isNode(expression)) {
    return [
      { at: expression.start, text: `${call}(` },
      { at: expression.end, text: "))" }
    ]
  }
  const declared: unknown = Array.isArray(statement["declarations"]) ? statement["declarations"] : []
  const [only, another]: ReadonlyArray<Node | undefined> = Array.isArray(declared) ? declared : []
  const id = only?.["id"]
  if (another !== undefined || !isNode(id) || id.type !== "Identifier") {
    throw new Error(`line ${line}: a declaration that ends in "// =>" declares one name`)
  }
  return [{ at: statement.end, text: `;${call}${String(id["name"])})` }]
}
