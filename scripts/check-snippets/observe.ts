/** Runs inside a snippet's process: tells the checker, over file descriptor 3, what a `// =>` line evaluated to. */
import { Formatter } from "effect"
import { writeSync } from "node:fs"
import { inspect } from "node:util"

/** One evaluation of one `// =>` line; any of its forms may be what the comment says. */
export interface Observation {
  readonly index: number
  readonly forms: ReadonlyArray<string>
}

export const observe = <A>(index: number, value: A): A => {
  const observation: Observation = { index, forms: formsOf(value) }
  writeSync(3, `${JSON.stringify(observation)}\n`)
  return value
}

/** As Effect formats it, as Node inspects it, as JSON, and an error by its name and message. */
const formsOf = (value: unknown): ReadonlyArray<string> => {
  const inspected = inspect(value, { depth: Infinity, breakLength: Infinity, maxArrayLength: null, sorted: false })
  const forms = [Formatter.format(value), inspected]
  if (value instanceof Error) forms.unshift(`${value.name}: ${value.message}`)
  else forms.push(asJson(value))
  return forms
}

const asJson = (value: unknown): string => {
  try {
    return JSON.stringify(value) ?? String(value)
  } catch {
    return String(value)
  }
}
