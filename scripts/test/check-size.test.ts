import { join } from "node:path"
import { gzipSync } from "node:zlib"
import { assert, describe, it } from "vitest"
import { measure } from "../check-size/check.ts"
import { root } from "../workspace/packages.ts"
import { folderWith } from "./folder.ts"

const text = Array.from({ length: 500 }, (_, index) => Math.sin(index).toString(36)).join("")

const sizeOf = async (limit: number, files: Record<string, string>, beside: ReadonlyArray<string> = []) => {
  const entry = join(folderWith(files, join(root, ".reports")), "entry.ts")
  const [size] = await measure([{ name: "entry", entry, beside, limit }])
  return size ?? assert.fail("one limit gives one size")
}

describe("check-size", () => {
  const big = {
    "entry.ts": `import { text } from "./text.ts"\nconsole.log(text)`,
    "text.ts": `export const text = "${text}"`
  }

  it("passes a bundle within its limit and fails one beyond it", async () => {
    const { size } = await sizeOf(1, big)

    assert.strictEqual((await sizeOf(size, big)).passed, true)
    assert.strictEqual((await sizeOf(size - 1, big)).passed, false)
  })

  it("measures what is left of the code, compressed", async () => {
    const { size } = await sizeOf(1, big)

    assert.closeTo(size, gzipSync(`console.log("${text}")`, { level: 9 }).length, 100)
  })

  it("leaves out what nobody uses", async () => {
    const unused = { ...big, "entry.ts": `import { text } from "./text.ts"\nconsole.log("short")` }

    assert.isBelow((await sizeOf(1, unused)).size, 60)
  })

  it("leaves out the packages it stands beside", async () => {
    const effectful = { "entry.ts": `import { Effect } from "effect"\nconsole.log(Effect.runSync(Effect.succeed(1)))` }

    assert.isBelow((await sizeOf(1, effectful, ["effect"])).size, 120)
    assert.isAbove((await sizeOf(1, effectful)).size, 3_000)
  })
})
