/**
 * Builds the whole site into docs/dist, without a network: takes in the last reports, builds the pages, checks the links.
 *
 * Run: npx -y pnpm@12 -C docs build
 */
import { checkLinks } from "./check-links.ts"
import { conformance } from "./conformance.ts"
import { dist, docs } from "./places.ts"
import { size } from "./size.ts"

process.env["ASTRO_TELEMETRY_DISABLED"] = "1"

export const build = async (): Promise<void> => {
  const found = [...conformance(), ...size()]
  const astro = await import("astro")
  await astro.build({ root: docs, logLevel: "error" })
  const { faults, links } = checkLinks(dist)
  for (const fault of faults) console.error(`links: ${fault}`)
  for (const line of [...found, `links: ${links} checked, ${faults.length} dead`, "site: built in docs/dist"])
    console.log(line)
  if (faults.length > 0) throw new Error(`${faults.length} dead links`)
}

if (import.meta.main) {
  try {
    await build()
  } catch (error) {
    console.error(error instanceof Error ? error.message : error)
    process.exitCode = 1
  }
}
