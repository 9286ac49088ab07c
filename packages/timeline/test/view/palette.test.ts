import { assert, describe, it } from "vitest"
import { paletteFor } from "../../src/view/palette.ts"
import { styles } from "../../src/view/styles.ts"

describe("styles", () => {
  it("declares every colour for light and for dark, and uses no other", () => {
    const declared = [...paletteFor("x").matchAll(/(--ht-\w+):#[0-9A-F]{6}/g)].map(([, name]) => name)
    const used = new Set([...styles.matchAll(/var\((--ht-\w+)\)/g)].map(([, name]) => name))

    for (const name of used) assert.strictEqual(declared.filter((one) => one === name).length, 3, name)
    assert.notMatch(styles.replace(paletteFor(".heddle-timeline"), ""), /#[0-9a-f]{3}|rgb\(|hsl\(/i)
  })

  it("has no shadow but the underline of what is on, no gradient, no rounded corner, no motion", () => {
    assert.notMatch(
      styles.replaceAll("box-shadow:inset 0 -2px", ""),
      /shadow|gradient|border-radius:[^0]|transition|animation/
    )
  })

  it("follows the reader's system unless it is told", () => {
    assert.include(styles, "@media(prefers-color-scheme:dark){.heddle-timeline:not([data-theme=light])")
    assert.include(styles, ".heddle-timeline[data-theme=dark]")
  })
})
