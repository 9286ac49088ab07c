import * as core from "@heddle/core"
import { assert, describe, it } from "vitest"
import * as heddle from "../src/index.ts"

describe("heddle", () => {
  // Two packages with one name for different things would both lose it: `export *` drops ambiguous names silently.
  it("has every public name of the packages it re-exports", () => {
    const own: Record<string, unknown> = { ...heddle }

    assert.isAbove(Object.keys(core).length, 0)
    for (const [name, value] of Object.entries(core)) assert.strictEqual(own[name], value, name)
  })
})
