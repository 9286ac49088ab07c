/**
 * Every link of the built site, whoever wrote it, leads to a page and an anchor that exist, and nothing is loaded from
 * another host.
 *
 * Run: node scripts/check-links.ts
 */
import { globSync, readFileSync } from "node:fs"
import { join } from "node:path"
import { dist } from "./places.ts"
import { anchorsOf, deadLinks, foreignLoads, linksOf, type Page, urlOf } from "./links.ts"

/** The faults found, one line each, and how many links were looked at. */
export const checkLinks = (folder: string): { readonly faults: ReadonlyArray<string>; readonly links: number } => {
  const files = globSync("**/*", { cwd: folder, withFileTypes: false }).map((file) => file.replaceAll("\\", "/"))
  const pages = files
    .filter((file) => file.endsWith(".html"))
    .map((file): Page => {
      const html = readFileSync(join(folder, file), "utf8")
      return { url: urlOf(file), links: linksOf(html), anchors: anchorsOf(html), foreign: foreignLoads(html) }
    })
  const assets = new Set(files.map((file) => `/${file}`))
  const styles = files
    .filter((file) => file.endsWith(".css"))
    .flatMap((file) => {
      const foreign = /url\(["']?(https?:)?\/\/[^)]*\)|@import\s+["'](https?:)?\/\//.exec(
        readFileSync(join(folder, file), "utf8")
      )
      return foreign === null ? [] : [`${file} loads ${foreign[0]}`]
    })
  const loads = pages.flatMap(({ foreign, url }) => foreign.map((target) => `${url} loads ${target}`))
  return {
    faults: [...deadLinks(pages, assets), ...loads, ...styles],
    links: pages.reduce((sum, page) => sum + page.links.length, 0)
  }
}

if (import.meta.main) {
  const { faults, links } = checkLinks(dist)
  for (const fault of faults) console.error(`links: ${fault}`)
  console.log(`links: ${links} checked, ${faults.length} dead`)
  process.exitCode = faults.length === 0 ? 0 : 1
}
