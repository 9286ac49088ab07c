/** The links of a page, and which of them lead nowhere. */

export interface Page {
  /** From the root of the site, with a slash at both ends, or the name of a file. */
  readonly url: string
  readonly links: ReadonlyArray<string>
  readonly anchors: ReadonlySet<string>
  /** What the page loads from another host: scripts, styles, images, frames. */
  readonly foreign: ReadonlyArray<string>
}

export const urlOf = (file: string): string => `/${file}`.replace(/\/index\.html$/, "/")

const attribute = (html: string, pattern: RegExp): ReadonlyArray<string> =>
  Array.from(html.matchAll(pattern), ([, value]) => (value ?? "").replaceAll("&amp;", "&").replaceAll("&#38;", "&"))

export const linksOf = (html: string): ReadonlyArray<string> =>
  attribute(html, /<(?:a|link|use|img|script|source)\b[^>]*?\s(?:href|src)="([^"]*)"/g)

export const anchorsOf = (html: string): ReadonlySet<string> => new Set(attribute(html, /\sid="([^"]+)"/g))

export const foreignLoads = (html: string): ReadonlyArray<string> =>
  attribute(
    html,
    /<(?:script|img|iframe|source|video|audio|link(?![^>]*rel="(?:canonical|alternate)"))\b[^>]*?\s(?:href|src|srcset)="((?:https?:)?\/\/[^"]*)"/g
  )

/** Links to other hosts are not followed: the build needs no network. */
export const deadLinks = (pages: ReadonlyArray<Page>, assets: ReadonlySet<string>): ReadonlyArray<string> => {
  const byUrl = new Map(pages.map((page) => [page.url, page]))
  return pages.flatMap((page) =>
    page.links.flatMap((link) => {
      if (/^(?:[a-z][a-z+.-]*:|\/\/)/i.test(link)) return []
      const { hash, pathname } = new URL(link, `http://site${page.url}`)
      const path = decodeURI(pathname)
      const target = byUrl.get(path)
      if (target === undefined) return assets.has(path) ? [] : [`${page.url} links to ${link}: no such page`]
      const anchor = decodeURIComponent(hash.slice(1))
      return anchor === "" || anchor === "_top" || target.anchors.has(anchor)
        ? []
        : [`${page.url} links to ${link}: no such anchor`]
    })
  )
}
