import { existsSync, globSync, readFileSync } from "node:fs"
import { dirname, join } from "node:path"
import { assert, describe, it } from "vitest"
import { examplesOf } from "../workspace/examples.ts"
import { packagesOf, root } from "../workspace/packages.ts"

const json = (path: string) => JSON.parse(readFileSync(join(root, path), "utf8"))

describe("the workspace", () => {
  it("builds every project: each tsconfig of a package, bench or example is a reference of tsconfig.json", () => {
    const patterns = ["{packages,examples}/*/tsconfig*.json", "packages/*/bench/tsconfig.json", "scripts/tsconfig.json"]
    const projects = patterns.flatMap((pattern) => globSync(pattern, { cwd: root }))
    const references: ReadonlyArray<{ readonly path: string }> = json("tsconfig.json").references

    const built = references.map(({ path }) => (path.endsWith(".json") ? path : `${path}/tsconfig.json`))

    assert.deepStrictEqual(built.toSorted(), projects.toSorted())
  })

  it("compiles the tests and types of every folder that has any", () => {
    const tested = globSync("packages/*/test", { cwd: root }).map((folder) =>
      join(dirname(folder), "tsconfig.test.json")
    )
    const rest = globSync(["packages/*/bench/package.json", "examples/*/package.json"], { cwd: root })
    const wanted = [...tested, ...rest.map((file) => join(dirname(file), "tsconfig.json"))]

    assert.deepStrictEqual(
      wanted.filter((project) => !existsSync(join(root, project))),
      []
    )
  })

  it("lets the docs import every package: each is a devDependency of the root", () => {
    const manifest = json("package.json")

    for (const { name } of packagesOf(root)) assert.strictEqual(manifest.devDependencies[name], "workspace:*", name)
  })

  it("runs every bench: each has the scripts bench and smoke", () => {
    for (const file of globSync("packages/*/bench/package.json", { cwd: root })) {
      assert.includeMembers(Object.keys(json(file).scripts ?? {}), ["bench", "smoke"], file)
    }
  })

  it("publishes every package alike", () => {
    for (const { manifest, path } of packagesOf(root)) {
      const { license, sideEffects, type } = json(`${path}/package.json`)
      assert.deepStrictEqual(
        { license, sideEffects, type },
        { license: "MIT", sideEffects: false, type: "module" },
        path
      )
      for (const [subpath, target] of Object.entries(manifest.exports ?? {})) {
        if (typeof target === "string") continue
        assert.deepStrictEqual(Object.keys(target), ["@heddle/source", "types", "default"], `${path} ${subpath}`)
        assert.isTrue(existsSync(join(root, path, target["@heddle/source"] ?? "")), `${path} ${subpath}`)
      }
    }
  })

  it("runs `start` on an example that exists", () => {
    assert.include(json("package.json").scripts.start, "examples/find-duplicates/main.ts")
    assert.include(examplesOf(root), "find-duplicates")
  })

  it("names no registry in the lockfile", () => {
    assert.notMatch(readFileSync(join(root, "pnpm-lock.yaml"), "utf8"), /https?:\/\/|tarball:/)
  })
})
