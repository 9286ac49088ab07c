import { join } from "node:path"
import { assert, describe, it } from "vitest"
import { difference, snapshotOf } from "../api-snapshot/snapshot.ts"
import { folderWith } from "./folder.ts"

const manifest = { name: "@some/package", version: "0.0.0", exports: { ".": { types: "./dist/index.d.ts" } } }

const snapshot = (
  files: Record<string, string>,
  exports: Record<string, Record<string, string>> = manifest.exports
) => {
  const folder = folderWith(Object.fromEntries(Object.entries(files).map(([path, text]) => [join("dist", path), text])))
  return snapshotOf({ name: manifest.name, folder, path: "packages/package", manifest: { ...manifest, exports } })
}

describe("api-snapshot", () => {
  it("lists every name that can be imported, in order, without comments", () => {
    const text = snapshot({
      "index.d.ts": `export declare const b: number;\n/** Says a. */\nexport interface A {\n    /** Once. */\n    readonly a: 1;\n}\n`
    })

    assert.strictEqual(text, "# @some/package\n\ninterface A {\n    readonly a: 1;\n}\nconst b: number;\n")
  })

  it("shows the names of a namespace under it", () => {
    const text = snapshot({
      "index.d.ts": `export * as Scope from "./Scope.js";\n`,
      "Scope.d.ts": `export declare const run: () => void;\n`
    })

    assert.strictEqual(text, "# @some/package\n\nnamespace Scope\n  const run: () => void;\n")
  })

  it("keeps overloads in the order they are tried in", () => {
    const text = snapshot({
      "index.d.ts": "export declare function f(a: 2): 2;\nexport declare function f(a: 1): 1;\n"
    })

    assert.strictEqual(text, "# @some/package\n\nfunction f(a: 2): 2;\nfunction f(a: 1): 1;\n")
  })

  it("shows of an internal module only what is exported from it again", () => {
    const text = snapshot({
      "index.d.ts": `export { a as first } from "./internal/a.js";\nexport * from "./b.js";\n`,
      "internal/a.d.ts": `export declare const a: 1;\nexport declare const hidden: 2;\n`,
      "b.d.ts": `export declare const b: 3;\n`
    })

    assert.strictEqual(text, "# @some/package\n\nconst b: 3;\nfirst is a:\nconst a: 1;\n")
  })

  it("adds what a declaration mentions and nobody can import", () => {
    const text = snapshot({
      "index.d.ts": `import type { Inner } from "./internal/inner.js";\ndeclare const base: import("./internal/other.js").Other;\nexport declare class A extends base {\n    inner: Inner;\n}\n`,
      "internal/inner.d.ts": `export type Inner = 1;\nexport type Unused = 2;\n`,
      "internal/other.d.ts": `export type Other = 3;\n`
    })

    assert.include(text, "mentioned above, cannot be imported:\nindex.d.ts:\n  const base: import")
    assert.include(text, "internal/inner.d.ts:\n  type Inner = 1;\n")
    assert.include(text, "internal/other.d.ts:\n  type Other = 3;\n")
    assert.notInclude(text, "Unused")
  })

  it("names what comes from another package", () => {
    const text = snapshot({ "index.d.ts": `export * from "effect";\nexport { a } from "other/a";\n` })

    assert.strictEqual(text, "# @some/package\n\n* of effect from effect\na from other/a#a\n")
  })

  it("has a section for each entry point", () => {
    const files = { "index.d.ts": "export type A = 1;\n", "async.d.ts": "export type B = 2;\n" }
    const exports = { ".": { types: "./dist/index.d.ts" }, "./async": { types: "./dist/async.d.ts" } }

    const text = snapshot(files, exports)

    assert.strictEqual(text, "# @some/package\n\ntype A = 1;\n\n# @some/package/async\n\ntype B = 2;\n")
  })

  it("refuses a declaration file that it has no rule for", () => {
    assert.throws(
      () => snapshot({ "index.d.ts": "declare const a: 1;\nexport default a;\n" }),
      /no rule for a statement/
    )
  })

  it("shows a difference with the lines around it", () => {
    assert.strictEqual(difference("a\nb\nc\nd\ne", "a\nb\nc\nD\ne"), "  b\n  c\n- d\n+ D\n  e")
  })
})
