import { assert, describe, it } from "@effect/vitest"
import * as fc from "fast-check"
import { decode, join, printable, toSystem } from "../paths.ts"

/** Any text that is well formed. */
const text = fc
  .array(
    fc.integer({ min: 0, max: 0x10ffff }).filter((code) => code < 0xd800 || code > 0xdfff),
    { maxLength: 10 }
  )
  .map((codes) => String.fromCodePoint(...codes))

const bytesOf = (path: string | Buffer): Buffer => Buffer.from(path)

describe("decode", () => {
  it("gives bytes that toSystem turns back, whatever they are", () => {
    const anyBytes = fc.uint8Array({ maxLength: 40 })
    // Long runs of random bytes rarely hold valid sequences, so some are mixed in.
    const mixed = fc
      .array(
        fc.oneof(
          anyBytes,
          text.map((text) => Buffer.from(text))
        )
      )
      .map((parts) => Buffer.concat(parts))

    fc.assert(
      fc.property(mixed, (bytes) => {
        assert.deepStrictEqual(bytesOf(toSystem(decode(bytes))), bytes)
      })
    )
  })

  it("gives the text itself where the bytes are UTF-8", () => {
    fc.assert(
      fc.property(text, (text) => {
        assert.strictEqual(decode(Buffer.from(text)), text)
      })
    )
  })

  it("writes a byte that is not UTF-8 as one lone surrogate", () => {
    const name = decode(Buffer.of(0x61, 0xff, 0x62))

    assert.strictEqual(name, "a\udcffb")
  })
})

describe("toSystem", () => {
  it("leaves text as it is", () => {
    assert.strictEqual(toSystem("a/\u{1f480}\ufffd"), "a/\u{1f480}\ufffd")
  })
})

describe("printable", () => {
  for (const [what, path, shown] of [
    ["a line break", "a\nb", "a\\nb"],
    ["a backslash", "a\\nb", "a\\\\nb"],
    ["what a terminal would obey", "a\x1b[31mb", "a\\x1b[31mb"],
    ["a byte that is not UTF-8", "a\udcffb", "a\\xffb"],
    ["what turns the direction of writing", "a\u202eb", "a\\u202eb"],
    ["nothing in plain text", "é/\u{1f480} b", "é/\u{1f480} b"]
  ] as const) {
    it(`escapes ${what}`, () => {
      assert.strictEqual(printable(path), shown)
    })
  }
})

describe("join", () => {
  for (const [folder, path] of [
    [".", "x"],
    ["a", "a/x"],
    ["a/", "a/x"],
    ["/", "/x"]
  ] as const) {
    it(`puts x into ${folder} as ${path}`, () => {
      assert.strictEqual(join(folder, "x"), path)
    })
  }
})
