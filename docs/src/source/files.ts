/** The source files that the site shows, so that a page can lead to the code and the tests it speaks of. */
const found = import.meta.glob<string>(
  ["../../../packages/{core,explore}/{src,test}/**/*.ts", "../../../packages/explore/corpus/**/*.ts"],
  {
    query: "?raw",
    import: "default",
    eager: true
  }
)

/** Path from the root of the project to its text. */
export const files: ReadonlyMap<string, string> = new Map(
  Object.entries(found).map(([path, text]) => [path.replace(/^(\.\.\/)+/, ""), text])
)

export const sourceUrl = (file: string): string => `/source/${file}/`

/** The anchor of the line that holds `text`, or nothing when no line does. */
export const anchorOf = (file: string, text: string): string => {
  const line = (files.get(file) ?? "").split("\n").findIndex((one) => one.includes(text))
  return line < 0 ? "" : `#L${line + 1}`
}
