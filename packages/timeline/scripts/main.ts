/** Writes the script that `toHtml` puts into its pages, from the sources of the view. */
import { writeFileSync } from "node:fs"
import { gzipSync } from "node:zlib"
import { bundle, target } from "./bundle.ts"

const module = await bundle()
writeFileSync(target, module)
console.log(`${target}: ${module.length} bytes, ${gzipSync(module).length} gzip`)
