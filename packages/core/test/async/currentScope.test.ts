import { assert, describe, it } from "@effect/vitest"
import { currentScope, openTaskScope, taskScope } from "../../src/async/index.ts"
import { settleDown } from "../support/promises.ts"

const here = async (): Promise<string | undefined> => {
  await settleDown()
  return currentScope()?.name
}

describe("currentScope", () => {
  it("is undefined outside of scopes", async () => {
    assert.isUndefined(await here())
  })

  it("is the scope whose body is calling, however deep", async () => {
    assert.strictEqual(await taskScope({ name: "page" }, here), "page")
  })

  it("is the scope whose task is calling", async () => {
    const open = openTaskScope({ name: "block" })
    const names = [await open.fork(here), await taskScope({ name: "page" }, async (scope) => scope.fork(here))]
    await open.join()

    assert.deepStrictEqual(names, ["block", "page"])
  })

  it("is the very handle of the body", async () => {
    await taskScope(async (scope) => assert.strictEqual(currentScope(), scope))
  })

  it("is the innermost scope, and the outer one again after that", async () => {
    const names = await taskScope({ name: "outer" }, async () => [
      await taskScope({ name: "inner" }, here),
      await here()
    ])

    assert.deepStrictEqual(names, ["inner", "outer"])
  })

  it("follows a task into the scope it was forked into, not the one it was forked from", async () => {
    const name = await taskScope({ name: "outer" }, (outer) =>
      taskScope({ name: "inner" }, async () => outer.fork(here))
    )

    assert.strictEqual(name, "outer")
  })
})
