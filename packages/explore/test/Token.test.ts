import { assert, describe, it } from "@effect/vitest"
import { parse, print, type Token } from "../src/Token.ts"

const token: Token = {
  seed: 42,
  granularity: "op",
  turns: [
    { tick: 10, fiber: 2, hash: "3fa1" },
    { tick: 17, fiber: -1, hash: "77b0" }
  ],
  interruption: undefined,
  plan: undefined,
  end: { tick: 40, hash: "9c2e" }
}

describe("Token", () => {
  describe("print", () => {
    it("writes the turns with their hashes", () => {
      assert.strictEqual(print(token), "hx1:seed=42;dev=10>2.3fa1,17>-1.77b0;end=40.9c2e")
    })

    it("writes granularity, interruption and plan where there are any", () => {
      const text = print({
        ...token,
        granularity: "await",
        turns: [],
        interruption: { fiber: 2, operation: 5 },
        plan: 3
      })

      assert.strictEqual(text, "hx1:seed=42;at=await;dev=;int=2@5;plan=3;end=40.9c2e")
    })
  })

  describe("parse", () => {
    for (const change of [
      {},
      { seed: -7 },
      { turns: [] },
      { granularity: "await" as const },
      { interruption: { fiber: 0, operation: 12 } },
      { plan: 19 }
    ]) {
      it(`reads what was printed: ${JSON.stringify(change)}`, () => {
        assert.deepStrictEqual(parse(print({ ...token, ...change })), { ...token, ...change })
      })
    }

    it("does not mind spaces around it", () => {
      assert.deepStrictEqual(parse(`  ${print(token)}\n`), token)
    })

    const refused: ReadonlyArray<readonly [text: string, part: string]> = [
      ["", ""],
      ["hx2:seed=1;dev=;end=1.0000", "hx2"],
      ["hx1:seed=one;dev=;end=1.0000", "seed=one"],
      ["hx1:seed=1;dev=3-2;end=1.0000", "3-2"],
      ["hx1:seed=1;dev=3>2;end=1.0000", "3>2"],
      ["hx1:seed=1;dev=;end=1", "end=1"],
      ["hx1:seed=1;seed=2;dev=;end=1.0000", "seed=2"],
      ["hx1:seed=1;dev=;what=1;end=1.0000", "what=1"],
      ["hx1:seed=1;at=line;dev=;end=1.0000", "at=line"],
      ["hx1:seed=1;dev=;int=2;end=1.0000", "int=2"],
      ["hx1:dev=", "hx1:dev="]
    ]
    for (const [text, part] of refused) {
      it(`refuses ${JSON.stringify(text)} and says where`, () => {
        assert.throws(() => parse(text), `cannot be read at ${JSON.stringify(part)}`)
      })
    }
  })
})
