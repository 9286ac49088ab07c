/** Elements of Preact as markup: enough for components without state, which is all that a written page has. */
import { type ComponentChildren, Fragment, isValidElement, type VNode } from "preact"

const escapes: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;"
}

/** Text that stays text between tags and inside quoted attributes. */
export const escaped = (text: string): string => text.replaceAll(/[&<>"']/g, (sign) => escapes[sign] ?? sign)

export const renderToString = (children: ComponentChildren): string => {
  if (Array.isArray(children)) return children.map((child: ComponentChildren) => renderToString(child)).join("")
  if (isValidElement(children)) return renderElement(children)
  return typeof children === "string" || typeof children === "number" ? escaped(String(children)) : ""
}

const renderElement = ({ props, type }: VNode): string => {
  const { children, ...attributes } = props as Readonly<Record<string, unknown>> & { children?: ComponentChildren }
  if (type === Fragment) return renderToString(children)
  if (typeof type === "function") {
    const component = type as (props: unknown) => ComponentChildren
    return renderToString(component(props))
  }
  return `<${type}${Object.entries(attributes).map(attribute).join("")}>${renderToString(children)}</${type}>`
}

const attribute = ([name, value]: readonly [string, unknown]): string =>
  typeof value === "string" || typeof value === "number"
    ? ` ${name === "tabIndex" ? "tabindex" : name}="${escaped(String(value))}"`
    : ""
