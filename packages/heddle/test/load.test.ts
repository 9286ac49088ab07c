import { spawnSync } from "node:child_process"
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { fileURLToPath } from "node:url"
import { afterAll, assert, beforeAll, describe, it } from "vitest"

const bin = fileURLToPath(new URL("../bin/heddle.js", import.meta.url))
let project = ""

const install = (packageName: string, exports: Record<string, string>, source = "") => {
  const folder = join(project, "node_modules", packageName)
  mkdirSync(folder, { recursive: true })
  writeFileSync(join(folder, "package.json"), JSON.stringify({ name: packageName, type: "module", exports }))
  writeFileSync(join(folder, "heddle.js"), source)
}

const heddle = (...args: ReadonlyArray<string>) =>
  spawnSync(process.execPath, [bin, ...args], { cwd: project, encoding: "utf8" })

beforeAll(() => {
  project = mkdtempSync(join(tmpdir(), "heddle-command-"))
})

afterAll(() => rmSync(project, { recursive: true }))

describe("bin/heddle.js", () => {
  it("runs the subcommand of a package installed in the project it is run in", () => {
    install(
      "@heddle/check",
      { "./heddle": "./heddle.js" },
      `export const run = async (args) => { console.log("checked", ...args); return 3 }`
    )

    const { status, stdout } = heddle("check", "src", "--all")

    assert.deepStrictEqual({ status, stdout }, { status: 3, stdout: "checked src --all\n" })
  })

  it("blames an installed package whose version provides no subcommand", () => {
    install("@heddle/check", { ".": "./heddle.js" })

    const { status, stderr } = heddle("check")

    assert.strictEqual(status, 70)
    assert.include(stderr, `@heddle/check/heddle exports no function "run"`)
  })

  it("ends with 1 when the package is installed nowhere", () => {
    const { status, stderr } = heddle("top")

    assert.strictEqual(status, 1)
    assert.include(stderr, "@heddle/inspector is not installed")
  })

  it("prints everything through a pipe before it ends", () => {
    install(
      "@heddle/check",
      { "./heddle": "./heddle.js" },
      `export const run = async () => { process.stdout.write("x".repeat(300_000)); return 0 }`
    )

    assert.strictEqual(heddle("check").stdout.length, 300_000)
  })
})
