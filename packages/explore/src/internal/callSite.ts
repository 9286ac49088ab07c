/** Where the program's own code stands on the stack. */
import { relative } from "node:path"
import { fileURLToPath } from "node:url"

const notTheirs = [/[\\/]explore[\\/](src|dist)[\\/]/, /[\\/]node_modules[\\/]/, /^node:/, /^<anonymous>$/]

/**
 * The innermost place that is neither Explore's nor a dependency's, as `file:line` from the working directory; undefined
 * when there is none among the innermost frames. `innermost`: only the caller itself counts.
 */
export const callSite = (innermost = false): string | undefined => {
  const limit = Error.stackTraceLimit
  Error.stackTraceLimit = 7
  const stack = new Error().stack ?? ""
  Error.stackTraceLimit = limit
  for (const line of stack.split("\n").slice(3)) {
    const [, file, row] = /\(?((?:file:\/\/|\/|[A-Za-z]:)[^()]*?):(\d+):\d+\)?$/.exec(line) ?? []
    if (file !== undefined && !notTheirs.some((pattern) => pattern.test(file))) return `${pathOf(file)}:${row}`
    if (innermost) return undefined
  }
  return undefined
}

const pathOf = (file: string): string =>
  relative(process.cwd(), file.startsWith("file://") ? fileURLToPath(file.replace(/\?.*$/, "")) : file)
