/** Bundles the script of written pages: everything in one text, for any browser since 2023. */
import { createHash } from "node:crypto"
import { join } from "node:path"
import { build } from "esbuild"

/** Where the bundle is kept, so that pages can be written from sources that nobody has built. */
export const target = join(import.meta.dirname, "../src/view/bundle.generated.ts")

/** The module at `target` as it should be. */
export const bundle = async (): Promise<string> => {
  const { outputFiles } = await build({
    entryPoints: [join(import.meta.dirname, "../src/view/page.ts")],
    bundle: true,
    minify: true,
    write: false,
    format: "iife",
    target: "es2023",
    legalComments: "none"
  })
  const script = (outputFiles[0]?.text ?? "").trim()
  const hash = createHash("sha256").update(script).digest("base64")
  const literal = script.replaceAll(/[`\\]|\$\{/g, (sign) => `\\${sign}`)
  return `/** The script of written pages. Made by \`pnpm run bundle\` in this package; a test fails when it is out of date. */
export const script: string = \`${literal}\`

/** Its SHA-256 in base64, as a content security policy names it. */
export const scriptHash: string = "${hash}"
`
}
