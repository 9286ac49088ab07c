import { spawnSync } from "node:child_process"
import { join } from "node:path"
import { assert, describe, it } from "vitest"
import { root } from "../workspace/packages.ts"
import { folderWith } from "./folder.ts"

const node = (cwd: string, ...args: ReadonlyArray<string>) =>
  spawnSync(process.execPath, args, { cwd, encoding: "utf8" })

describe(".ci/count.mjs", () => {
  const count = (report: object) => {
    const folder = folderWith({ "tests.json": JSON.stringify(report) })
    return node(folder, join(root, ".ci/count.mjs"), "tests.json").stdout
  }

  it("counts tests, and a file that could not be loaded as a failed one", () => {
    const [passed, failed] = [{ status: "passed" }, { status: "failed" }]
    const report = {
      testResults: [
        { status: "passed", assertionResults: [passed, passed] },
        { status: "failed", assertionResults: [passed, failed] },
        { status: "failed", assertionResults: [] }
      ]
    }

    assert.strictEqual(count(report), "3 passed, 2 failed\n")
  })

  it("counts nothing when there is no report", () => {
    assert.strictEqual(node(root, join(root, ".ci/count.mjs"), "no-such-report.json").stdout, "0 passed, 0 failed\n")
  })
})

describe("tsc -b", () => {
  const build = (line: string) => {
    const folder = folderWith({
      "package.json": `{ "type": "module" }`,
      "tsconfig.json": `{ "files": [], "references": [{ "path": "tsconfig.test.json" }] }`,
      "tsconfig.test.json": JSON.stringify({
        extends: join(root, "tsconfig.base.json"),
        compilerOptions: { noEmit: true, tsBuildInfoFile: "test.tsbuildinfo" },
        include: ["test"]
      }),
      "test/a.types.ts": `export const text: string = "text"\n${line}\n`
    })
    return node(folder, join(root, "node_modules/typescript/bin/tsc"), "-b", "--pretty", "false")
  }

  it("passes a type test that holds", () => {
    assert.deepStrictEqual(build("export const same: string = text").status, 0)
  })

  it("fails on a wrong type in a test", () => {
    const { status, stdout } = build("export const other: number = text")

    assert.notStrictEqual(status, 0)
    assert.include(stdout, "test/a.types.ts(2,14): error TS2322")
  })

  it("fails on an expected error that does not come", () => {
    const { status, stdout } = build("// @ts-expect-error\nexport const same: string = text")

    assert.notStrictEqual(status, 0)
    assert.include(stdout, "error TS2578")
  })
})
