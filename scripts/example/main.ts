/**
 * `pnpm example NAME [arguments]`: runs `examples/NAME/main.ts` in this very process, so that a signal meant for the
 * example reaches it and nothing stands between it and the terminal.
 */
import { join } from "node:path"
import { pathToFileURL } from "node:url"
import { examplesOf } from "../workspace/examples.ts"
import { root } from "../workspace/packages.ts"

const [name, ...args] = process.argv.slice(2)
const known = examplesOf(root)

if (name !== undefined && known.includes(name)) {
  const main = join(root, "examples", name, "main.ts")
  process.argv = [process.argv0, main, ...args]
  await import(pathToFileURL(main).href)
} else {
  const problem = name === undefined ? "Name the example to run" : `There is no example "${name}"`
  console.error(`${problem}: npx -y pnpm@12 example NAME [arguments]\n`)
  console.error(
    known.length === 0 ? "There are no examples yet." : `Examples:\n${known.map((n) => `  ${n}\n`).join("")}`
  )
  process.exitCode = 2
}
