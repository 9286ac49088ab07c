import { join } from "node:path"
import { assert, describe, it } from "vitest"
import { checkSnippets } from "../check-snippets/check.ts"
import { root } from "../workspace/packages.ts"
import { folderWith } from "./folder.ts"

const fence = (code: string, info = "ts") => `# Page\n\n\`\`\`${info}\n${code}\n\`\`\`\n`

const check = (page: string, name = "page.md") =>
  checkSnippets(folderWith({ [name]: page }), [name], root, join(folderWith({}, join(root, ".reports")), "snippets"))

const problemsOf = async (code: string, info?: string) => (await check(fence(code, info))).problems

describe("check-snippets", () => {
  it("accepts snippets that compile, run and do what they say", async () => {
    const snippet = `import { Effect } from "effect"

const four = 2 + 2 // => 4
const program = Effect.gen(function* () {
  const words = yield* Effect.succeed(["charged", "deferred"]) // => ["charged", "deferred"]
  return { words, four }
})
await Effect.runPromise(program) // => { words: ["charged", "deferred"], four: 4 }
Effect.runSync(Effect.flip(Effect.fail(new TypeError("no")))) // => TypeError: no
`

    assert.deepStrictEqual(await check(fence(snippet)), { problems: [], pages: 1, checked: 1, ran: 1, excused: [] })
  })

  it("tells the page's line, what was expected and what came", async () => {
    assert.deepStrictEqual(await problemsOf("const a = 1\na + 1 // => 3"), [
      "page.md:5: the snippet does not do what it says\n  expected: 3\n  got:      2"
    ])
  })

  it("tells the page's line of a type error", async () => {
    const [problem = "", ...others] = await problemsOf(`const a = 1\n\nconst b: string = a\nconsole.log(b)`)

    assert.deepStrictEqual(others, [])
    assert.match(problem, /^page\.md:6: TS2322: /)
  })

  it("checks the types of every snippet though each alone would run", async () => {
    const page = fence("const a: string = 1\nconsole.log(a)") + fence("const a: number = ''\nconsole.log(a)")

    assert.lengthOf((await check(page)).problems, 2)
  })

  it("tells that a line with an expectation never ran", async () => {
    const [problem] = await problemsOf("export const f = () => {\n  const a = 1 // => 1\n  return a\n}")

    assert.include(problem, "page.md:5: this line never ran")
  })

  it("compares every run of a line, not only the last", async () => {
    assert.lengthOf(await problemsOf("for (const n of [2, 1]) {\n  n + 0 // => 1\n}"), 1)
  })

  it("compares the output with the comments after what prints and on lines of their own", async () => {
    const good = `console.log("one") // => one\nconsole.log("two\\n  three")\n// => two\n// =>   three`

    assert.deepStrictEqual(await problemsOf(good), [])
    assert.deepStrictEqual(await problemsOf(good.replace("=>   three", "=> three")), [
      "page.md:4: the snippet does not do what it says\n  expected:\n    one\n    two\n    three\n  got:\n    one\n    two\n      three"
    ])
  })

  it("refuses output beyond what the comments say", async () => {
    assert.lengthOf(await problemsOf(`console.log("one") // => one\nconsole.log("two")`), 1)
  })

  it("reads a value that goes on in aligned comment lines", async () => {
    assert.deepStrictEqual(
      await problemsOf("[1, 2] // => [\n//      1,\n//      2\n//    ]".replace("=> [", "=> [")),
      []
    )
    assert.lengthOf(await problemsOf("[1, 3] // => [\n//      1,\n//      2\n//    ]"), 1)
  })

  it("shows why a snippet that throws ended", async () => {
    const [problem] = await problemsOf(`throw new Error("boom")`)

    assert.include(problem, "page.md:4: the snippet ended with 1")
    assert.include(problem, "Error: boom")
  })

  it("refuses an expectation that speaks about nothing", async () => {
    assert.include((await problemsOf("const f = (\n  a: number, // => 1\n) => a\nf(1)"))[0], "ends no statement")
  })

  it("only compiles a fence marked no-run", async () => {
    assert.deepStrictEqual(await problemsOf(`throw new Error("boom")`, "ts no-run"), [])
    assert.lengthOf(await problemsOf("const a: string = 1\nexport { a }", "ts no-run"), 1)
  })

  it("refuses an expectation in a fence that is not run", async () => {
    assert.include((await problemsOf("1 + 1 // => 2", "ts no-run"))[0], "is not run, so nobody would notice")
  })

  it("leaves a fence unchecked only for a stated reason", async () => {
    const { excused, problems } = await check(fence("const =", `ts no-check="half a sentence"`))

    assert.deepStrictEqual({ excused, problems }, { excused: ["page.md:4: half a sentence"], problems: [] })
    for (const info of ["ts no-check", `ts no-check=""`]) {
      assert.include((await problemsOf("const =", info))[0], "page.md:3: a fence is left unchecked only with a reason")
    }
  })

  it("leaves fences in other languages alone", async () => {
    assert.strictEqual((await check(fence("exit 1", "sh"))).checked, 0)
  })

  it("does not take a fence inside a longer fence for its own", async () => {
    const { checked, problems } = await check(`\`\`\`\`md\n${fence("const =")}\`\`\`\`\n`)

    assert.deepStrictEqual({ checked, problems }, { checked: 0, problems: [] })
  })

  it("refuses a fence that is never closed", async () => {
    assert.include(
      (await check("text\n```ts\n1 + 1\n")).problems[0],
      "page.md:2: the fence that starts here is never closed"
    )
  })

  it("runs the fences in the doc comments of a source", async () => {
    const source = "/**\n * Adds.\n *\n * ```ts\n * 1 + 1 // => 3\n * ```\n */\nexport const add = 1\n"

    assert.include((await check(source, "add.ts")).problems[0], "add.ts:5: the snippet does not do what it says")
  })
})
