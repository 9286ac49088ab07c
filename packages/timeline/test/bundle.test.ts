import { readFileSync } from "node:fs"
import { gzipSync } from "node:zlib"
import { assert, describe, it } from "vitest"
import { bundle, target } from "../scripts/bundle.ts"
import { script } from "../src/view/bundle.generated.ts"

describe("the bundle of the view", () => {
  it("is what its sources give: if this fails, run `npx -y pnpm@12 -C packages/timeline run bundle`", async () => {
    assert.isTrue(readFileSync(target, "utf8") === (await bundle()), "bundle.generated.ts is out of date")
  })

  it("does not end the element it stands in", () => {
    assert.notMatch(script, /<\/script|<!--/i)
  })

  it("stays small", () => {
    assert.isAtMost(gzipSync(script).length, 16_000)
  })
})
