import { assert, describe, it } from "@effect/vitest"
import { cut, title } from "../batches.ts"

describe("cut", () => {
  it("makes pieces of at most so many items", () => {
    assert.deepStrictEqual(cut([1, 2, 3, 4, 5], 2), [[1, 2], [3, 4], [5]])
  })

  it("gives an item that is too heavy a piece of its own, and keeps the order", () => {
    assert.deepStrictEqual(
      cut([9, 1, 2, 7, 3, 4], 10, (weight) => weight, 5),
      [[9], [1, 2], [7], [3], [4]]
    )
  })

  it("makes nothing of nothing", () => {
    assert.deepStrictEqual(cut([], 2), [])
  })
})

describe("title", () => {
  it("names the first and counts the others", () => {
    assert.strictEqual(title("read", ["a"]), "read a")
    assert.strictEqual(title("read", ["a", "b", "c"]), "read a and 2 more")
  })
})
