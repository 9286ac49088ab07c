/**
 * The process behind `bin/heddle.js`. The exit code is set, not forced, so that what was printed reaches a pipe.
 *
 * @since 0.1.0
 */
import { readFileSync } from "node:fs"
import { run } from "./command.ts"
import { load } from "./load.ts"

const manifest: { readonly version: string } = JSON.parse(
  readFileSync(new URL("../package.json", import.meta.url), "utf8")
)

process.exitCode = await run(process.argv.slice(2), {
  version: manifest.version,
  stdout: (text) => process.stdout.write(text),
  stderr: (text) => process.stderr.write(text),
  load: (packageName) => load(packageName, process.cwd())
})
