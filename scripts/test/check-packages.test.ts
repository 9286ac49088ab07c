import { execFileSync } from "node:child_process"
import { join } from "node:path"
import { assert, describe, it } from "vitest"
import { consumerProblems } from "../check-packages/consumer.ts"
import { contentProblems } from "../check-packages/contents.ts"
import { root, type Manifest, type Package } from "../workspace/packages.ts"
import { folderWith } from "./folder.ts"

const manifest: Manifest = {
  name: "@some/package",
  version: "0.0.0",
  bin: { some: "./bin/some.js" },
  exports: { ".": { types: "./dist/index.d.ts", default: "./dist/index.js" }, "./package.json": "./package.json" }
}
const pack: Package = { name: manifest.name, folder: "", path: "packages/package", manifest }
const paths = ["LICENSE", "README.md", "bin/some.js", "dist/index.d.ts", "dist/index.js", "package.json"]

/** A tarball as `pnpm pack` makes it, with every file in a folder `package`. */
const tarball = (files: Record<string, string>) => {
  const all = { "package.json": JSON.stringify({ ...manifest, type: "module" }), ...files }
  const folder = folderWith(
    Object.fromEntries(Object.entries(all).map(([path, text]) => [join("package", path), text]))
  )
  execFileSync("tar", ["-czf", join(folder, "package.tgz"), "-C", folder, "package"])
  return { pack, file: join(folder, "package.tgz"), paths }
}

const load = (files: Record<string, string>) =>
  consumerProblems([tarball(files)], join(folderWith({}), "consumer"), root)

describe("check-packages", () => {
  describe("contents", () => {
    it("accepts a tarball with all that the manifest promises and nothing else", () => {
      assert.deepStrictEqual(contentProblems({ pack, paths }), [])
    })

    it.for(paths)("asks for %s", (missing) => {
      const problems = contentProblems({ pack, paths: paths.filter((path) => path !== missing) })

      assert.deepStrictEqual(problems, [`packages/package: ${missing} is not in the tarball`])
    })

    it.for(["dist/.tsbuildinfo", "test/a.test.ts", "bench/main.ts", "tsconfig.json"])("keeps %s out", (unwanted) => {
      const problems = contentProblems({ pack, paths: [...paths, unwanted] })

      assert.deepStrictEqual(problems, [`packages/package: ${unwanted} is in the tarball and should not be`])
    })
  })

  describe("consumer", () => {
    it("accepts a package whose entry points load and whose commands answer", () => {
      const files = { "dist/index.js": `import "effect"`, "bin/some.js": `import "../dist/index.js"` }

      assert.deepStrictEqual(load(files), [])
    })

    it("tells which entry point does not load", () => {
      const problems = load({ "dist/index.js": `import "not-a-dependency"`, "bin/some.js": "" })

      assert.lengthOf(problems, 1)
      assert.include(problems[0], `await import("@some/package")" ended with 1`)
      assert.include(problems[0], "not-a-dependency")
    })

    it("lets a package load what it depends on, and nothing else that is installed", () => {
      const depending = (code: string) => {
        const { file, paths } = tarball({ "dist/index.js": code, "bin/some.js": "" })
        const installed = folderWith({ "node_modules/dependency/index.js": "", "node_modules/other/index.js": "" })
        const needs = { ...pack, folder: installed, manifest: { ...manifest, dependencies: { dependency: "1.0.0" } } }
        return consumerProblems([{ pack: needs, file, paths }], join(folderWith({}), "consumer"), root)
      }

      assert.deepStrictEqual(depending(`import "dependency/index.js"`), [])
      assert.lengthOf(depending(`import "other/index.js"`), 1)
    })

    it("tells which command does not answer", () => {
      assert.include(load({ "dist/index.js": "", "bin/some.js": "process.exit(3)" })[0], `--version" ended with 3`)
    })
  })
})
