import { join } from "node:path"
import { assert, describe, it } from "vitest"
import { checkProjects } from "../effect-diagnostics/check.ts"
import { root } from "../workspace/packages.ts"
import { folderWith } from "./folder.ts"

const tool = join(root, "node_modules/.bin/effect-tsgo")
const wired = { extends: join(root, "tsconfig.base.json") }
const unwired = { compilerOptions: { module: "nodenext", strict: true } }

// Inside the workspace, so that the project finds `effect`.
const check = (source: string, config: object = wired) =>
  checkProjects(
    folderWith(
      {
        "tsconfig.json": JSON.stringify({ ...config, include: ["src"] }),
        "src/program.ts": `import { Effect } from "effect"\n${source}\n`
      },
      join(root, ".reports")
    ),
    ["tsconfig.json"],
    tool
  )

describe("effect-diagnostics", () => {
  it("accepts a project without findings and counts its files", async () => {
    assert.deepStrictEqual(await check("export const program = Effect.void"), { problems: [], checked: 1 })
  })

  it("tells file, line and rule of an effect that nobody runs", async () => {
    const { problems } = await check("export const program = () => {\n  Effect.void\n}")

    assert.lengthOf(problems, 1)
    assert.include(problems[0], "src/program.ts:3:3 error floatingEffect: ")
  })

  it("does not take silence for an answer when the language service is not wired", async () => {
    const { checked, problems } = await check("export const program = () => {\n  Effect.void\n}", unwired)

    assert.deepStrictEqual(
      { checked, problems },
      { checked: 0, problems: ["tsconfig.json: src/program.ts was not checked"] }
    )
  })

  it("reports a tool that does not answer", async () => {
    const { problems } = await checkProjects(root, ["no-such-tsconfig.json"], tool)

    assert.include(problems[0], "no-such-tsconfig.json: effect-tsgo gave no answer")
  })
})
