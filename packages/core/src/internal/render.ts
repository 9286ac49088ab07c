/** The task tree as text: one line a scope or task, the state as a glyph, what it waits for behind it. */
import { render as renderReason } from "../InterruptReason.ts"
import type { ScopeNode, TaskNode, Tree } from "../TaskTree.ts"
import { label } from "./dump.ts"

interface Glyphs {
  readonly scope: string
  readonly running: string
  readonly waiting: string
  readonly daemon: string
  readonly interrupting: string
  readonly branch: string
  readonly last: string
  readonly line: string
}

const unicode: Glyphs = {
  scope: "◊",
  running: "●",
  waiting: "○",
  daemon: "◆",
  interrupting: "■",
  branch: "├─ ",
  last: "└─ ",
  line: "│  "
}

const plain: Glyphs = {
  scope: "+",
  running: "*",
  waiting: "o",
  daemon: "~",
  interrupting: "#",
  branch: "|- ",
  last: "`- ",
  line: "|  "
}

type Node = { readonly scope: ScopeNode } | { readonly task: TaskNode }

interface Item {
  readonly node: Node
  readonly lead: string
  readonly rest: string
}

export const renderTree = (tree: Tree, options?: { readonly ascii?: boolean | undefined }): string => {
  const glyphs = options?.ascii === true ? plain : unicode
  if (tree.scopes.length === 0) return "no scope is open"
  const lines: Array<string> = []
  // The next to be printed is last: a list instead of recursion, because scopes nest deeply.
  const items: Array<Item> = tree.scopes.toReversed().map((scope) => ({ node: { scope }, lead: "", rest: "" }))
  for (let item = items.pop(); item !== undefined; item = items.pop()) {
    const { lead, node, rest } = item
    lines.push(lead + ("scope" in node ? scopeLine(node.scope, tree.at, glyphs) : taskLine(node.task, glyphs)))
    const children = childrenOf(node)
    for (let index = children.length - 1; index >= 0; index--) {
      const isLast = index === children.length - 1
      items.push({
        node: children[index]!,
        lead: rest + (isLast ? glyphs.last : glyphs.branch),
        rest: rest + (isLast ? "   " : glyphs.line)
      })
    }
  }
  return lines.join("\n")
}

const childrenOf = (node: Node): ReadonlyArray<Node> => {
  if ("task" in node) return node.task.scopes.map((scope) => ({ scope }))
  const { body, scopes, tasks } = node.scope
  return [...(body === undefined ? [] : [body]), ...tasks]
    .map((task): Node => ({ task }))
    .concat(scopes.map((scope) => ({ scope })))
}

const scopeLine = (scope: ScopeNode, now: number, glyphs: Glyphs): string => {
  const parts = [scope.state, span(scope.age)]
  if (scope.reason !== undefined) parts.push(renderReason(scope.reason))
  if (scope.deadline !== undefined && scope.deadline !== Infinity) {
    parts.push(
      scope.deadline > now ? `deadline in ${span(scope.deadline - now)}` : `deadline ${span(now - scope.deadline)} ago`
    )
  }
  if (scope.limit !== undefined) {
    const { max, running, waiting } = scope.limit
    parts.push(`${running} of ${max} slots${waiting === 0 ? "" : `, ${waiting} waiting`}`)
  }
  return `${glyphs.scope} ${scope.name}  ${parts.join(", ")}`
}

const taskLine = (task: TaskNode, glyphs: Glyphs): string => {
  const parts = [span(task.age)]
  if (task.kind === "daemon") parts.push("daemon")
  if (task.state === "interrupting") parts.push("is being interrupted")
  if (task.span !== undefined && task.span !== task.name) parts.push(`in ${task.span}`)
  for (const { heldBy, kind, name } of task.waitsFor) {
    if (kind === "scope") continue
    parts.push(
      `waits for ${kind === "slot" ? "a slot of" : kind} ${name}${heldBy.length === 0 ? "" : `, held by ${heldBy.join(" and ")}`}`
    )
  }
  return `${glyphOf(task, glyphs)} ${task.kind === "body" ? "body" : label(task)}  ${parts.join(", ")}`
}

const glyphOf = (task: TaskNode, glyphs: Glyphs): string => {
  if (task.state === "interrupting") return glyphs.interrupting
  if (task.kind === "daemon") return glyphs.daemon
  return task.waitsFor.length > 0 ? glyphs.waiting : glyphs.running
}

const span = (millis: number): string => {
  if (millis < 1000) return `${Math.round(millis)} ms`
  if (millis < 60_000) return `${(millis / 1000).toFixed(1)} s`
  const minutes = Math.floor(millis / 60_000)
  return minutes < 60
    ? `${minutes} min ${Math.floor((millis % 60_000) / 1000)} s`
    : `${Math.floor(minutes / 60)} h ${minutes % 60} min`
}
