/**
 * Serves the site on this machine, building it first when there is none or when something it is made from is newer.
 *
 * Run: npx -y pnpm@12 -C docs run serve [--port 4321]
 */
import { globSync, statSync } from "node:fs"
import { join } from "node:path"
import { parseArgs } from "node:util"
import { build } from "./build.ts"
import { dist, docs, root } from "./places.ts"

const changed = (file: string): number => statSync(file, { throwIfNoEntry: false })?.mtimeMs ?? 0

const newest = (): number => {
  const inDocs = globSync(["src/**/*", "data/*", "public/*", "scripts/*", "*.{ts,json}"], { cwd: docs })
  const inCore = globSync("packages/core/{src,test}/**/*.ts", { cwd: root })
  return Math.max(
    ...inDocs.map((file) => changed(join(docs, file))),
    ...inCore.map((file) => changed(join(root, file)))
  )
}

const { values } = parseArgs({ options: { port: { type: "string", default: "4321" } } })
const port = Number(values.port)
if (!Number.isInteger(port) || port < 1 || port > 65535) {
  console.error(`--port ${values.port}: an integer from 1 to 65535 is needed`)
  process.exit(2)
}

const built = changed(join(dist, "index.html"))
if (built === 0 || built < newest()) await build()

const astro = await import("astro")
const server = await astro.preview({ root: docs, logLevel: "warn", server: { port, host: "127.0.0.1" } })
console.log(`site: http://localhost:${server.port}/  (Ctrl-C stops it)`)
