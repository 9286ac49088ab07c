import { assert, describe, it } from "vitest"
import { checkLayers } from "../check-layers/check.ts"
import { cyclesIn } from "../check-layers/cycles.ts"
import { table as realTable, type Table } from "../check-layers/table.ts"
import { folderWith } from "./folder.ts"

const table: Table = {
  low: { imports: ["effect"], platform: "any" },
  high: { imports: ["effect", "low"], importsUnder: { "src/vitest": ["vitest"] }, platform: "node" }
}

const dependencies = { effect: "1", low: "1", vitest: "1" }
const check = (high: Record<string, string>, low: Record<string, string> = {}, manifest: object = { dependencies }) => {
  const place = (name: string, files: Record<string, string>) =>
    Object.fromEntries(Object.entries(files).map(([path, text]) => [`packages/${name}/${path}`, text]))
  return checkLayers(
    folderWith({
      "packages/low/package.json": JSON.stringify({ name: "low", dependencies: { effect: "1" } }),
      "packages/high/package.json": JSON.stringify({ name: "high", ...manifest }),
      ...place("low", low),
      ...place("high", high)
    }),
    table
  )
}

describe("check-layers", () => {
  it("accepts imports that the table grants, by path, by name and by subpath", () => {
    const report = check({
      "src/index.ts": `import { a } from "./a.ts"\nexport * from "low/sub"\nimport type { B } from "effect/B"\n`,
      "src/vitest/index.ts": `import { it } from "vitest"\nimport "node:fs"\n`
    })

    assert.deepStrictEqual(report, { problems: [], packages: 2, sources: 2, imports: 5 })
  })

  it.for([
    ["a static import", `import { x } from "high"`],
    ["a type import", `import type { X } from "high"`],
    ["an import in a type", `export type X = import("high").X`],
    ["a dynamic import", `export const x = () => import("high")`],
    ["a dynamic import by template", "export const x = () => import(`high`)"],
    ["a re-export of all", `export * from "high"`],
    ["a re-export of some", `export { x } from "high/sub"`],
    ["a required module", `import x = require("high")`],
    ["an augmented module", `declare module "high" { interface X {} }`],
    ["a reference", `/// <reference types="high" />`]
  ] as const)("refuses %s of a package above", ([, line]) => {
    const { problems } = check({}, { "src/a.ts": `// first line\n${line}\n` })

    assert.lengthOf(
      problems.filter((problem) => problem.startsWith("packages/low/src/a.ts:2: ")),
      1
    )
    assert.match(problems[0] ?? "", /:2: .*high.*\n/)
    assert.include(problems[0], "low may import effect here, not high")
  })

  it("keeps a package for one folder out of the others", () => {
    const { problems } = check({ "src/index.ts": `import { it } from "vitest"` })

    assert.deepStrictEqual(problems, [
      `packages/high/src/index.ts:1: import { it } from "vitest"\n  high may import effect, low here, not vitest`
    ])
  })

  it("refuses Node's own modules in a package for any platform", () => {
    const { problems } = check({}, { "src/a.ts": `import { readFile } from "node:fs"` })

    assert.include(problems[0], "Node's own modules are out of its reach")
  })

  it("refuses an import by path that leaves the sources", () => {
    const { problems } = check({ "src/a/b.ts": `import "../../../low/src/index.ts"` })

    assert.include(problems[0], "an import by path stays inside packages/high/src")
  })

  it("refuses a computed import", () => {
    const { problems } = check({ "src/a.ts": `export const load = (name: string) => import(name)` })

    assert.include(problems[0], "high may not import by a computed name")
  })

  it("asks for an imported package in the manifest", () => {
    const { problems } = check({ "src/a.ts": `import "low"` }, {}, { devDependencies: { low: "1" } })

    assert.include(problems[0], "names it in neither dependencies nor peerDependencies")
  })

  it("refuses a dependency that the table does not grant, imported or not", () => {
    const { problems } = check({}, {}, { peerDependencies: { rxjs: "1" } })

    assert.include(problems[0], "packages/high/package.json: depends on rxjs")
  })

  it("refuses a package without a row", () => {
    const folder = folderWith({ "packages/new/package.json": `{ "name": "new" }` })

    assert.include(checkLayers(folder, table).problems[0], `"new" has no row`)
  })

  it("finds packages that need each other in a circle", () => {
    const { problems } = check({ "src/a.ts": `import "low"` }, { "src/a.ts": `import "high"` })

    assert.include(problems.at(-1), "packages need each other in a circle: high -> low -> high")
  })

  it("tells every circle once", () => {
    const edges = new Map([
      ["a", new Set(["b"])],
      ["b", new Set(["c", "unknown"])],
      ["c", new Set(["a"])],
      ["d", new Set(["a"])]
    ])

    assert.deepStrictEqual(cyclesIn(edges), [["a", "b", "c", "a"]])
  })

  it("has a table without circles", () => {
    assert.deepStrictEqual(checkLayers(folderWith({}), realTable).problems, [])
  })
})
