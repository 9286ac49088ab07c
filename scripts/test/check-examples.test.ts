import { assert, describe, it } from "vitest"
import { checkExamples } from "../check-examples/check.ts"
import { folderWith } from "./folder.ts"

const main = `const [code, ...words]: Array<string> = process.argv.slice(2)
console.log(words.join(" "))
console.error("a reason")
process.exitCode = Number(code)
`

const check = (runs: ReadonlyArray<object>, expected = "good day\n") =>
  checkExamples(
    folderWith({
      "examples/greet/main.ts": main,
      "examples/greet/ci.json": JSON.stringify(runs),
      "examples/greet/expected.txt": expected
    })
  )

const run = { args: ["3", "good", "day"], exit: 3, stdout: "expected.txt" }

describe("check-examples", () => {
  it("accepts an example that ends and prints as its ci.json says", async () => {
    assert.deepStrictEqual(await check([run]), { problems: [], runs: 1 })
  })

  it("shows what was expected and what was printed", async () => {
    const { problems } = await check([run], "good night\n")

    assert.deepStrictEqual(problems, [
      "examples/greet: main.ts 3 good day\n  printed something else than expected.txt\n" +
        "  expected:\n    good night\n  got:\n    good day"
    ])
  })

  it("tells the exit code and standard error of an example that ends otherwise", async () => {
    const { problems } = await check([{ ...run, exit: 0 }])

    assert.include(problems[0], "ended with 3, expected 0; standard error:\n    a reason")
  })

  it("asks every example for a run", async () => {
    const { problems } = await check([])

    assert.deepStrictEqual(problems, ["examples/greet: its ci.json is missing or lists no run"])
  })
})
